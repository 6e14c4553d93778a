-- +goose Up
-- Government bodies. `code` is the office's own stable name of a body, by which
-- imports find it again; `position` is its place in lists.
CREATE TABLE org_department (
    id text NOT NULL,
    code text NOT NULL,
    parent text,
    name text NOT NULL,
    short_name text NOT NULL,
    division text NOT NULL,
    level integer NOT NULL,
    duty text NOT NULL,
    phone text NOT NULL,
    address text NOT NULL,
    position bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT org_department_pkey PRIMARY KEY (id),
    CONSTRAINT org_department_code_key UNIQUE (code),
    CONSTRAINT org_department_parent_fkey FOREIGN KEY (parent) REFERENCES org_department (id),
    CONSTRAINT org_department_not_under_itself CHECK (parent <> id),
    CONSTRAINT org_department_level_known CHECK (level BETWEEN 1 AND 8)
);
CREATE INDEX org_department_parent_idx ON org_department (parent);
CREATE INDEX org_department_division_idx ON org_department (division);
CREATE INDEX org_department_position_idx ON org_department (position, id);

-- Divisions of this instance, laid over the national ones: development zones,
-- grids, renamed streets. Parent and level follow from the code.
CREATE TABLE org_division (
    code text NOT NULL,
    name text NOT NULL,
    parent text NOT NULL,
    level integer NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT org_division_pkey PRIMARY KEY (code),
    CONSTRAINT org_division_level_known CHECK (level BETWEEN 1 AND 9)
);
CREATE INDEX org_division_parent_idx ON org_division (parent, code);

-- One row that changes whenever org_division does, so that nodes know when the
-- tree they hold is out of date. A new random value each time: a counter could
-- come to the same number twice after a rollback.
CREATE TABLE org_division_revision (
    id integer NOT NULL,
    revision text NOT NULL,
    CONSTRAINT org_division_revision_pkey PRIMARY KEY (id),
    CONSTRAINT org_division_revision_one CHECK (id = 1)
);
INSERT INTO org_division_revision (id, revision) VALUES (1, '');
