-- +goose Up
-- One row per task that a person may follow. The queue itself is River's
-- (river_job); `attempt` is the attempt of River's that may write this row.
CREATE TABLE job_task (
    id text NOT NULL,
    kind text NOT NULL,
    label text NOT NULL,
    owner text NOT NULL,
    state text NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    note text NOT NULL,
    error_code text NOT NULL,
    error_message text NOT NULL,
    result_url text NOT NULL,
    unique_key text NOT NULL,
    attempt bigint NOT NULL,
    cancel_asked integer NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    version bigint NOT NULL,
    CONSTRAINT job_task_pkey PRIMARY KEY (id),
    CONSTRAINT job_task_state_known CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled'))
);
CREATE UNIQUE INDEX job_task_one_alive ON job_task (kind, unique_key)
    WHERE unique_key <> '' AND state IN ('queued', 'running');
CREATE INDEX job_task_owner_idx ON job_task (owner, id);
CREATE INDEX job_task_finished_idx ON job_task (finished_at);

-- Programs that work the queue. `beat` rises while a program lives; one that
-- stands still is taken for dead by the others and its row is deleted.
CREATE TABLE job_node (
    id text NOT NULL,
    beat bigint NOT NULL,
    CONSTRAINT job_node_pkey PRIMARY KEY (id)
);

-- When each periodic job is due next.
CREATE TABLE job_periodic (
    kind text NOT NULL,
    next_at timestamptz NOT NULL,
    CONSTRAINT job_periodic_pkey PRIMARY KEY (kind)
);

-- What happened, in the words of the module that says so.
CREATE TABLE event_log (
    id text NOT NULL,
    name text NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    payload text NOT NULL,
    CONSTRAINT event_log_pkey PRIMARY KEY (id)
);
CREATE INDEX event_log_at_idx ON event_log (at);

-- Which subscriber has dealt with which event.
CREATE TABLE event_handled (
    event text NOT NULL,
    subscriber text NOT NULL,
    CONSTRAINT event_handled_pkey PRIMARY KEY (event, subscriber)
);

-- One row per kind of searchable document. Writers of a kind queue for it.
CREATE TABLE textsearch_kind (
    kind text NOT NULL,
    number integer NOT NULL,
    next_document bigint NOT NULL,
    documents bigint NOT NULL,
    length bigint NOT NULL,
    CONSTRAINT textsearch_kind_pkey PRIMARY KEY (kind),
    CONSTRAINT textsearch_kind_number_key UNIQUE (number)
);

-- Indexed documents by their number, which is never used twice. `text` is what
-- was indexed, folded, one line per unbroken run.
CREATE TABLE textsearch_document (
    kind integer NOT NULL,
    number bigint NOT NULL,
    id text NOT NULL,
    length bigint NOT NULL,
    text text NOT NULL,
    CONSTRAINT textsearch_document_pkey PRIMARY KEY (kind, number),
    CONSTRAINT textsearch_document_kind_id_key UNIQUE (kind, id)
);

-- Documents are numbered in blocks of 2,048. `lengths` holds one byte each, 0
-- for a document that is not there any more.
CREATE TABLE textsearch_block (
    kind integer NOT NULL,
    block bigint NOT NULL,
    lengths bytea NOT NULL,
    CONSTRAINT textsearch_block_pkey PRIMARY KEY (kind, block)
);

-- Which documents of a block hold a gram, and how often: three bytes each.
CREATE TABLE textsearch_gram (
    kind integer NOT NULL,
    gram text NOT NULL,
    block bigint NOT NULL,
    postings bytea NOT NULL,
    CONSTRAINT textsearch_gram_pkey PRIMARY KEY (kind, gram, block)
);
