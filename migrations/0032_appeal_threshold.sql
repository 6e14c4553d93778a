-- +goose Up
-- Which share of what takes effect by itself is drawn for a person to check, from
-- when an edition holds (nothing: from when it was made), and who agreed to it.
ALTER TABLE appeal_reading_edition ADD COLUMN automatic_share bigint NOT NULL DEFAULT 5;
ALTER TABLE appeal_reading_edition ADD COLUMN valid_from timestamptz;
ALTER TABLE appeal_reading_edition ADD COLUMN agreed_by_id text NOT NULL DEFAULT '';
ALTER TABLE appeal_reading_edition ADD COLUMN agreed_by_name text NOT NULL DEFAULT '';

-- Thresholds that somebody asks for; an edition comes of them when a second person
-- agrees. `base` is the latest edition when they were asked for.
CREATE TABLE appeal_threshold_draft (
    id text NOT NULL,
    base bigint NOT NULL,
    state text NOT NULL,
    from_day date,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    decided_at timestamptz,
    decided_by_id text NOT NULL,
    decided_by_name text NOT NULL,
    words text NOT NULL,
    edition bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT appeal_threshold_draft_pkey PRIMARY KEY (id)
);
CREATE TABLE appeal_threshold_draft_limit (
    draft_id text NOT NULL,
    field text NOT NULL,
    automatic bigint NOT NULL,
    sampled bigint NOT NULL,
    share bigint NOT NULL,
    automatic_share bigint NOT NULL,
    CONSTRAINT appeal_threshold_draft_limit_pkey PRIMARY KEY (draft_id, field),
    CONSTRAINT appeal_threshold_draft_limit_draft_fkey FOREIGN KEY (draft_id) REFERENCES appeal_threshold_draft (id)
);

-- What must have been measured before a field may take effect by itself, in
-- thousandths; the highest version in force counts. Rows are never changed.
CREATE TABLE appeal_threshold_bar (
    version bigint NOT NULL,
    in_force date NOT NULL,
    automatic bigint NOT NULL,
    automatic_least bigint NOT NULL,
    sampled bigint NOT NULL,
    sampled_least bigint NOT NULL,
    days bigint NOT NULL,
    source text NOT NULL,
    CONSTRAINT appeal_threshold_bar_pkey PRIMARY KEY (version)
);
INSERT INTO appeal_threshold_bar (version, in_force, automatic, automatic_least, sampled, sampled_least, days, source) VALUES
    (1, '2000-01-01', 980, 200, 900, 30, 365, '系统设计约定：自动采用的一致率不低于 98%，以 95% 把握的下限计（威尔逊区间，1927 年）；件数、抽查的 90% 和 365 天为暂定');

-- How sure the program was of each field of each case, without what it read: for
-- counting. `shielded` are cases that complain of a department: they are left out
-- of every figure, so that no figure tells that department of them.
CREATE TABLE appeal_reading_guess (
    case_id text NOT NULL,
    field text NOT NULL,
    at timestamptz NOT NULL,
    model text NOT NULL,
    confidence bigint NOT NULL,
    class text NOT NULL,
    drawn boolean NOT NULL,
    taken boolean NOT NULL,
    shielded boolean NOT NULL,
    CONSTRAINT appeal_reading_guess_pkey PRIMARY KEY (case_id, field)
);
CREATE INDEX appeal_reading_guess_at_idx ON appeal_reading_guess (field, at);

-- Which model made the proposal that was decided on, and whether a later decision
-- on the same field took the place of this one.
ALTER TABLE appeal_reading_decision ADD COLUMN model text NOT NULL DEFAULT '';
ALTER TABLE appeal_reading_decision ADD COLUMN shielded boolean NOT NULL DEFAULT false;
ALTER TABLE appeal_reading_decision ADD COLUMN superseded boolean NOT NULL DEFAULT false;
UPDATE appeal_reading_decision SET shielded = true WHERE case_id IN (SELECT id FROM appeal_case WHERE accused <> '');
UPDATE appeal_reading_decision SET superseded = true WHERE EXISTS (
    SELECT 1 FROM appeal_reading_decision later
    WHERE later.case_id = appeal_reading_decision.case_id AND later.field = appeal_reading_decision.field AND later.id > appeal_reading_decision.id);
CREATE INDEX appeal_reading_decision_at_idx ON appeal_reading_decision (field, at);
