-- +goose Up
-- Cases. Who reported and what they wrote are sealed; `accused` is the department
-- complained of, which sees nothing of the row; `claimed` says that nobody has
-- verified that the reporter speaks for the enterprise. There is no column for "overdue":
-- due_at is where the clocks last said the term ends, kept here to sort by.
CREATE TABLE appeal_case (
    id text NOT NULL,
    number text NOT NULL,
    source_system text NOT NULL,
    source_no text NOT NULL,
    channel text NOT NULL,
    received_at timestamptz NOT NULL,
    kind text NOT NULL,
    topic text NOT NULL,
    urgency text NOT NULL,
    text_sealed text NOT NULL,
    place_sealed text NOT NULL,
    place_code text NOT NULL,
    division text NOT NULL,
    uscc text NOT NULL,
    claimed boolean NOT NULL,
    account text NOT NULL,
    name_sealed text NOT NULL,
    phone_sealed text NOT NULL,
    phone_index text NOT NULL,
    anonymous boolean NOT NULL,
    confidential boolean NOT NULL,
    accused text NOT NULL,
    recorded_by text NOT NULL,
    secret_hash text NOT NULL,
    state text NOT NULL,
    complex boolean NOT NULL,
    lead text NOT NULL,
    lead_staff text NOT NULL,
    due_at timestamptz,
    suspended boolean NOT NULL,
    supervised boolean NOT NULL,
    returns bigint NOT NULL,
    redos bigint NOT NULL,
    reopens bigint NOT NULL,
    deliberation boolean NOT NULL,
    ground text NOT NULL,
    closing text NOT NULL,
    closed_at timestamptz,
    confirmation text NOT NULL,
    reopen_until timestamptz,
    main text NOT NULL,
    before_merge text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT appeal_case_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_case_number_key UNIQUE (number),
    CONSTRAINT appeal_case_state_known CHECK (state IN ('received', 'accepted', 'not_accepted', 'dispatched', 'in_hand', 'replied', 'read', 'closed', 'merged', 'withdrawn')),
    CONSTRAINT appeal_case_merged_has_main CHECK ((state = 'merged') = (main <> ''))
);
CREATE UNIQUE INDEX appeal_case_source_key ON appeal_case (source_system, source_no) WHERE source_no <> '';
CREATE INDEX appeal_case_state_idx ON appeal_case (state, id);
CREATE INDEX appeal_case_lead_idx ON appeal_case (lead, state, id);
CREATE INDEX appeal_case_uscc_idx ON appeal_case (uscc, id);
CREATE INDEX appeal_case_account_idx ON appeal_case (account, id);
CREATE INDEX appeal_case_main_idx ON appeal_case (main) WHERE main <> '';
CREATE INDEX appeal_case_due_idx ON appeal_case (due_at, id) WHERE due_at IS NOT NULL;

-- The share of one department in a case.
CREATE TABLE appeal_part (
    id text NOT NULL,
    case_id text NOT NULL,
    role text NOT NULL,
    department text NOT NULL,
    staff text NOT NULL,
    direct boolean NOT NULL,
    state text NOT NULL,
    sent_at timestamptz NOT NULL,
    sent_by text NOT NULL,
    object_until timestamptz,
    taken_at timestamptz,
    ended_at timestamptz,
    clause_sealed text NOT NULL,
    suggested text NOT NULL,
    reason_sealed text NOT NULL,
    answer_sealed text NOT NULL,
    CONSTRAINT appeal_part_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_part_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id),
    CONSTRAINT appeal_part_role_known CHECK (role IN ('lead', 'co_handler')),
    CONSTRAINT appeal_part_state_known CHECK (state IN ('sent', 'taken', 'answered', 'returned', 'ended'))
);
CREATE INDEX appeal_part_case_idx ON appeal_part (case_id, id);
CREATE INDEX appeal_part_department_idx ON appeal_part (department, case_id);
CREATE INDEX appeal_part_staff_idx ON appeal_part (staff, case_id);

