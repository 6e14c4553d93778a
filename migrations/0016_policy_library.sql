-- +goose Up
-- What lists and filters need to know of the newest version of each policy. What
-- it says stands in policy_document_version; these rows are made from it and can
-- be made again. `standing` is not here: it depends on the day. `imported` holds
-- short hashes of what the file of `origin` said, one for each field.
CREATE TABLE policy_library_entry (
    policy text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    title text NOT NULL,
    number text NOT NULL,
    level text NOT NULL,
    published_on date,
    effective_from date,
    effective_to date,
    repealed_on date,
    source_url text NOT NULL,
    articles bigint NOT NULL,
    owner text NOT NULL,
    owner_name text NOT NULL,
    origin text NOT NULL,
    imported text NOT NULL DEFAULT '',
    updated_at timestamptz NOT NULL,
    reviewed_on date NOT NULL,
    reminded_on date,
    link_state text NOT NULL,
    link_checked_at timestamptz,
    link_failures bigint NOT NULL DEFAULT 0,
    CONSTRAINT policy_library_entry_pkey PRIMARY KEY (policy),
    CONSTRAINT policy_library_entry_state_known CHECK (state IN ('draft', 'published', 'withdrawn')),
    CONSTRAINT policy_library_entry_link_known CHECK (link_state IN ('', 'unchecked', 'ok', 'moved', 'gone', 'unreachable', 'refused')),
    CONSTRAINT policy_library_entry_policy_fkey FOREIGN KEY (policy) REFERENCES policy_document (id)
);
CREATE INDEX policy_library_entry_updated_idx ON policy_library_entry (updated_at, policy);

CREATE TABLE policy_library_issuer (
    policy text NOT NULL,
    name text NOT NULL,
    CONSTRAINT policy_library_issuer_pkey PRIMARY KEY (policy, name),
    CONSTRAINT policy_library_issuer_policy_fkey FOREIGN KEY (policy) REFERENCES policy_library_entry (policy)
);
CREATE INDEX policy_library_issuer_name_idx ON policy_library_issuer (name);

CREATE TABLE policy_library_theme (
    policy text NOT NULL,
    theme text NOT NULL,
    CONSTRAINT policy_library_theme_pkey PRIMARY KEY (policy, theme),
    CONSTRAINT policy_library_theme_policy_fkey FOREIGN KEY (policy) REFERENCES policy_library_entry (policy)
);
CREATE INDEX policy_library_theme_theme_idx ON policy_library_theme (theme);

-- `target` is the other policy's id, which need not be in the library yet; empty
-- where only its title is known.
CREATE TABLE policy_library_relation (
    policy text NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    title text NOT NULL,
    CONSTRAINT policy_library_relation_pkey PRIMARY KEY (policy, position),
    CONSTRAINT policy_library_relation_kind_known CHECK (kind IN ('replaces', 'amends', 'implements')),
    CONSTRAINT policy_library_relation_policy_fkey FOREIGN KEY (policy) REFERENCES policy_library_entry (policy)
);
CREATE INDEX policy_library_relation_target_idx ON policy_library_relation (target, kind);

-- The tree of themes. The one row of policy_library_taxonomy rises with every
-- change of the tree.
CREATE TABLE policy_library_taxonomy (
    id integer NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT policy_library_taxonomy_pkey PRIMARY KEY (id),
    CONSTRAINT policy_library_taxonomy_one CHECK (id = 1)
);
INSERT INTO policy_library_taxonomy (id, version) VALUES (1, 1);
CREATE TABLE policy_library_term (
    code text NOT NULL,
    parent text NOT NULL,
    label text NOT NULL,
    position bigint NOT NULL,
    CONSTRAINT policy_library_term_pkey PRIMARY KEY (code)
);

-- Files of policies. One that no version of a policy names after a day is removed.
CREATE TABLE policy_library_file (
    id text NOT NULL,
    policy text NOT NULL,
    name text NOT NULL,
    media text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    blob text NOT NULL,
    uploaded_by text NOT NULL,
    uploaded_at timestamptz NOT NULL,
    CONSTRAINT policy_library_file_pkey PRIMARY KEY (id)
);
CREATE INDEX policy_library_file_policy_idx ON policy_library_file (policy);
CREATE INDEX policy_library_file_blob_idx ON policy_library_file (blob);

-- What enterprises want to hear of. An empty field does not narrow.
CREATE TABLE policy_library_subscription (
    id text NOT NULL,
    uscc text NOT NULL,
    industry text NOT NULL,
    size_class text NOT NULL,
    keyword text NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT policy_library_subscription_pkey PRIMARY KEY (id),
    CONSTRAINT policy_library_subscription_uscc_industry_size_class_keyword_ke UNIQUE (uscc, industry, size_class, keyword)
);
