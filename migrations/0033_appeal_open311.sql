-- +goose Up
-- Keys by which partners report and read over Open311, as their hashes. While a key
-- is replaced, the one before counts until `old_until`.
CREATE TABLE appeal_open311_key (
    partner text NOT NULL,
    key_hash text NOT NULL,
    old_hash text NOT NULL,
    old_until timestamptz,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT appeal_open311_key_pkey PRIMARY KEY (partner),
    CONSTRAINT appeal_open311_key_key_hash_key UNIQUE (key_hash),
    CONSTRAINT appeal_open311_key_partner_fkey FOREIGN KEY (partner) REFERENCES appeal_partner (id)
);
CREATE INDEX appeal_open311_key_old_idx ON appeal_open311_key (old_hash) WHERE old_hash <> '';