-- What happened to a case, one row for each act, never changed. `shown` rows are
-- what the reporter reads. `facts` are ids, codes and dates as JSON.
CREATE TABLE appeal_entry (
    id text NOT NULL,
    case_id text NOT NULL,
    at timestamptz NOT NULL,
    act text NOT NULL,
    actor_kind text NOT NULL,
    actor text NOT NULL,
    actor_name text NOT NULL,
    department text NOT NULL,
    shown boolean NOT NULL,
    words_sealed text NOT NULL,
    facts text NOT NULL,
    CONSTRAINT appeal_entry_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_entry_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id)
);
CREATE INDEX appeal_entry_case_idx ON appeal_entry (case_id, id);

-- Answers to the reporter. Only an approved one is shown to them.
CREATE TABLE appeal_reply (
    id text NOT NULL,
    case_id text NOT NULL,
    round bigint NOT NULL,
    words_sealed text NOT NULL,
    closing text NOT NULL,
    promised_on date,
    by_id text NOT NULL,
    department text NOT NULL,
    at timestamptz NOT NULL,
    state text NOT NULL,
    read_by text NOT NULL,
    read_at timestamptz,
    note_sealed text NOT NULL,
    CONSTRAINT appeal_reply_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_reply_case_id_round_key UNIQUE (case_id, round),
    CONSTRAINT appeal_reply_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id),
    CONSTRAINT appeal_reply_state_known CHECK (state IN ('submitted', 'sent_back', 'approved')),
    CONSTRAINT appeal_reply_read_by_another CHECK (read_by <> by_id)
);

-- Calls back to the reporter.
CREATE TABLE appeal_callback (
    id text NOT NULL,
    case_id text NOT NULL,
    at timestamptz NOT NULL,
    by_id text NOT NULL,
    reached boolean NOT NULL,
    result text NOT NULL,
    grade bigint NOT NULL,
    words_sealed text NOT NULL,
    CONSTRAINT appeal_callback_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_callback_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id)
);
CREATE INDEX appeal_callback_case_idx ON appeal_callback (case_id, id);

-- A reporter's own judgement, one for each case: the last one counts.
CREATE TABLE appeal_rating (
    case_id text NOT NULL,
    at timestamptz NOT NULL,
    grade bigint NOT NULL,
    efficiency bigint NOT NULL,
    accuracy bigint NOT NULL,
    convenience bigint NOT NULL,
    usability bigint NOT NULL,
    words_sealed text NOT NULL,
    CONSTRAINT appeal_rating_pkey PRIMARY KEY (case_id),
    CONSTRAINT appeal_rating_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id),
    CONSTRAINT appeal_rating_grade_range CHECK (grade BETWEEN 1 AND 5)
);

-- Requests for more time.
CREATE TABLE appeal_extension (
    id text NOT NULL,
    case_id text NOT NULL,
    asked_by text NOT NULL,
    department text NOT NULL,
    asked_at timestamptz NOT NULL,
    days bigint NOT NULL,
    reason_sealed text NOT NULL,
    state text NOT NULL,
    decided_by text NOT NULL,
    decided_at timestamptz,
    note_sealed text NOT NULL,
    CONSTRAINT appeal_extension_pkey PRIMARY KEY (id),
    CONSTRAINT appeal_extension_case_fkey FOREIGN KEY (case_id) REFERENCES appeal_case (id),
    CONSTRAINT appeal_extension_state_known CHECK (state IN ('asked', 'granted', 'refused')),
    CONSTRAINT appeal_extension_by_another CHECK (decided_by <> asked_by)
);
CREATE INDEX appeal_extension_case_idx ON appeal_extension (case_id, id);
-- At most one waits at a time.
CREATE UNIQUE INDEX appeal_extension_waiting_key ON appeal_extension (case_id) WHERE state = 'asked';

-- The last number given out on a day (in Beijing).
CREATE TABLE appeal_counter (
    day text NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT appeal_counter_pkey PRIMARY KEY (day)
);

-- How long after it was closed a case may be opened again. A guess: neither law nor
-- promise names a number.
INSERT INTO deadline_profile (id, code, version, label, side, amount, unit, source, in_force, by_id, by_name, at) VALUES
    ('00000000-0000-7000-8000-000000000101', 'appeal.reopen', 1, '办结后可以要求重新办理', 'promise', 15, 'd', '服务标准承诺：办结后 15 日内可以要求重新办理', '2000-01-01', '', '系统', '2026-01-01T00:00:00.000000Z');
