-- +goose Up
-- What whoever reports draws first: binds uploads to one report, and lets a report
-- that is sent twice make one case. `id` is a digest of the secret, `digest` one of
-- what was sent with it. Deleted after a day.
CREATE TABLE appeal_ticket (
    id text NOT NULL,
    made_at timestamptz NOT NULL,
    case_id text NOT NULL,
    digest text NOT NULL,
    CONSTRAINT appeal_ticket_pkey PRIMARY KEY (id)
);
CREATE INDEX appeal_ticket_made_idx ON appeal_ticket (made_at);

-- Photos and voice notes. `case_id` is empty while no report has taken the file;
-- `later` ones were added to a case that was there. The name a file
-- had on somebody's phone is not kept.
CREATE TABLE appeal_file (
    id text NOT NULL,
    ticket text NOT NULL,
    case_id text NOT NULL,
    later boolean NOT NULL,
    media text NOT NULL,
    picture boolean NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    blob text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT appeal_file_pkey PRIMARY KEY (id)
);
CREATE INDEX appeal_file_ticket_idx ON appeal_file (ticket);
CREATE INDEX appeal_file_case_idx ON appeal_file (case_id, id);

-- What somebody who acts for an enterprise has begun to write, one for each
-- enterprise.
CREATE TABLE appeal_draft (
    id text NOT NULL,
    account text NOT NULL,
    uscc text NOT NULL,
    body_sealed text NOT NULL,
    saved_at timestamptz NOT NULL,
    CONSTRAINT appeal_draft_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_draft_account_uscc_key UNIQUE (account, uscc)
);
