-- +goose Up
-- When three quarters of the term of a case are spent, as the clocks last said. A
-- case from before has none until one of its clocks changes; it is at risk on its
-- last working day until then.
ALTER TABLE appeal_case ADD COLUMN risk_at timestamptz;
CREATE INDEX appeal_case_risk_idx ON appeal_case (risk_at, id) WHERE risk_at IS NOT NULL;
CREATE INDEX appeal_case_received_idx ON appeal_case (received_at);
CREATE INDEX appeal_case_closed_idx ON appeal_case (closed_at) WHERE closed_at IS NOT NULL;

-- What the three rates mean, as data with a version and a source. A month is counted
-- by the highest version in force on its first day. Rows are never changed. `rules`
-- is JSON: for each rate by which day a case belongs to a month, which kinds count
-- (none for all), which closings do not, the lowest grade that is satisfied, and the
-- weight in percent.
CREATE TABLE appeal_figure_definition (
    version bigint NOT NULL,
    in_force date NOT NULL,
    source text NOT NULL,
    rules text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT appeal_figure_definition_pkey PRIMARY KEY (version)
);
INSERT INTO appeal_figure_definition (version, in_force, source, rules, at) VALUES
    (1, '2000-01-01', '《北京市接诉即办工作条例》第三十二条、第三十三条；权重为暂定', '{"response":{"by":"received","without":["withdrawn","merged"],"weight":20},"resolution":{"by":"closed","kinds":["complain","help","report"],"without":["not_accepted","withdrawn","merged"],"weight":40},"satisfaction":{"by":"closed","without":["not_accepted","withdrawn","merged"],"least_grade":3,"weight":40}}', '2026-01-01T00:00:00.000000Z');
