-- +goose Up
-- Definitions of the three rates that somebody wants from a month on; a version of
-- appeal_figure_definition comes of one when a second person approves it. `base` is
-- the latest version when it was drafted, `edition` the version that came of it, 0 for
-- none. `rules` and `exclusions` are JSON, see package figure.
CREATE TABLE appeal_figure_draft (
    id text NOT NULL,
    base bigint NOT NULL,
    state text NOT NULL,
    in_force date NOT NULL,
    source text NOT NULL,
    rules text NOT NULL,
    exclusions text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    decided_at timestamptz,
    decided_by_id text NOT NULL,
    decided_by_name text NOT NULL,
    words text NOT NULL,
    edition bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT appeal_figure_draft_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_figure_draft_state_known CHECK (state IN ('pending', 'approved', 'refused', 'withdrawn'))
);
