-- +goose Up
-- `measured` are the decisions that figures of thresholds count: the last one of each
-- case and field, on something that was proposed, that somebody had to look at, of no
-- case that complains of a department. The indexes hold all that is counted: a city
-- decides millions of times a year.
ALTER TABLE appeal_reading_decision ADD COLUMN measured boolean NOT NULL DEFAULT false;
UPDATE appeal_reading_decision SET measured = true
    WHERE NOT superseded AND NOT shielded AND proposed <> '' AND (class = 'manual' OR drawn);
DROP INDEX appeal_reading_decision_at_idx;
CREATE INDEX appeal_reading_decision_measured_idx ON appeal_reading_decision (measured, field, model, class, at, confidence, edition, agreed);
DROP INDEX appeal_reading_decision_case_idx;
CREATE INDEX appeal_reading_decision_case_idx ON appeal_reading_decision (case_id, field, id, measured, agreed);
DROP INDEX appeal_reading_guess_at_idx;
CREATE INDEX appeal_reading_guess_at_idx ON appeal_reading_guess (field, shielded, at, confidence, case_id);
