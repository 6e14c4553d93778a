-- +goose Up
-- Prepared words for replies. `department` is the ID of whose they are, empty for
-- the centre's, which everybody uses. A retired one is kept for the log only.
CREATE TABLE appeal_template (
    id text NOT NULL,
    department text NOT NULL,
    title text NOT NULL,
    words text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT appeal_template_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_template_state_known CHECK (state IN ('active', 'retired'))
);
CREATE INDEX appeal_template_department_idx ON appeal_template (department, title);

-- Cases that are like one are looked for at its place and on its topic.
CREATE INDEX appeal_case_place_code_idx ON appeal_case (place_code, id) WHERE place_code <> '';
CREATE INDEX appeal_case_topic_idx ON appeal_case (topic, id) WHERE topic <> '';
