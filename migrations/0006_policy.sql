-- +goose Up
-- Policy documents. What a document says stands in its versions, which are
-- never changed; `version` is the newest.
CREATE TABLE policy_document (
    id text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT policy_document_pkey PRIMARY KEY (id)
);
CREATE TABLE policy_document_version (
    document text NOT NULL,
    number bigint NOT NULL,
    body text NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT policy_document_version_pkey PRIMARY KEY (document, number),
    CONSTRAINT policy_document_version_document_fkey FOREIGN KEY (document) REFERENCES policy_document (id)
);

-- Measures. `definition` is the JSON exactly as it was imported, conditions and
-- the text of the public page alike. A version counts from effective_from on;
-- the first one of a measure may have none and counts for every day.
CREATE TABLE policy_measure (
    id text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT policy_measure_pkey PRIMARY KEY (id),
    CONSTRAINT policy_measure_state_known CHECK (state IN ('draft', 'published', 'withdrawn'))
);
CREATE TABLE policy_measure_version (
    measure text NOT NULL,
    number bigint NOT NULL,
    definition text NOT NULL,
    effective_from date,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT policy_measure_version_pkey PRIMARY KEY (measure, number),
    CONSTRAINT policy_measure_version_measure_fkey FOREIGN KEY (measure) REFERENCES policy_measure (id)
);

-- One row that rises with every change of a measure or a policy, so that each
-- node knows when what it holds in memory is old.
CREATE TABLE policy_catalogue (
    id integer NOT NULL,
    revision bigint NOT NULL,
    CONSTRAINT policy_catalogue_pkey PRIMARY KEY (id),
    CONSTRAINT policy_catalogue_one CHECK (id = 1)
);
INSERT INTO policy_catalogue (id, revision) VALUES (1, 1);

-- Runs of the matcher over the whole registry. A run counts once finished_at is
-- set, in the transaction that wrote all its results; until then it has none.
-- `previous` is the run that its changes are told against. `universe` holds the
-- ordinals of the enterprises that were looked at, as a roaring bitmap.
CREATE TABLE policy_match_run (
    id text NOT NULL,
    as_of date NOT NULL,
    job text NOT NULL,
    previous text NOT NULL,
    enterprises bigint NOT NULL,
    measures bigint NOT NULL,
    seconds double precision NOT NULL,
    universe bytea,
    requested_by text NOT NULL,
    requested_name text NOT NULL,
    requested_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT policy_match_run_pkey PRIMARY KEY (id)
);

-- What one measure came to in one run: roaring bitmaps of ordinals. Whoever is
-- in the universe and in none of the three is ineligible. `amounts` holds the
-- amounts of the eligible in the order of their ordinals.
CREATE TABLE policy_match_result (
    run text NOT NULL,
    measure text NOT NULL,
    version bigint NOT NULL,
    eligible_count bigint NOT NULL,
    needs_review_count bigint NOT NULL,
    need_facts_count bigint NOT NULL,
    near_count bigint NOT NULL,
    eligible_amount bigint NOT NULL,
    eligible bytea NOT NULL,
    needs_review bytea NOT NULL,
    need_facts bytea NOT NULL,
    near bytea NOT NULL,
    amounts bytea NOT NULL,
    CONSTRAINT policy_match_result_pkey PRIMARY KEY (run, measure),
    CONSTRAINT policy_match_result_run_fkey FOREIGN KEY (run) REFERENCES policy_match_run (id)
);
CREATE INDEX policy_match_result_measure_idx ON policy_match_result (measure, run);
