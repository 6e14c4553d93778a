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
