-- +goose Up
-- One row each time that a person's data was shown in full to somebody. Names
-- and numbers do not stand here: `fields` says which of them were shown,
-- `viewer_masked` is the first character of the reader's name. Department and
-- post are as they were then.
CREATE TABLE disclosure_view (
    id text NOT NULL,
    at timestamptz NOT NULL,
    uscc text NOT NULL,
    kind text NOT NULL,
    object text NOT NULL,
    object_role text NOT NULL,
    fields text NOT NULL,
    reason_kind text NOT NULL,
    reason_sealed text NOT NULL,
    channel text NOT NULL,
    viewer text NOT NULL,
    viewer_masked text NOT NULL,
    department text NOT NULL,
    department_name text NOT NULL,
    post text NOT NULL,
    CONSTRAINT disclosure_view_pkey PRIMARY KEY (id),
    CONSTRAINT disclosure_view_kind_known CHECK (kind IN ('contact', 'person')),
    CONSTRAINT disclosure_view_channel_known CHECK (channel IN ('screen', 'token', 'command'))
);
CREATE INDEX disclosure_view_uscc_idx ON disclosure_view (uscc, id);

-- How often a member of staff had data shown on one day (in Beijing), and how
-- often more was refused.
CREATE TABLE disclosure_quota (
    viewer text NOT NULL,
    day text NOT NULL,
    used bigint NOT NULL,
    refused bigint NOT NULL,
    CONSTRAINT disclosure_quota_pkey PRIMARY KEY (viewer, day)
);

-- The last number of exports given out in a year.
CREATE TABLE disclosure_counter (
    year bigint NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT disclosure_counter_pkey PRIMARY KEY (year)
);

-- Exports. `query` and `filter` say what was chosen and may hold what a person
-- typed, so they are sealed, as are purpose and note.
CREATE TABLE disclosure_export (
    id text NOT NULL,
    number text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    query_sealed text NOT NULL,
    filter_sealed text NOT NULL,
    purpose_sealed text NOT NULL,
    note_sealed text NOT NULL,
    row_count bigint NOT NULL,
    state text NOT NULL,
    asked_by text NOT NULL,
    asked_name text NOT NULL,
    department text NOT NULL,
    department_name text NOT NULL,
    asked_at timestamptz NOT NULL,
    decided_by text NOT NULL,
    decided_name text NOT NULL,
    decided_at timestamptz,
    expires_at timestamptz,
    taken_at timestamptz,
    version bigint NOT NULL,
    CONSTRAINT disclosure_export_pkey PRIMARY KEY (id),
    CONSTRAINT disclosure_export_number_key UNIQUE (number),
    CONSTRAINT disclosure_export_state_known CHECK (state IN ('asked', 'approved', 'refused', 'withdrawn', 'taken')),
    CONSTRAINT disclosure_export_by_another CHECK (decided_by <> asked_by)
);
CREATE INDEX disclosure_export_asked_idx ON disclosure_export (asked_by, id);
CREATE INDEX disclosure_export_state_idx ON disclosure_export (state, id);

-- Which enterprises an export listed: a roaring bitmap for each 65,536 ordinals,
-- so that asking for one enterprise reads at most 8 KiB of each export.
CREATE TABLE disclosure_export_block (
    block bigint NOT NULL,
    export text NOT NULL,
    bits bytea NOT NULL,
    CONSTRAINT disclosure_export_block_pkey PRIMARY KEY (block, export),
    CONSTRAINT disclosure_export_block_export_fkey FOREIGN KEY (export) REFERENCES disclosure_export (id)
);

-- When a contact was last found to be right, and by whom.
ALTER TABLE enterprise_contact ADD COLUMN verified_at timestamptz;
ALTER TABLE enterprise_contact ADD COLUMN verified_by text NOT NULL DEFAULT '';
