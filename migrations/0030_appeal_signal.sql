-- +goose Up
-- What the last look at all cases found, one row: how many weeks before the last
-- seven days it compares with, how many topics and places it compared, how many
-- texts it put together.
CREATE TABLE appeal_signal_run (
    id bigint NOT NULL,
    at timestamptz NOT NULL,
    weeks bigint NOT NULL,
    tested bigint NOT NULL,
    texts bigint NOT NULL,
    CONSTRAINT appeal_signal_run_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_signal_run_one CHECK (id = 1)
);

-- A topic that rises, everywhere or in one place, or a group of cases that are
-- alike. It holds no number: what a reader may not see is not counted for him, so
-- everything is counted when it is read.
CREATE TABLE appeal_signal (
    id text NOT NULL,
    kind text NOT NULL,
    topic text NOT NULL,
    place_code text NOT NULL,
    CONSTRAINT appeal_signal_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_signal_kind_known CHECK (kind IN ('rising', 'alike'))
);

-- The cases of a signal; `recent` are those of the last seven days, and all of a
-- group.
CREATE TABLE appeal_signal_member (
    signal_id text NOT NULL,
    case_id text NOT NULL,
    recent boolean NOT NULL,
    CONSTRAINT appeal_signal_member_pkey PRIMARY KEY (signal_id, case_id),
    CONSTRAINT appeal_signal_member_signal_fkey FOREIGN KEY (signal_id) REFERENCES appeal_signal (id),
    CONSTRAINT appeal_signal_member_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id)
);
CREATE INDEX appeal_signal_member_case_idx ON appeal_signal_member (case_id);

-- What makes an alarm about how appeals are handled, as data with a version and a
-- source; the highest version in force on a day counts. Rows are never changed.
-- `rules` is JSON, see package alarm.
CREATE TABLE appeal_alarm_definition (
    version bigint NOT NULL,
    in_force date NOT NULL,
    source text NOT NULL,
    rules text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT appeal_alarm_definition_pkey PRIMARY KEY (version)
);
INSERT INTO appeal_alarm_definition (version, in_force, source, rules, at) VALUES
    (1, '2000-01-01', '服务标准：三率应当真实，投诉改为咨询、临期办结、未联系反映人即办结、并单移出统计的应当核查；界线为暂定', '{"days":30,"level":0.01,"relabelled":3,"last_minute":5,"last_percent":5,"uncalled":5,"moved":2,"month_end_days":2,"unlike":0.2,"answer_days":5}', '2026-01-01T00:00:00.000000Z');

-- An alarm: that in a month the cases of a department look as if its figures were
-- being made better than they are. What people write about it is sealed.
CREATE TABLE appeal_alarm (
    id text NOT NULL,
    kind text NOT NULL,
    department text NOT NULL,
    month text NOT NULL,
    definition bigint NOT NULL,
    state text NOT NULL,
    share bigint NOT NULL,
    others bigint NOT NULL,
    raised_at timestamptz NOT NULL,
    opened_at timestamptz,
    opened_by text NOT NULL,
    answered_at timestamptz,
    answered_by text NOT NULL,
    answer_sealed text NOT NULL,
    ended_at timestamptz,
    ended_by text NOT NULL,
    verdict_sealed text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT appeal_alarm_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_alarm_kind_department_month_key UNIQUE (kind, department, month),
    CONSTRAINT appeal_alarm_definition_fkey FOREIGN KEY (definition) REFERENCES appeal_alarm_definition (version),
    CONSTRAINT appeal_alarm_state_known CHECK (state IN ('raised', 'dropped', 'opened', 'answered', 'explained', 'upheld'))
);

-- The cases that an alarm is about.
CREATE TABLE appeal_alarm_member (
    alarm_id text NOT NULL,
    case_id text NOT NULL,
    CONSTRAINT appeal_alarm_member_pkey PRIMARY KEY (alarm_id, case_id),
    CONSTRAINT appeal_alarm_member_alarm_fkey FOREIGN KEY (alarm_id) REFERENCES appeal_alarm (id),
    CONSTRAINT appeal_alarm_member_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id)
);
