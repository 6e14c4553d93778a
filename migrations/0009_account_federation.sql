-- +goose Up
-- Where a mandate comes from, which matters it covers (names joined by commas,
-- `all` for every matter), and who ended it, empty while nobody has.
ALTER TABLE account_mandate ADD COLUMN source text NOT NULL DEFAULT 'register'
    CONSTRAINT account_mandate_source_known CHECK (source IN ('register', 'invitation', 'oidc'));
ALTER TABLE account_mandate ADD COLUMN matters text NOT NULL DEFAULT 'all';
ALTER TABLE account_mandate ADD COLUMN ended_by text NOT NULL DEFAULT '';

-- An invitation to act for an enterprise. The token is known to who invites and
-- who is invited alone; here is its SHA-256. `phone_index` is the blind index of
-- the only phone that may accept, empty for any; `phone_tail` its last four
-- digits for the eyes of who invites. `ends_at` ends the mandate, `expires_at`
-- the invitation.
CREATE TABLE account_invitation (
    id text NOT NULL,
    token_hash text NOT NULL,
    uscc text NOT NULL,
    matters text NOT NULL,
    ends_at timestamptz NOT NULL,
    phone_index text NOT NULL,
    phone_tail text NOT NULL,
    replaces text NOT NULL,
    invited_by text NOT NULL,
    state text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    decided_at timestamptz,
    decided_by text NOT NULL,
    mandate text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_invitation_pkey PRIMARY KEY (id),
    CONSTRAINT account_invitation_token_hash_key UNIQUE (token_hash),
    CONSTRAINT account_invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES account_person (id),
    CONSTRAINT account_invitation_state_known CHECK (state IN ('open', 'accepted', 'declined', 'withdrawn', 'expired'))
);
CREATE INDEX account_invitation_uscc_idx ON account_invitation (uscc, id);
CREATE INDEX account_invitation_open_idx ON account_invitation (expires_at) WHERE state = 'open';

-- Whom an identity provider means by a subject. The subject is kept as a keyed
-- hash: nobody has to read it again.
CREATE TABLE account_identity (
    id text NOT NULL,
    provider text NOT NULL,
    subject_index text NOT NULL,
    kind text NOT NULL,
    owner text NOT NULL,
    linked_at timestamptz NOT NULL,
    linked_by text NOT NULL,
    last_used_at timestamptz,
    CONSTRAINT account_identity_pkey PRIMARY KEY (id),
    CONSTRAINT account_identity_provider_subject_index_key UNIQUE (provider, subject_index),
    CONSTRAINT account_identity_provider_kind_owner_key UNIQUE (provider, kind, owner),
    CONSTRAINT account_identity_kind_known CHECK (kind IN ('staff', 'enterprise'))
);
CREATE INDEX account_identity_owner_idx ON account_identity (owner);

-- A log-in at an identity provider that has begun. Both secrets are kept as
-- SHA-256; the row is deleted when the browser comes back, so it works once.
-- `owner` is the member of staff who links the identity, empty for a log-in.
CREATE TABLE account_federation (
    state_hash text NOT NULL,
    browser_hash text NOT NULL,
    provider text NOT NULL,
    owner text NOT NULL,
    next text NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT account_federation_pkey PRIMARY KEY (state_hash)
);
CREATE INDEX account_federation_expires_idx ON account_federation (expires_at);
