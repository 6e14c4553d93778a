-- +goose Up
-- Each version of a measure has a state of its own; policy_measure.state only
-- sums them up: published while a version is published or suspended, else draft
-- while one is open, else withdrawn. `revision` rises with every save and step;
-- `definition` changes in drafts only. effective_from of a published version is
-- the day it counts from, none for every day.
ALTER TABLE policy_measure_version ADD COLUMN state text NOT NULL DEFAULT 'draft'
    CONSTRAINT policy_measure_version_state_known CHECK (state IN ('draft', 'in_review', 'published', 'suspended', 'expired', 'withdrawn', 'superseded'));
ALTER TABLE policy_measure_version ADD COLUMN revision bigint NOT NULL DEFAULT 1;

-- Every step of every version, so that the state of any past day can be read.
-- on_day is the day from which a state counts, none for every day; `at` is when
-- it was recorded. by_id is empty for what is older than this table.
CREATE TABLE policy_measure_step (
    measure text NOT NULL,
    seq bigint NOT NULL,
    number bigint NOT NULL,
    state_from text NOT NULL,
    state_to text NOT NULL,
    on_day date,
    at timestamptz NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    note text NOT NULL,
    CONSTRAINT policy_measure_step_pkey PRIMARY KEY (measure, seq),
    CONSTRAINT policy_measure_step_measure_fkey FOREIGN KEY (measure, number) REFERENCES policy_measure_version (measure, number)
);

-- Who wrote a version: they may not review it.
CREATE TABLE policy_measure_author (
    measure text NOT NULL,
    number bigint NOT NULL,
    author text NOT NULL,
    CONSTRAINT policy_measure_author_pkey PRIMARY KEY (measure, number, author),
    CONSTRAINT policy_measure_author_measure_fkey FOREIGN KEY (measure, number) REFERENCES policy_measure_version (measure, number)
);

UPDATE policy_measure_version SET state = (
    SELECT CASE WHEN m.state <> 'draft' THEN m.state WHEN m.version = policy_measure_version.number THEN 'draft' ELSE 'withdrawn' END
    FROM policy_measure m WHERE m.id = policy_measure_version.measure);
INSERT INTO policy_measure_step (measure, seq, number, state_from, state_to, on_day, at, by_id, by_name, note)
    SELECT measure, number, number, '', state, effective_from, recorded_at, '', recorded_by, '' FROM policy_measure_version;

-- A measure has at most one version that is being written or reviewed.
CREATE UNIQUE INDEX policy_measure_version_open_key ON policy_measure_version (measure) WHERE state IN ('draft', 'in_review');
