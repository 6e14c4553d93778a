-- +goose Up
-- People who work here. `login` is stored as it is compared: in lower case.
CREATE TABLE account_staff (
    id text NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    department text NOT NULL,
    division text NOT NULL,
    status text NOT NULL,
    password_hash text NOT NULL,
    password_set_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_staff_pkey PRIMARY KEY (id),
    CONSTRAINT account_staff_login_key UNIQUE (login),
    CONSTRAINT account_staff_status_known CHECK (status IN ('active', 'suspended', 'left'))
);
CREATE INDEX account_staff_department_idx ON account_staff (department);

-- Roles are named sets of permissions, each with a reach. `origin` is `default`
-- while the program keeps the role as it was shipped and `edited` once the
-- office has changed it, which no upgrade undoes.
CREATE TABLE account_role (
    code text NOT NULL,
    name text NOT NULL,
    origin text NOT NULL,
    position bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_role_pkey PRIMARY KEY (code),
    CONSTRAINT account_role_origin_known CHECK (origin IN ('default', 'edited'))
);
CREATE TABLE account_role_grant (
    role text NOT NULL,
    permission text NOT NULL,
    reach text NOT NULL,
    CONSTRAINT account_role_grant_pkey PRIMARY KEY (role, permission),
    CONSTRAINT account_role_grant_role_fkey FOREIGN KEY (role) REFERENCES account_role (code),
    CONSTRAINT account_role_grant_reach_known CHECK (reach IN ('own', 'department', 'department_subtree', 'division_subtree', 'all'))
);
CREATE TABLE account_staff_role (
    staff text NOT NULL,
    role text NOT NULL,
    CONSTRAINT account_staff_role_pkey PRIMARY KEY (staff, role),
    CONSTRAINT account_staff_role_staff_fkey FOREIGN KEY (staff) REFERENCES account_staff (id),
    CONSTRAINT account_staff_role_role_fkey FOREIGN KEY (role) REFERENCES account_role (code)
);
CREATE INDEX account_staff_role_role_idx ON account_staff_role (role);

-- People who act for enterprises. Name and phone are sealed; the blind index
-- finds a person by an exact phone number.
CREATE TABLE account_person (
    id text NOT NULL,
    phone_index text NOT NULL,
    phone_sealed text NOT NULL,
    name_sealed text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_person_pkey PRIMARY KEY (id),
    CONSTRAINT account_person_phone_index_key UNIQUE (phone_index)
);

-- A person's power to act for one enterprise from starts_at until ends_at, for
-- ever when that is NULL. Revoking sets ends_at.
CREATE TABLE account_mandate (
    id text NOT NULL,
    person text NOT NULL,
    uscc text NOT NULL,
    role text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    granted_by text NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_mandate_pkey PRIMARY KEY (id),
    CONSTRAINT account_mandate_person_fkey FOREIGN KEY (person) REFERENCES account_person (id),
    CONSTRAINT account_mandate_role_known CHECK (role IN ('legal_representative', 'handler')),
    CONSTRAINT account_mandate_ends_after_start CHECK (ends_at IS NULL OR ends_at >= starts_at)
);
CREATE INDEX account_mandate_person_idx ON account_mandate (person, uscc);
CREATE INDEX account_mandate_uscc_idx ON account_mandate (uscc);
CREATE UNIQUE INDEX account_mandate_one_open ON account_mandate (person, uscc, role) WHERE ends_at IS NULL;

-- The last one-time code asked for by each phone number, known here or not.
CREATE TABLE account_code (
    phone_index text NOT NULL,
    hash text NOT NULL,
    sent_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries bigint NOT NULL,
    day text NOT NULL,
    sent_today bigint NOT NULL,
    CONSTRAINT account_code_pkey PRIMARY KEY (phone_index)
);
CREATE INDEX account_code_sent_idx ON account_code (sent_at);

-- How often something was tried: a login, a phone, an address, each as a keyed
-- hash. `free_at` is when the next try will be looked at.
CREATE TABLE account_attempt (
    subject text NOT NULL,
    failures bigint NOT NULL,
    last_at timestamptz NOT NULL,
    free_at timestamptz NOT NULL,
    CONSTRAINT account_attempt_pkey PRIMARY KEY (subject)
);
CREATE INDEX account_attempt_last_idx ON account_attempt (last_at);

-- One row per session. The token is known to the browser alone; here is its
-- SHA-256.
CREATE TABLE account_session (
    id text NOT NULL,
    token_hash text NOT NULL,
    kind text NOT NULL,
    owner text NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT account_session_pkey PRIMARY KEY (id),
    CONSTRAINT account_session_token_hash_key UNIQUE (token_hash),
    CONSTRAINT account_session_kind_known CHECK (kind IN ('staff', 'enterprise'))
);
CREATE INDEX account_session_owner_idx ON account_session (owner);
CREATE INDEX account_session_expires_idx ON account_session (expires_at);
