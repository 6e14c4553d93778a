-- +goose Up
-- A department that is closed stays: what it did keeps its name.
ALTER TABLE org_department ADD COLUMN closed_at timestamptz;

-- Posts. `headcount` is how many people may hold one at a time.
CREATE TABLE org_post (
    id text NOT NULL,
    department text NOT NULL,
    name text NOT NULL,
    duty text NOT NULL,
    headcount bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    closed_at timestamptz,
    version bigint NOT NULL,
    CONSTRAINT org_post_pkey PRIMARY KEY (id),
    CONSTRAINT org_post_department_fkey FOREIGN KEY (department) REFERENCES org_department (id),
    CONSTRAINT org_post_headcount_positive CHECK (headcount > 0)
);
CREATE INDEX org_post_department_idx ON org_post (department);

-- Who belonged where and held what, from when until when. Nothing is deleted:
-- a tenure that is over has an end. `staff` is the id of account's row.
CREATE TABLE org_tenure (
    id text NOT NULL,
    staff text NOT NULL,
    department text NOT NULL,
    post text,
    kind text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    CONSTRAINT org_tenure_pkey PRIMARY KEY (id),
    CONSTRAINT org_tenure_department_fkey FOREIGN KEY (department) REFERENCES org_department (id),
    CONSTRAINT org_tenure_post_fkey FOREIGN KEY (post) REFERENCES org_post (id),
    CONSTRAINT org_tenure_kind_known CHECK (kind IN ('main', 'part'))
);
CREATE UNIQUE INDEX org_tenure_staff_key ON org_tenure (staff) WHERE kind = 'main' AND ends_at IS NULL;
CREATE INDEX org_tenure_staff_idx ON org_tenure (staff, starts_at);
CREATE INDEX org_tenure_department_idx ON org_tenure (department);
CREATE INDEX org_tenure_post_idx ON org_tenure (post);

-- The service network: who looks after which division. `department` is the one
-- that the person served it for.
CREATE TABLE org_service (
    id text NOT NULL,
    division text NOT NULL,
    staff text NOT NULL,
    department text NOT NULL,
    role text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    CONSTRAINT org_service_pkey PRIMARY KEY (id),
    CONSTRAINT org_service_department_fkey FOREIGN KEY (department) REFERENCES org_department (id),
    CONSTRAINT org_service_role_known CHECK (role IN ('chief', 'specialist', 'grid_officer'))
);
CREATE UNIQUE INDEX org_service_division_staff_role_key ON org_service (division, staff, role) WHERE ends_at IS NULL;
CREATE INDEX org_service_staff_idx ON org_service (staff);
CREATE INDEX org_service_division_idx ON org_service (division, id);

-- What a person who left or went elsewhere handed over, and to whom. An item
-- without receiver was left vacant on purpose. `label` is what it was called.
CREATE TABLE org_handover (
    id text NOT NULL,
    kind text NOT NULL,
    staff text NOT NULL,
    department text NOT NULL,
    to_department text,
    note text NOT NULL,
    by_id text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT org_handover_pkey PRIMARY KEY (id),
    CONSTRAINT org_handover_kind_known CHECK (kind IN ('leave', 'transfer'))
);
CREATE INDEX org_handover_staff_idx ON org_handover (staff);
CREATE INDEX org_handover_department_idx ON org_handover (department);
CREATE TABLE org_handover_item (
    handover text NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    item text NOT NULL,
    label text NOT NULL,
    receiver text,
    CONSTRAINT org_handover_item_pkey PRIMARY KEY (handover, position),
    CONSTRAINT org_handover_item_handover_fkey FOREIGN KEY (handover) REFERENCES org_handover (id)
);
CREATE INDEX org_handover_item_receiver_idx ON org_handover_item (receiver);

-- Whoever works here already belongs to a department since they were added.
INSERT INTO org_tenure (id, staff, department, post, kind, starts_at, ends_at)
SELECT s.id, s.id, s.department, NULL, 'main', s.created_at, NULL FROM account_staff s
WHERE s.status <> 'left' AND s.department IN (SELECT id FROM org_department);
