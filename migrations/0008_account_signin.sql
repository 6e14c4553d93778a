-- +goose Up
-- Who chose a member of staff's password: `self`, or `other` when somebody else
-- did, who therefore knows it. Such a one must be changed before anything else.
ALTER TABLE account_staff ADD COLUMN password_by text NOT NULL DEFAULT 'self'
    CONSTRAINT account_staff_password_by_known CHECK (password_by IN ('self', 'other'));

-- The passwords a person had before, as hashes: none of them comes back.
CREATE TABLE account_password_history (
    staff text NOT NULL,
    hash text NOT NULL,
    replaced_at timestamptz NOT NULL,
    CONSTRAINT account_password_history_pkey PRIMARY KEY (staff, hash),
    CONSTRAINT account_password_history_staff_fkey FOREIGN KEY (staff) REFERENCES account_staff (id)
);

-- How a session was opened, on what, and the address it was last used from.
ALTER TABLE account_session ADD COLUMN method text NOT NULL DEFAULT 'password'
    CONSTRAINT account_session_method_known CHECK (method IN ('password', 'code', 'provider'));
ALTER TABLE account_session ADD COLUMN device text NOT NULL DEFAULT '';
ALTER TABLE account_session ADD COLUMN address text NOT NULL DEFAULT '';

-- Browsers that somebody has come in with before. The token is known to the
-- browser alone; here is its SHA-256. Several people may share one browser.
CREATE TABLE account_device (
    token_hash text NOT NULL,
    owner text NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL,
    CONSTRAINT account_device_pkey PRIMARY KEY (token_hash, owner)
);
CREATE INDEX account_device_owner_idx ON account_device (owner);
CREATE INDEX account_device_used_idx ON account_device (used_at);

-- A second factor: a sealed key of RFC 6238. `confirmed_at` is NULL until a first
-- code has shown that the telephone holds the key; no code of `last_step` or of a
-- step before it is accepted again.
CREATE TABLE account_factor (
    staff text NOT NULL,
    key_sealed text NOT NULL,
    last_step bigint NOT NULL,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    CONSTRAINT account_factor_pkey PRIMARY KEY (staff),
    CONSTRAINT account_factor_staff_fkey FOREIGN KEY (staff) REFERENCES account_staff (id)
);

-- Recovery codes as keyed hashes. A used one is deleted.
CREATE TABLE account_recovery_code (
    staff text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT account_recovery_code_pkey PRIMARY KEY (staff, hash),
    CONSTRAINT account_recovery_code_staff_fkey FOREIGN KEY (staff) REFERENCES account_staff (id)
);

-- Log-ins whose password was right and whose second step is still to come. The
-- ticket is known to the browser alone; here is its SHA-256.
CREATE TABLE account_ticket (
    token_hash text NOT NULL,
    staff text NOT NULL,
    tries bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT account_ticket_pkey PRIMARY KEY (token_hash),
    CONSTRAINT account_ticket_staff_fkey FOREIGN KEY (staff) REFERENCES account_staff (id)
);
CREATE INDEX account_ticket_expires_idx ON account_ticket (expires_at);

-- Tokens with which other systems call the API. The token is shown once; here is
-- its SHA-256. What it may do is bounded by what its owner may do at the moment.
CREATE TABLE account_token (
    id text NOT NULL,
    token_hash text NOT NULL,
    owner text NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    last_address text NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT account_token_pkey PRIMARY KEY (id),
    CONSTRAINT account_token_token_hash_key UNIQUE (token_hash),
    CONSTRAINT account_token_owner_fkey FOREIGN KEY (owner) REFERENCES account_staff (id)
);
CREATE INDEX account_token_owner_idx ON account_token (owner, id);
CREATE TABLE account_token_grant (
    token text NOT NULL,
    permission text NOT NULL,
    reach text NOT NULL,
    CONSTRAINT account_token_grant_pkey PRIMARY KEY (token, permission),
    CONSTRAINT account_token_grant_token_fkey FOREIGN KEY (token) REFERENCES account_token (id),
    CONSTRAINT account_token_grant_reach_known CHECK (reach IN ('own', 'department', 'department_subtree', 'division_subtree', 'all'))
);
