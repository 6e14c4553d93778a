-- +goose Up
-- Systems that cases are exchanged with. `code` is also the source_system of the
-- cases that it hands over. While a secret is replaced, the one before counts until
-- `old_until`. `department` hears of its own cases besides, empty for none;
-- `events` is a list with spaces.
CREATE TABLE appeal_partner (
    id text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    endpoint text NOT NULL,
    events text NOT NULL,
    department text NOT NULL,
    state text NOT NULL,
    secret_sealed text NOT NULL,
    old_sealed text NOT NULL,
    old_until timestamptz,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT appeal_partner_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_partner_code_key UNIQUE (code),
    CONSTRAINT appeal_partner_state_known CHECK (state IN ('on', 'off'))
);

-- What partners are told: one row for each event and partner. `due_at` is when the
-- next try may be made, or when one that broke off counts as failed.
CREATE TABLE appeal_delivery (
    id text NOT NULL,
    partner text NOT NULL,
    event_id text NOT NULL,
    event text NOT NULL,
    number text NOT NULL,
    body_sealed text NOT NULL,
    state text NOT NULL,
    tries bigint NOT NULL,
    due_at timestamptz,
    tried_at timestamptz,
    status bigint NOT NULL,
    problem text NOT NULL,
    made_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT appeal_delivery_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_delivery_partner_event_id_key UNIQUE (partner, event_id),
    CONSTRAINT appeal_delivery_partner_fkey FOREIGN KEY (partner) REFERENCES appeal_partner (id),
    CONSTRAINT appeal_delivery_state_known CHECK (state IN ('waiting', 'delivered', 'dead'))
);
CREATE INDEX appeal_delivery_due_idx ON appeal_delivery (state, due_at);
CREATE INDEX appeal_delivery_partner_idx ON appeal_delivery (partner, id);

-- Messages of partners that were taken, each once. `digest` tells whether one that
-- comes again is the same.
CREATE TABLE appeal_message (
    partner text NOT NULL,
    message text NOT NULL,
    digest text NOT NULL,
    case_id text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT appeal_message_pkey PRIMARY KEY (partner, message),
    CONSTRAINT appeal_message_partner_fkey FOREIGN KEY (partner) REFERENCES appeal_partner (id)
);
CREATE INDEX appeal_message_at_idx ON appeal_message (at);
