-- +goose Up
-- When three quarters of the term of a case are spent, as the clocks last said. A
-- case from before has none until one of its clocks changes; it is at risk on its
-- last working day until then.
ALTER TABLE appeal_case ADD COLUMN risk_at timestamptz;
CREATE INDEX appeal_case_risk_idx ON appeal_case (risk_at, id) WHERE risk_at IS NOT NULL;
