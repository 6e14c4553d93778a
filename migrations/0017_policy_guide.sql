-- +goose Up
-- Guides: measures for an audience behind a short code that is printed as QR code.
-- `code` is for ever: paper with it hangs in halls for years. `pinned` is a JSON
-- list of measures that stand first, in their order; the filter is looked up at
-- every opening. `version` rises with every change, `edition` only with those that
-- make paper old; `prints` is how many prints there are.
CREATE TABLE policy_guide (
    code text NOT NULL,
    title text NOT NULL,
    theme text NOT NULL,
    place text NOT NULL,
    division text NOT NULL,
    industry text NOT NULL,
    size_class text NOT NULL,
    by_filter boolean NOT NULL,
    kind text NOT NULL,
    search text NOT NULL,
    pinned text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    edition bigint NOT NULL,
    prints bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT policy_guide_pkey PRIMARY KEY (code),
    CONSTRAINT policy_guide_state_known CHECK (state IN ('open', 'closed'))
);

-- What was printed when, of which edition of the guide. `contents` is a JSON list of the measures with their
-- versions as they stood on that paper, so that a reader can be told that it is
-- old.
CREATE TABLE policy_guide_print (
    guide text NOT NULL,
    number bigint NOT NULL,
    edition bigint NOT NULL,
    contents text NOT NULL,
    printed_at timestamptz NOT NULL,
    printed_by text NOT NULL,
    CONSTRAINT policy_guide_print_pkey PRIMARY KEY (guide, number),
    CONSTRAINT policy_guide_print_guide_fkey FOREIGN KEY (guide) REFERENCES policy_guide (code)
);

-- How often a guide was opened on a day from a print, 0 where the address named
-- none. Nothing about who opened it.
CREATE TABLE policy_guide_scan (
    guide text NOT NULL,
    print bigint NOT NULL,
    on_day date NOT NULL,
    scans bigint NOT NULL,
    CONSTRAINT policy_guide_scan_pkey PRIMARY KEY (guide, print, on_day),
    CONSTRAINT policy_guide_scan_guide_fkey FOREIGN KEY (guide) REFERENCES policy_guide (code)
);

-- What the open data said of each measure: when it last changed, as a number that
-- rises with every change seen, and whether it is public. `digest` tells what was
-- said. A measure that is no longer public stays, so that whoever copies the data
-- learns of it.
CREATE TABLE policy_open_measure (
    measure text NOT NULL,
    revision bigint NOT NULL,
    digest text NOT NULL,
    public boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT policy_open_measure_pkey PRIMARY KEY (measure)
);
CREATE INDEX policy_open_measure_revision_idx ON policy_open_measure (revision, measure);
CREATE TABLE policy_open_state (
    id integer NOT NULL,
    revision bigint NOT NULL,
    CONSTRAINT policy_open_state_pkey PRIMARY KEY (id),
    CONSTRAINT policy_open_state_one CHECK (id = 1)
);
INSERT INTO policy_open_state (id, revision) VALUES (1, 0);
