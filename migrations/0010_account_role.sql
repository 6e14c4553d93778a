-- +goose Up
-- When a member of staff last came in, NULL for never.
ALTER TABLE account_staff ADD COLUMN last_login_at timestamptz;

-- Each time somebody was kept out or let in again, by whom and why.
CREATE TABLE account_staff_turn (
    id text NOT NULL,
    staff text NOT NULL,
    was text NOT NULL,
    became text NOT NULL,
    reason text NOT NULL,
    by_id text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT account_staff_turn_pkey PRIMARY KEY (id),
    CONSTRAINT account_staff_turn_staff_fkey FOREIGN KEY (staff) REFERENCES account_staff (id)
);
CREATE INDEX account_staff_turn_staff_idx ON account_staff_turn (staff, at);

-- Who changes what anybody may do holds this row until the commit: whether one
-- person has two powers is asked of all roles and all holders at once.
CREATE TABLE account_role_lock (
    id bigint NOT NULL,
    CONSTRAINT account_role_lock_pkey PRIMARY KEY (id),
    CONSTRAINT account_role_lock_single CHECK (id = 1)
);
INSERT INTO account_role_lock (id) VALUES (1);

-- Every version that a role ever had. `proposed_by` and `confirmed_by` are IDs of
-- staff, or what the program was doing ("start", "command"); `proposal` is empty
-- when there was none.
CREATE TABLE account_role_version (
    role text NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    proposal text NOT NULL,
    proposed_by text NOT NULL,
    confirmed_by text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT account_role_version_pkey PRIMARY KEY (role, version),
    CONSTRAINT account_role_version_role_fkey FOREIGN KEY (role) REFERENCES account_role (code)
);
CREATE TABLE account_role_version_grant (
    role text NOT NULL,
    version bigint NOT NULL,
    permission text NOT NULL,
    reach text NOT NULL,
    CONSTRAINT account_role_version_grant_pkey PRIMARY KEY (role, version, permission),
    CONSTRAINT account_role_version_grant_version_fkey FOREIGN KEY (role, version) REFERENCES account_role_version (role, version),
    CONSTRAINT account_role_version_grant_reach_known CHECK (reach IN ('own', 'department', 'department_subtree', 'division_subtree', 'all'))
);

-- What one person proposed and another has to confirm. `was` and `wanted` are
-- JSON; `object` is the code of a role or the ID of a member of staff. Nothing
-- of it is ever deleted.
CREATE TABLE account_proposal (
    id text NOT NULL,
    kind text NOT NULL,
    object text NOT NULL,
    was text NOT NULL,
    wanted text NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    decided_by text NOT NULL,
    decided_at timestamptz,
    answer text NOT NULL,
    CONSTRAINT account_proposal_pkey PRIMARY KEY (id),
    CONSTRAINT account_proposal_kind_known CHECK (kind IN ('role_change', 'staff_roles', 'password_reset')),
    CONSTRAINT account_proposal_state_known CHECK (state IN ('open', 'confirmed', 'refused', 'withdrawn', 'expired', 'overtaken')),
    CONSTRAINT account_proposal_decided_by_another CHECK (state <> 'confirmed' OR (decided_by <> '' AND decided_by <> proposed_by))
);
CREATE INDEX account_proposal_object_idx ON account_proposal (object, proposed_at);
CREATE INDEX account_proposal_state_idx ON account_proposal (state, proposed_at);

-- The code with which a person may once choose a new password. The code itself
-- is known to who confirmed and to the person; here is its keyed hash.
CREATE TABLE account_reset (
    staff text NOT NULL,
    code_hash text NOT NULL,
    proposal text NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT account_reset_pkey PRIMARY KEY (staff),
    CONSTRAINT account_reset_staff_fkey FOREIGN KEY (staff) REFERENCES account_staff (id)
);
