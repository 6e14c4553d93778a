-- +goose Up
-- How much time there is for what: data with a version and a source, the highest
-- version in force on the day a clock starts counts. Rows are never changed.
CREATE TABLE deadline_profile (
    id text NOT NULL,
    code text NOT NULL,
    version bigint NOT NULL,
    label text NOT NULL,
    side text NOT NULL,
    amount bigint NOT NULL,
    unit text NOT NULL,
    source text NOT NULL,
    in_force date NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT deadline_profile_pkey PRIMARY KEY (code, version),
    CONSTRAINT deadline_profile_id_key UNIQUE (id),
    CONSTRAINT deadline_profile_side_known CHECK (side IN ('promise', 'statutory')),
    CONSTRAINT deadline_profile_unit_known CHECK (unit IN ('min', 'h', 'd', 'wd', 'mo'))
);
INSERT INTO deadline_profile (id, code, version, label, side, amount, unit, source, in_force, by_id, by_name, at) VALUES
    ('00000000-0000-7000-8000-000000000001', 'appeal.response', 1, '诉求首次响应', 'promise', 12, 'h', '服务标准承诺：12 小时内响应，全年无休', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000002', 'appeal.ordinary', 1, '一般诉求办理', 'promise', 7, 'd', '服务标准承诺：一般诉求 7 日内办结', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000003', 'appeal.complex', 1, '复杂诉求办理', 'promise', 1, 'mo', '服务标准承诺：复杂诉求 1 个月内办结', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000004', 'appeal.statutory', 1, '诉求法定办理', 'statutory', 5, 'wd', '《济南市优化营商环境条例》（2022）第六十二条；12345 条例第二十四条', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000005', 'appeal.statutory_extension', 1, '诉求法定延期', 'statutory', 10, 'wd', '《济南市优化营商环境条例》（2022）第六十二条，经机关负责人批准', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000006', 'appeal.cohandler', 1, '协办答复主办', 'promise', 3, 'wd', '服务标准承诺：协办单位 3 个工作日内答复主办单位', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000007', 'appeal.return_raise', 1, '提出退回或异议', 'promise', 1, 'wd', '服务标准承诺：收到派单后 1 个工作日内提出，当日裁定', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000008', 'permit.supplement', 1, '许可一次性告知补正', 'statutory', 5, 'wd', '《行政许可法》第三十二条，逾期不告知的，自收到材料之日起即为受理', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000009', 'permit.decide', 1, '许可作出决定', 'statutory', 20, 'wd', '《行政许可法》第四十二条第一款', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000010', 'permit.decide_extension', 1, '许可决定延期', 'statutory', 10, 'wd', '《行政许可法》第四十二条第一款，经本行政机关负责人批准', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000011', 'permit.joint', 1, '统一或联合办理许可', 'statutory', 45, 'wd', '《行政许可法》第四十二条第二款', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000012', 'permit.joint_extension', 1, '统一或联合办理延期', 'statutory', 15, 'wd', '《行政许可法》第四十二条第二款，经本级人民政府负责人批准', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000013', 'permit.deliver', 1, '送达许可证件', 'statutory', 10, 'wd', '《行政许可法》第四十四条', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000014', 'claim.express', 1, '快申快享受理到拨付', 'promise', 60, 'wd', '服务标准承诺：自受理起 60 个工作日内拨付', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000015', 'policy.online', 1, '新政策事项、手册和指南上线', 'promise', 7, 'wd', '服务标准承诺：新政策发布后 7 个工作日内上线', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000016', 'notice.public', 1, '公示', 'promise', 5, 'wd', '服务标准承诺：公示 5 个工作日，文件另有规定的从其规定', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000017', 'rating.contact', 1, '差评联系', 'promise', 1, 'wd', '政务服务好差评：1 个工作日内联系', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z'),
    ('00000000-0000-7000-8000-000000000018', 'rating.mend', 1, '差评整改', 'promise', 15, 'wd', '政务服务好差评：15 个工作日内整改', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z');

-- What an authority has set otherwise than the published calendar. Editions count
-- from 1; of one day the highest edition counts, `published` gives it back to the
-- calendar that ships with the program. `cursor` is the clock up to which running
-- clocks are re-projected, `moved` how many moved, `done_at` when all were looked at.
CREATE TABLE deadline_amendment (
    edition bigint NOT NULL,
    id text NOT NULL,
    reason text NOT NULL,
    source text NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    at timestamptz NOT NULL,
    cursor text NOT NULL,
    moved bigint NOT NULL,
    done_at timestamptz,
    CONSTRAINT deadline_amendment_pkey PRIMARY KEY (edition),
    CONSTRAINT deadline_amendment_id_key UNIQUE (id)
);
CREATE TABLE deadline_day (
    edition bigint NOT NULL,
    day date NOT NULL,
    setting text NOT NULL,
    name text NOT NULL,
    CONSTRAINT deadline_day_pkey PRIMARY KEY (edition, day),
    CONSTRAINT deadline_day_edition_fkey FOREIGN KEY (edition) REFERENCES deadline_amendment (edition),
    CONSTRAINT deadline_day_setting_known CHECK (setting IN ('off', 'work', 'published'))
);

-- One clock of one case. `budget` is written as in files (5wd). `due_at`, `state`,
-- `met` and `rolled` are derived from the ledger and only kept to list and sort by;
-- those of a stopped clock are its verdict, by the calendar of `edition`, and never
-- move. `start_day` is in Beijing. `entries` counts the ledger.
CREATE TABLE deadline_clock (
    id text NOT NULL,
    case_kind text NOT NULL,
    case_id text NOT NULL,
    name text NOT NULL,
    holder text NOT NULL,
    profile text NOT NULL,
    profile_version bigint NOT NULL,
    started_at timestamptz NOT NULL,
    start_day date NOT NULL,
    budget text NOT NULL,
    due_at timestamptz NOT NULL,
    state text NOT NULL,
    stopped_at timestamptz,
    met bigint NOT NULL,
    rolled bigint NOT NULL,
    entries bigint NOT NULL,
    edition bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT deadline_clock_pkey PRIMARY KEY (id),
    CONSTRAINT deadline_clock_profile_fkey FOREIGN KEY (profile, profile_version) REFERENCES deadline_profile (code, version),
    CONSTRAINT deadline_clock_state_known CHECK (state IN ('running', 'suspended', 'stopped', 'resting'))
);
CREATE INDEX deadline_clock_case_idx ON deadline_clock (case_kind, case_id);

-- The ledger. Rows are never changed.
CREATE TABLE deadline_entry (
    clock text NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    basis text NOT NULL,
    by_name text NOT NULL,
    added text NOT NULL,
    until_at timestamptz,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT deadline_entry_pkey PRIMARY KEY (clock, seq),
    CONSTRAINT deadline_entry_clock_fkey FOREIGN KEY (clock) REFERENCES deadline_clock (id),
    CONSTRAINT deadline_entry_kind_known CHECK (kind IN ('suspend', 'resume', 'extend', 'stop', 'restart', 'rest', 'wake'))
);

-- The next rung of each running clock: what the sweep looks at. Who changes a clock
-- takes its row first, so that a sweep and a change wait for each other.
CREATE TABLE deadline_next (
    clock text NOT NULL,
    rung bigint NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT deadline_next_pkey PRIMARY KEY (clock)
);
CREATE INDEX deadline_next_at_idx ON deadline_next (at);

-- The rungs that have called somebody. The primary key is the promise that each
-- does once, whatever sweeps, restarts, extensions or nodes do.
CREATE TABLE deadline_fired (
    clock text NOT NULL,
    rung bigint NOT NULL,
    at timestamptz NOT NULL,
    fired_at timestamptz NOT NULL,
    CONSTRAINT deadline_fired_pkey PRIMARY KEY (clock, rung)
);

-- Which clocks an amendment of the calendar moved, from when to when.
CREATE TABLE deadline_move (
    clock text NOT NULL,
    edition bigint NOT NULL,
    old_due timestamptz NOT NULL,
    new_due timestamptz NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT deadline_move_pkey PRIMARY KEY (clock, edition)
);

-- One row that every sweep changes first, so that two nodes sweep one after the
-- other.
CREATE TABLE deadline_gate (
    id integer NOT NULL,
    turn bigint NOT NULL,
    CONSTRAINT deadline_gate_pkey PRIMARY KEY (id),
    CONSTRAINT deadline_gate_one CHECK (id = 1)
);
INSERT INTO deadline_gate (id, turn) VALUES (1, 0);
