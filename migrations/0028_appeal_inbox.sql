-- +goose Up
-- Which cases changed and in which order the changes were committed, one row for
-- each case with its last change. Nodes that keep the columns of the inbox in memory
-- ask for what lies behind the last change they know.
CREATE TABLE appeal_change (
    case_id text NOT NULL,
    seq bigint NOT NULL,
    CONSTRAINT appeal_change_pkey PRIMARY KEY (case_id),
    CONSTRAINT appeal_change_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id)
);
CREATE INDEX appeal_change_seq_idx ON appeal_change (seq);

-- The number of the last change. Whoever changes a case moves it as the very last
-- work before the commit, so that the numbers are in the order of the commits.
CREATE TABLE appeal_mark (
    id bigint NOT NULL,
    seq bigint NOT NULL,
    CONSTRAINT appeal_mark_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_mark_one CHECK (id = 1)
);
INSERT INTO appeal_mark (id, seq) VALUES (1, 0);

-- A case is also found by its number in the system it came from.
CREATE INDEX appeal_case_source_no_idx ON appeal_case (source_no) WHERE source_no <> '';
-- Requests that wait for a leader.
CREATE INDEX appeal_part_live_idx ON appeal_part (staff, case_id) WHERE state IN ('sent', 'taken');
-- Whoever may see reporters finds their cases by phone.
CREATE INDEX appeal_case_phone_idx ON appeal_case (phone_index) WHERE phone_index <> '';
