-- +goose Up
-- Which text of a version was matched: its revision rises with every save and every
-- step, so that what a draft came to is never taken for what was published of it.
ALTER TABLE policy_match_result ADD COLUMN revision bigint NOT NULL DEFAULT 0;

-- Whom a run of the matcher was told to. `told_at` is set once nobody is left to
-- tell; until then, and after a crash, telling goes on where it stopped.
CREATE TABLE policy_reach_run (
    run text NOT NULL,
    listed_at timestamptz NOT NULL,
    told_at timestamptz,
    CONSTRAINT policy_reach_run_pkey PRIMARY KEY (run),
    CONSTRAINT policy_reach_run_run_fkey FOREIGN KEY (run) REFERENCES policy_match_run (id) ON DELETE CASCADE
);

-- One row that everybody who makes lists changes first, so that two programs make
-- theirs one after the other.
CREATE TABLE policy_reach_gate (
    id integer NOT NULL,
    turn bigint NOT NULL,
    CONSTRAINT policy_reach_gate_pkey PRIMARY KEY (id),
    CONSTRAINT policy_reach_gate_one CHECK (id = 1)
);
INSERT INTO policy_reach_gate (id, turn) VALUES (1, 0);

-- Who was eligible in any run so far, and who was for the first time in this one:
-- roaring bitmaps of ordinals.
CREATE TABLE policy_reach_seen (
    measure text NOT NULL,
    eligible bytea NOT NULL,
    CONSTRAINT policy_reach_seen_pkey PRIMARY KEY (measure)
);
CREATE TABLE policy_reach_fresh (
    run text NOT NULL,
    measure text NOT NULL,
    fresh bytea NOT NULL,
    CONSTRAINT policy_reach_fresh_pkey PRIMARY KEY (run, measure),
    CONSTRAINT policy_reach_fresh_run_fkey FOREIGN KEY (run) REFERENCES policy_match_run (id) ON DELETE CASCADE
);

-- One message to the people of one enterprise: `eligible` tells what it can have,
-- `near` what it misses by one step, `subscribed` what has come into force of what
-- it subscribed to. At most one of a kind in a run.
CREATE TABLE policy_reach_message (
    id text NOT NULL,
    run text NOT NULL,
    uscc text NOT NULL,
    kind text NOT NULL,
    people bigint NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT policy_reach_message_pkey PRIMARY KEY (id),
    CONSTRAINT policy_reach_message_run_uscc_kind_key UNIQUE (run, uscc, kind),
    CONSTRAINT policy_reach_message_kind_known CHECK (kind IN ('eligible', 'near', 'subscribed'))
);

-- What an enterprise was told of, ever. The primary key is the promise that
-- nobody is told of a measure twice, whatever runs, restarts or nodes do; what
-- somebody subscribed to is told once for each version.
CREATE TABLE policy_reach_told (
    measure text NOT NULL,
    uscc text NOT NULL,
    kind text NOT NULL,
    ordinal bigint NOT NULL,
    version bigint NOT NULL,
    message text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT policy_reach_told_pkey PRIMARY KEY (measure, uscc, kind),
    CONSTRAINT policy_reach_told_kind_known CHECK (kind IN ('eligible', 'near', 'subscribed'))
);
CREATE INDEX policy_reach_told_uscc_idx ON policy_reach_told (uscc);

-- Published versions that subscribers are to be told of. `told_at` is set once
-- nobody is left to tell.
CREATE TABLE policy_reach_news (
    measure text NOT NULL,
    version bigint NOT NULL,
    heard_at timestamptz NOT NULL,
    told_at timestamptz,
    CONSTRAINT policy_reach_news_pkey PRIMARY KEY (measure, version)
);

-- Who was told that it can have a measure, has opened it, was called on about it:
-- the ordinals of those tables as roaring bitmaps, in parts of 65,536 ordinals, so
-- that counting reads neither table and a change writes a few kilobytes.
CREATE TABLE policy_reach_mark (
    measure text NOT NULL,
    kind text NOT NULL,
    part bigint NOT NULL,
    ordinals bytea NOT NULL,
    CONSTRAINT policy_reach_mark_pkey PRIMARY KEY (measure, kind, part),
    CONSTRAINT policy_reach_mark_kind_known CHECK (kind IN ('told', 'opened', 'visited'))
);

-- How many messages left on a day in Beijing.
CREATE TABLE policy_reach_day (
    day date NOT NULL,
    messages bigint NOT NULL,
    CONSTRAINT policy_reach_day_pkey PRIMARY KEY (day)
);

-- Which officers were told of the list of a run.
CREATE TABLE policy_reach_officer (
    run text NOT NULL,
    staff text NOT NULL,
    enterprises bigint NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT policy_reach_officer_pkey PRIMARY KEY (run, staff)
);

-- Which enterprises have looked at which measure, when first. Not who did.
CREATE TABLE policy_reach_opened (
    measure text NOT NULL,
    uscc text NOT NULL,
    ordinal bigint NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT policy_reach_opened_pkey PRIMARY KEY (measure, uscc)
);
CREATE INDEX policy_reach_opened_uscc_idx ON policy_reach_opened (uscc);

-- The calls of officers to bring a measure to the door. None takes the place of
-- another; one that was marked by mistake stays, with the day it was taken back.
CREATE TABLE policy_reach_visit (
    id text NOT NULL,
    measure text NOT NULL,
    uscc text NOT NULL,
    ordinal bigint NOT NULL,
    note text NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    at timestamptz NOT NULL,
    removed_at timestamptz,
    CONSTRAINT policy_reach_visit_pkey PRIMARY KEY (id)
);
CREATE INDEX policy_reach_visit_uscc_idx ON policy_reach_visit (uscc, measure);
