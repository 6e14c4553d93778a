-- +goose Up
-- What the last look at all cases found, one row: how many weeks before the last
-- seven days it compares with, how many topics and places it compared, how many
-- texts it put together.
CREATE TABLE appeal_signal_run (
    id bigint NOT NULL,
    at timestamptz NOT NULL,
    weeks bigint NOT NULL,
    tested bigint NOT NULL,
    texts bigint NOT NULL,
    CONSTRAINT appeal_signal_run_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_signal_run_one CHECK (id = 1)
);

-- A topic that rises, everywhere or in one place, or a group of cases that are
-- alike. It holds no number: what a reader may not see is not counted for him, so
-- everything is counted when it is read.
CREATE TABLE appeal_signal (
    id text NOT NULL,
    kind text NOT NULL,
    topic text NOT NULL,
    place_code text NOT NULL,
    CONSTRAINT appeal_signal_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_signal_kind_known CHECK (kind IN ('rising', 'alike'))
);

-- The cases of a signal; `recent` are those of the last seven days, and all of a
-- group.
CREATE TABLE appeal_signal_member (
    signal_id text NOT NULL,
    case_id text NOT NULL,
    recent boolean NOT NULL,
    CONSTRAINT appeal_signal_member_pkey PRIMARY KEY (signal_id, case_id),
    CONSTRAINT appeal_signal_member_signal_fkey FOREIGN KEY (signal_id) REFERENCES appeal_signal (id),
    CONSTRAINT appeal_signal_member_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id)
);
CREATE INDEX appeal_signal_member_case_idx ON appeal_signal_member (case_id);
