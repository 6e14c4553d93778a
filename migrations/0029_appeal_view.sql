-- +goose Up
-- How somebody likes to look at the inbox of appeals. `department` is with whom it
-- is shared, empty for the owner alone; `look` is what narrows the inbox, as JSON.
CREATE TABLE appeal_view (
    id text NOT NULL,
    owner text NOT NULL,
    department text NOT NULL,
    name text NOT NULL,
    look text NOT NULL,
    saved_at timestamptz NOT NULL,
    CONSTRAINT appeal_view_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_view_owner_name_key UNIQUE (owner, name)
);
CREATE INDEX appeal_view_department_idx ON appeal_view (department) WHERE department <> '';
