-- +goose Up
-- One row per counter: the last ordinal given out, the last number of
-- enterprise_change, the last id of a fact. Their writers queue for the row.
CREATE TABLE enterprise_counter (
    name text NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT enterprise_counter_pkey PRIMARY KEY (name)
);
INSERT INTO enterprise_counter (name, n) VALUES ('ordinal', 0), ('change', 0), ('fact', 0);

-- The registry. `ordinal` is dense and starts at 1: columns and bitmaps are
-- indexed by it. A date of 0001-01-01 was not stated. `…_found` is what the
-- register itself says, with the tier of that statement; `division`, `industry`
-- and `size_class` are the strongest statement of register and facts, kept here
-- for lists. `tag` names the transaction that wrote the row last.
CREATE TABLE enterprise_entity (
    ordinal integer NOT NULL,
    uscc text NOT NULL,
    name text NOT NULL,
    registered date NOT NULL,
    type text NOT NULL,
    capital_text text NOT NULL,
    capital_minor bigint,
    capital_currency text NOT NULL,
    scope text NOT NULL,
    province text NOT NULL,
    city text NOT NULL,
    district text NOT NULL,
    address text NOT NULL,
    status text NOT NULL,
    industry_text text NOT NULL,
    industry_found text NOT NULL,
    industry_tier text NOT NULL,
    industry_how text NOT NULL,
    division_found text NOT NULL,
    division_tier text NOT NULL,
    division_how text NOT NULL,
    industry text NOT NULL,
    division text NOT NULL,
    size_class text NOT NULL,
    size_basis text NOT NULL,
    size_year text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    tag bigint NOT NULL,
    CONSTRAINT enterprise_entity_pkey PRIMARY KEY (ordinal),
    CONSTRAINT enterprise_entity_uscc_key UNIQUE (uscc),
    CONSTRAINT enterprise_entity_ordinal_natural CHECK (ordinal > 0),
    CONSTRAINT enterprise_entity_size_class_known CHECK (size_class IN ('', 'large', 'medium', 'small', 'micro'))
);
CREATE INDEX enterprise_entity_tag_idx ON enterprise_entity (tag);

-- Which transactions changed the registry, in the order of their commits: what
-- a reader that keeps columns in memory has to load again.
CREATE TABLE enterprise_change (
    seq bigint NOT NULL,
    tag bigint NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT enterprise_change_pkey PRIMARY KEY (seq)
);

-- A change of status; the first status stands in the registry itself.
CREATE TABLE enterprise_status (
    id text NOT NULL,
    enterprise integer NOT NULL,
    status_from text NOT NULL,
    status_to text NOT NULL,
    source text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT enterprise_status_pkey PRIMARY KEY (id),
    CONSTRAINT enterprise_status_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES enterprise_entity (ordinal)
);
CREATE INDEX enterprise_status_enterprise_idx ON enterprise_status (enterprise, at);

-- The dictionary of facts. Built-in keys live in the program, not here.
CREATE TABLE enterprise_fact_key (
    key text NOT NULL,
    label text NOT NULL,
    kind text NOT NULL,
    unit text NOT NULL,
    periodic boolean NOT NULL,
    help text NOT NULL,
    options text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT enterprise_fact_key_pkey PRIMARY KEY (key),
    CONSTRAINT enterprise_fact_key_kind_known CHECK (kind IN ('number', 'text', 'bool', 'code', 'date', 'qualification'))
);

-- Qualifications that the program does not know by itself.
CREATE TABLE enterprise_qualification (
    value text NOT NULL,
    label text NOT NULL,
    CONSTRAINT enterprise_qualification_pkey PRIMARY KEY (value)
);

-- Statements. A row is never overwritten: a later statement of the same source
-- about the same thing is a new row, and the old one gets `replaced_by`.
-- `period` is '' for a fact without one, `subject` tells qualifications apart
-- (value and first day), '' otherwise. Dates of 0001-01-01 were not stated; an
-- open end is 9999-12-31. `number` repeats a number for sums in SQL.
CREATE TABLE enterprise_fact (
    id bigint NOT NULL,
    enterprise integer NOT NULL,
    key text NOT NULL,
    period text NOT NULL,
    subject text NOT NULL,
    value text NOT NULL,
    number double precision,
    as_of date NOT NULL,
    source text NOT NULL,
    tier text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    evidence text NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    import text NOT NULL,
    replaced_by bigint,
    disputed boolean NOT NULL,
    CONSTRAINT enterprise_fact_pkey PRIMARY KEY (id),
    CONSTRAINT enterprise_fact_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES enterprise_entity (ordinal),
    CONSTRAINT enterprise_fact_tier_known CHECK (tier IN ('T0', 'T1', 'T2', 'T3'))
);
CREATE UNIQUE INDEX enterprise_fact_current ON enterprise_fact (enterprise, key, period, subject, source) WHERE replaced_by IS NULL;
CREATE INDEX enterprise_fact_history_idx ON enterprise_fact (enterprise, key, id) WHERE replaced_by IS NOT NULL;

-- Keys of which a source is complete as of a day: whoever is absent from it has
-- not got it.
CREATE TABLE enterprise_complete_source (
    key text NOT NULL,
    source text NOT NULL,
    as_of date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT enterprise_complete_source_pkey PRIMARY KEY (key, source)
);

-- People to turn to. Names and numbers are sealed; `phone_index` finds an equal
-- number without opening any.
CREATE TABLE enterprise_contact (
    id text NOT NULL,
    enterprise integer NOT NULL,
    role text NOT NULL,
    name_sealed text NOT NULL,
    name_masked text NOT NULL,
    phone_sealed text NOT NULL,
    phone_masked text NOT NULL,
    phone_index text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT enterprise_contact_pkey PRIMARY KEY (id),
    CONSTRAINT enterprise_contact_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES enterprise_entity (ordinal)
);
CREATE INDEX enterprise_contact_enterprise_idx ON enterprise_contact (enterprise);
CREATE INDEX enterprise_contact_phone_idx ON enterprise_contact (phone_index);

-- One run of an import, with what became of it.
CREATE TABLE enterprise_import (
    id text NOT NULL,
    kind text NOT NULL,
    filename text NOT NULL,
    blob text NOT NULL,
    state text NOT NULL,
    row_count bigint NOT NULL,
    accepted bigint NOT NULL,
    created bigint NOT NULL,
    updated bigint NOT NULL,
    unchanged bigint NOT NULL,
    warned bigint NOT NULL,
    refused bigint NOT NULL,
    capital_parsed bigint NOT NULL,
    district_found bigint NOT NULL,
    problem_count bigint NOT NULL,
    seconds double precision NOT NULL,
    message text NOT NULL,
    notes text NOT NULL,
    reach_division text NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    CONSTRAINT enterprise_import_pkey PRIMARY KEY (id),
    CONSTRAINT enterprise_import_state_known CHECK (state IN ('queued', 'running', 'done', 'refused', 'failed'))
);

-- What was wrong with single rows, the first 10,000 of an import.
CREATE TABLE enterprise_import_problem (
    import text NOT NULL,
    seq integer NOT NULL,
    row_number bigint NOT NULL,
    column_name text NOT NULL,
    level text NOT NULL,
    reason text NOT NULL,
    content text NOT NULL,
    CONSTRAINT enterprise_import_problem_pkey PRIMARY KEY (import, seq),
    CONSTRAINT enterprise_import_problem_import_fkey FOREIGN KEY (import) REFERENCES enterprise_import (id),
    CONSTRAINT enterprise_import_problem_level_known CHECK (level IN ('warning', 'refusal'))
);
