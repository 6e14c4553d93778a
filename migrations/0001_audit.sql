-- +goose Up
-- The audit chain. `hash` covers every other column and the hash before it, so
-- an altered, missing or added row breaks the chain from there on.
CREATE TABLE audit_entry (
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor text NOT NULL,
    actor_name text NOT NULL,
    request text NOT NULL,
    action text NOT NULL,
    object_kind text NOT NULL,
    object text NOT NULL,
    detail text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_entry_pkey PRIMARY KEY (seq)
);
CREATE INDEX audit_entry_object_idx ON audit_entry (object_kind, object, seq);
CREATE INDEX audit_entry_actor_idx ON audit_entry (actor, seq);

-- The one row that says where the chain ends. Writers queue for it, so two
-- nodes cannot fork the chain.
CREATE TABLE audit_head (
    id integer NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_head_pkey PRIMARY KEY (id),
    CONSTRAINT audit_head_one CHECK (id = 1)
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');
