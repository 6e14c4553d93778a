-- +goose Up
-- What was read from a case when it came in, with the words that decided: sealed,
-- since these are the reporter's. Taken names the fields of which the proposal took
-- effect by itself, to_check those of them that wait for a person to look; both are
-- names with spaces between.
CREATE TABLE appeal_reading (
    case_id text NOT NULL,
    at timestamptz NOT NULL,
    edition bigint NOT NULL,
    proposal_sealed text NOT NULL,
    taken text NOT NULL,
    to_check text NOT NULL,
    CONSTRAINT appeal_reading_pkey PRIMARY KEY (case_id)
);
CREATE INDEX appeal_reading_check_idx ON appeal_reading (case_id) WHERE to_check <> '';

-- What another system calls the topic of a case; not one of ours.
ALTER TABLE appeal_case ADD COLUMN source_topic_sealed text NOT NULL DEFAULT '';
