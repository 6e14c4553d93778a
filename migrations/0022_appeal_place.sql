-- +goose Up
-- Places of reporting behind QR codes. `code` is for ever: paper with it hangs for
-- years. `department` is the ID of the one in charge, empty for none.
CREATE TABLE appeal_place (
    id text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    division text NOT NULL,
    address text NOT NULL,
    department text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT appeal_place_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_place_code_key UNIQUE (code),
    CONSTRAINT appeal_place_state_known CHECK (state IN ('open', 'closed'))
);
CREATE INDEX appeal_place_name_idx ON appeal_place (name, code);

-- How often the code of a place was opened on a day. Nothing about who opened it.
CREATE TABLE appeal_place_scan (
    place text NOT NULL,
    on_day date NOT NULL,
    scans bigint NOT NULL,
    CONSTRAINT appeal_place_scan_pkey PRIMARY KEY (place, on_day),
    CONSTRAINT appeal_place_scan_place_fkey FOREIGN KEY (place) REFERENCES appeal_place (id)
);
