-- +goose Up
-- From which confidence on what is read from an appeal is used; one row for each
-- field of an edition, in thousandths. Editions are never changed.
CREATE TABLE appeal_reading_edition (
    version bigint NOT NULL,
    field text NOT NULL,
    automatic bigint NOT NULL,
    sampled bigint NOT NULL,
    share bigint NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    CONSTRAINT appeal_reading_edition_pkey PRIMARY KEY (version, field)
);

-- What a model may be trained from: the text of a case without names and numbers,
-- sealed. One row for each case, however many of its fields were decided.
CREATE TABLE appeal_reading_text (
    case_id text NOT NULL,
    text_hash text NOT NULL,
    text_sealed text NOT NULL,
    CONSTRAINT appeal_reading_text_pkey PRIMARY KEY (case_id)
);

-- What was proposed for a field and what a person decided, both as codes. A later
-- decision on the same field is another row.
CREATE TABLE appeal_reading_decision (
    id text NOT NULL,
    case_id text NOT NULL,
    field text NOT NULL,
    proposed text NOT NULL,
    confidence bigint NOT NULL,
    class text NOT NULL,
    drawn boolean NOT NULL,
    decided text NOT NULL,
    agreed boolean NOT NULL,
    edition bigint NOT NULL,
    at timestamptz NOT NULL,
    by_id text NOT NULL,
    CONSTRAINT appeal_reading_decision_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_reading_decision_text_fkey FOREIGN KEY (case_id) REFERENCES appeal_reading_text (case_id)
);
CREATE INDEX appeal_reading_decision_case_idx ON appeal_reading_decision (case_id, field, id);
CREATE INDEX appeal_reading_decision_field_idx ON appeal_reading_decision (field, id);
