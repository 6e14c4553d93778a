-- +goose Up
-- What is asked for again and again in a month, to be solved by departments together.
-- `place_code` is empty for everywhere; `lead`, `goal_sealed` and `due` are empty until
-- somebody chose them. What people write is sealed.
CREATE TABLE appeal_issue (
    id text NOT NULL,
    month text NOT NULL,
    title_sealed text NOT NULL,
    topic text NOT NULL,
    place_code text NOT NULL,
    source text NOT NULL,
    state text NOT NULL,
    lead text NOT NULL,
    goal_sealed text NOT NULL,
    due date,
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    chosen_by text NOT NULL,
    begun_at timestamptz,
    ended_at timestamptz,
    version bigint NOT NULL,
    CONSTRAINT appeal_issue_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_issue_source_known CHECK (source IN ('rising', 'alike', 'by_hand')),
    CONSTRAINT appeal_issue_state_known CHECK (state IN ('proposed', 'chosen', 'in_hand', 'done', 'dropped'))
);
CREATE INDEX appeal_issue_month_idx ON appeal_issue (month, id);

-- The departments that help with an issue.
CREATE TABLE appeal_issue_helper (
    issue_id text NOT NULL,
    department text NOT NULL,
    CONSTRAINT appeal_issue_helper_pkey PRIMARY KEY (issue_id, department),
    CONSTRAINT appeal_issue_helper_issue_fkey FOREIGN KEY (issue_id) REFERENCES appeal_issue (id)
);

-- The cases that an issue stood on when it was put on the list, as its proposer saw
-- them. A department that they complain of finds nothing of it, see package monthly.
CREATE TABLE appeal_issue_case (
    issue_id text NOT NULL,
    case_id text NOT NULL,
    CONSTRAINT appeal_issue_case_pkey PRIMARY KEY (issue_id, case_id),
    CONSTRAINT appeal_issue_case_issue_fkey FOREIGN KEY (issue_id) REFERENCES appeal_issue (id),
    CONSTRAINT appeal_issue_case_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id)
);
CREATE INDEX appeal_issue_case_case_idx ON appeal_issue_case (case_id);

-- What departments do about an issue.
CREATE TABLE appeal_issue_measure (
    id text NOT NULL,
    issue_id text NOT NULL,
    department text NOT NULL,
    words_sealed text NOT NULL,
    due date NOT NULL,
    state text NOT NULL,
    done_on date,
    CONSTRAINT appeal_issue_measure_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_issue_measure_issue_fkey FOREIGN KEY (issue_id) REFERENCES appeal_issue (id),
    CONSTRAINT appeal_issue_measure_state_known CHECK (state IN ('planned', 'doing', 'done', 'dropped'))
);
CREATE INDEX appeal_issue_measure_issue_idx ON appeal_issue_measure (issue_id, id);

-- What happened to an issue, one row for each thing that somebody did.
CREATE TABLE appeal_issue_step (
    id text NOT NULL,
    issue_id text NOT NULL,
    at timestamptz NOT NULL,
    by_id text NOT NULL,
    act text NOT NULL,
    words_sealed text NOT NULL,
    CONSTRAINT appeal_issue_step_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_issue_step_issue_fkey FOREIGN KEY (issue_id) REFERENCES appeal_issue (id)
);
CREATE INDEX appeal_issue_step_issue_idx ON appeal_issue_step (issue_id, id);

-- How many cases of a topic came in from when until when.
CREATE INDEX appeal_case_topic_received_idx ON appeal_case (topic, received_at);
