-- +goose Up
-- What each verification of the chain found.
CREATE TABLE audit_check (
    id text NOT NULL,
    at timestamptz NOT NULL,
    entries bigint NOT NULL,
    anchors bigint NOT NULL,
    whole boolean NOT NULL,
    broken_at bigint NOT NULL,
    reason text NOT NULL,
    milliseconds bigint NOT NULL,
    CONSTRAINT audit_check_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_check_at_idx ON audit_check (at);
CREATE INDEX audit_entry_at_idx ON audit_entry (at);
CREATE INDEX audit_entry_action_idx ON audit_entry (action, seq);

-- Nobody changes or deletes an entry, a mistake in the program least of all.
-- +goose StatementBegin
CREATE TRIGGER audit_entry_final BEFORE UPDATE ON audit_entry BEGIN
    SELECT RAISE(ABORT, 'audit entries are final');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry BEGIN
    SELECT RAISE(ABORT, 'audit entries are final');
END;
-- +goose StatementEnd
