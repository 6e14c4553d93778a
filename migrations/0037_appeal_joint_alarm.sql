-- +goose Up
-- With which case a case was answered that had gone into it. From its answer on it is
-- a case of its own; the page of the other one still lists it.
CREATE TABLE appeal_joint_answer (
    case_id text NOT NULL,
    main text NOT NULL,
    CONSTRAINT appeal_joint_answer_pkey PRIMARY KEY (case_id),
    CONSTRAINT appeal_joint_answer_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id),
    CONSTRAINT appeal_joint_answer_main_fkey FOREIGN KEY (main) REFERENCES appeal_case (id)
);
CREATE INDEX appeal_joint_answer_main_idx ON appeal_joint_answer (main, case_id);

-- Other thresholds of alarms that somebody asks for; a definition comes of them when a
-- second person agrees. `base` is the latest definition when they were asked for.
CREATE TABLE appeal_alarm_draft (
    id text NOT NULL,
    base bigint NOT NULL,
    state text NOT NULL,
    from_day date,
    rules text NOT NULL,
    source text NOT NULL,
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
    CONSTRAINT appeal_alarm_draft_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_alarm_draft_state_known CHECK (state IN ('pending', 'approved', 'refused', 'withdrawn')),
    CONSTRAINT appeal_alarm_draft_by_another CHECK (state <> 'approved' OR decided_by_id <> by_id)
);
