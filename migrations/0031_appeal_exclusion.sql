-- +goose Up
-- A definition of the rates also says for which reasons a single case may be left out
-- of them, and until how many days after its month that may be asked for (JSON). The
-- days are a guess: no rule names a number.
ALTER TABLE appeal_figure_definition ADD COLUMN exclusions text NOT NULL DEFAULT '{}';
UPDATE appeal_figure_definition SET exclusions = '{"days":10,"reasons":[{"code":"beyond_law","label":"诉求事项违反法律、法规或者政策规定"},{"code":"unreasonable","label":"已依法充分处理，反映人仍提出不合理要求"},{"code":"repeated","label":"同一反映人就同一事项重复反映，已有书面答复"},{"code":"conditions","label":"受客观条件限制，近期确实无法解决，已向反映人说明"},{"code":"mistaken","label":"派单有误，不属于本部门职责"}]}' WHERE version = 1;

-- Requests to leave a case out of the rates, and what became of them: asked by a
-- department that worked on it, decided by another person of another department.
-- `label` is the reason in the words of the definition as it was then.
CREATE TABLE appeal_exclusion (
    id text NOT NULL,
    case_id text NOT NULL,
    department text NOT NULL,
    reason text NOT NULL,
    label text NOT NULL,
    words_sealed text NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    state text NOT NULL,
    decided_by text NOT NULL,
    decided_at timestamptz,
    note_sealed text NOT NULL,
    withdrawn_by text NOT NULL,
    withdrawn_at timestamptz,
    CONSTRAINT appeal_exclusion_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_exclusion_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id),
    CONSTRAINT appeal_exclusion_state_known CHECK (state IN ('asked', 'approved', 'refused', 'withdrawn')),
    CONSTRAINT appeal_exclusion_by_another CHECK (decided_by <> asked_by)
);
CREATE INDEX appeal_exclusion_case_idx ON appeal_exclusion (case_id, id);
CREATE INDEX appeal_exclusion_state_idx ON appeal_exclusion (state, id);
-- A case is left out once, or waits once.
CREATE UNIQUE INDEX appeal_exclusion_case_id_key ON appeal_exclusion (case_id) WHERE state IN ('asked', 'approved');
