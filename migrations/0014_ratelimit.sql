-- +goose Up
-- How often somebody asked in the present window of a limit. `subject` is a keyed
-- hash of the limit and of who asks.
CREATE TABLE ratelimit_window (
    subject text NOT NULL,
    slot bigint NOT NULL,
    used bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT ratelimit_window_pkey PRIMARY KEY (subject)
);
CREATE INDEX ratelimit_window_expires_idx ON ratelimit_window (expires_at);
