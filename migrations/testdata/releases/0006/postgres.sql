CREATE TYPE public.river_job_state AS ENUM (
    'available',
    'cancelled',
    'completed',
    'discarded',
    'pending',
    'retryable',
    'running',
    'scheduled'
);
CREATE FUNCTION public.river_job_state_in_bitmask(bitmask bit, state public.river_job_state) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$
    SELECT CASE state
        WHEN 'available' THEN get_bit(bitmask, 7)
        WHEN 'cancelled' THEN get_bit(bitmask, 6)
        WHEN 'completed' THEN get_bit(bitmask, 5)
        WHEN 'discarded' THEN get_bit(bitmask, 4)
        WHEN 'pending'   THEN get_bit(bitmask, 3)
        WHEN 'retryable' THEN get_bit(bitmask, 2)
        WHEN 'running'   THEN get_bit(bitmask, 1)
        WHEN 'scheduled' THEN get_bit(bitmask, 0)
        ELSE 0
    END = 1;
$$;
CREATE TABLE public.account_attempt (
    subject text NOT NULL,
    failures bigint NOT NULL,
    last_at timestamp with time zone NOT NULL,
    free_at timestamp with time zone NOT NULL
);
CREATE TABLE public.account_code (
    phone_index text NOT NULL,
    hash text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries bigint NOT NULL,
    day text NOT NULL,
    sent_today bigint NOT NULL
);
CREATE TABLE public.account_mandate (
    id text NOT NULL,
    person text NOT NULL,
    uscc text NOT NULL,
    role text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    granted_by text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_mandate_ends_after_start CHECK (((ends_at IS NULL) OR (ends_at >= starts_at))),
    CONSTRAINT account_mandate_role_known CHECK ((role = ANY (ARRAY['legal_representative'::text, 'handler'::text])))
);
CREATE TABLE public.account_person (
    id text NOT NULL,
    phone_index text NOT NULL,
    phone_sealed text NOT NULL,
    name_sealed text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL
);
CREATE TABLE public.account_role (
    code text NOT NULL,
    name text NOT NULL,
    origin text NOT NULL,
    "position" bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_role_origin_known CHECK ((origin = ANY (ARRAY['default'::text, 'edited'::text])))
);
CREATE TABLE public.account_role_grant (
    role text NOT NULL,
    permission text NOT NULL,
    reach text NOT NULL,
    CONSTRAINT account_role_grant_reach_known CHECK ((reach = ANY (ARRAY['own'::text, 'department'::text, 'department_subtree'::text, 'division_subtree'::text, 'all'::text])))
);
CREATE TABLE public.account_session (
    id text NOT NULL,
    token_hash text NOT NULL,
    kind text NOT NULL,
    owner text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT account_session_kind_known CHECK ((kind = ANY (ARRAY['staff'::text, 'enterprise'::text])))
);
CREATE TABLE public.account_staff (
    id text NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    department text NOT NULL,
    division text NOT NULL,
    status text NOT NULL,
    password_hash text NOT NULL,
    password_set_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_staff_status_known CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'left'::text])))
);
CREATE TABLE public.account_staff_role (
    staff text NOT NULL,
    role text NOT NULL
);
CREATE TABLE public.audit_entry (
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_kind text NOT NULL,
    actor text NOT NULL,
    actor_name text NOT NULL,
    request text NOT NULL,
    action text NOT NULL,
    object_kind text NOT NULL,
    object text NOT NULL,
    detail text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL
);
CREATE TABLE public.audit_head (
    id integer NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_head_one CHECK ((id = 1))
);
CREATE TABLE public.enterprise_change (
    seq bigint NOT NULL,
    tag bigint NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.enterprise_complete_source (
    key text NOT NULL,
    source text NOT NULL,
    as_of date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL
);
CREATE TABLE public.enterprise_contact (
    id text NOT NULL,
    enterprise integer NOT NULL,
    role text NOT NULL,
    name_sealed text NOT NULL,
    name_masked text NOT NULL,
    phone_sealed text NOT NULL,
    phone_masked text NOT NULL,
    phone_index text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL
);
CREATE TABLE public.enterprise_counter (
    name text NOT NULL,
    n bigint NOT NULL
);
CREATE TABLE public.enterprise_entity (
    ordinal integer NOT NULL,
    uscc text NOT NULL,
    name text NOT NULL,
    registered date NOT NULL,
    type text NOT NULL,
    capital_text text NOT NULL,
    capital_minor bigint,
    capital_currency text NOT NULL,
    scope text NOT NULL,
    province text NOT NULL,
    city text NOT NULL,
    district text NOT NULL,
    address text NOT NULL,
    status text NOT NULL,
    industry_text text NOT NULL,
    industry_found text NOT NULL,
    industry_tier text NOT NULL,
    industry_how text NOT NULL,
    division_found text NOT NULL,
    division_tier text NOT NULL,
    division_how text NOT NULL,
    industry text NOT NULL,
    division text NOT NULL,
    size_class text NOT NULL,
    size_basis text NOT NULL,
    size_year text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    tag bigint NOT NULL,
    CONSTRAINT enterprise_entity_ordinal_natural CHECK ((ordinal > 0)),
    CONSTRAINT enterprise_entity_size_class_known CHECK ((size_class = ANY (ARRAY[''::text, 'large'::text, 'medium'::text, 'small'::text, 'micro'::text])))
);
CREATE TABLE public.enterprise_fact (
    id bigint NOT NULL,
    enterprise integer NOT NULL,
    key text NOT NULL,
    period text NOT NULL,
    subject text NOT NULL,
    value text NOT NULL,
    number double precision,
    as_of date NOT NULL,
    source text NOT NULL,
    tier text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    evidence text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL,
    import text NOT NULL,
    replaced_by bigint,
    disputed boolean NOT NULL,
    CONSTRAINT enterprise_fact_tier_known CHECK ((tier = ANY (ARRAY['T0'::text, 'T1'::text, 'T2'::text, 'T3'::text])))
);
CREATE TABLE public.enterprise_fact_key (
    key text NOT NULL,
    label text NOT NULL,
    kind text NOT NULL,
    unit text NOT NULL,
    periodic boolean NOT NULL,
    help text NOT NULL,
    options text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT enterprise_fact_key_kind_known CHECK ((kind = ANY (ARRAY['number'::text, 'text'::text, 'bool'::text, 'code'::text, 'date'::text, 'qualification'::text])))
);
CREATE TABLE public.enterprise_import (
    id text NOT NULL,
    kind text NOT NULL,
    filename text NOT NULL,
    blob text NOT NULL,
    state text NOT NULL,
    row_count bigint NOT NULL,
    accepted bigint NOT NULL,
    created bigint NOT NULL,
    updated bigint NOT NULL,
    unchanged bigint NOT NULL,
    warned bigint NOT NULL,
    refused bigint NOT NULL,
    capital_parsed bigint NOT NULL,
    district_found bigint NOT NULL,
    problem_count bigint NOT NULL,
    seconds double precision NOT NULL,
    message text NOT NULL,
    notes text NOT NULL,
    reach_division text NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    CONSTRAINT enterprise_import_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'refused'::text, 'failed'::text])))
);
CREATE TABLE public.enterprise_import_problem (
    import text NOT NULL,
    seq integer NOT NULL,
    row_number bigint NOT NULL,
    column_name text NOT NULL,
    level text NOT NULL,
    reason text NOT NULL,
    content text NOT NULL,
    CONSTRAINT enterprise_import_problem_level_known CHECK ((level = ANY (ARRAY['warning'::text, 'refusal'::text])))
);
CREATE TABLE public.enterprise_qualification (
    value text NOT NULL,
    label text NOT NULL
);
CREATE TABLE public.enterprise_status (
    id text NOT NULL,
    enterprise integer NOT NULL,
    status_from text NOT NULL,
    status_to text NOT NULL,
    source text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.event_handled (
    event text NOT NULL,
    subscriber text NOT NULL
);
CREATE TABLE public.event_log (
    id text NOT NULL,
    name text NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    payload text NOT NULL
);
CREATE TABLE public.goose_db_version (
    id integer NOT NULL,
    version_id bigint NOT NULL,
    is_applied boolean NOT NULL,
    tstamp timestamp without time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.goose_db_version ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goose_db_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.job_node (
    id text NOT NULL,
    beat bigint NOT NULL
);
CREATE TABLE public.job_periodic (
    kind text NOT NULL,
    next_at timestamp with time zone NOT NULL
);
CREATE TABLE public.job_task (
    id text NOT NULL,
    kind text NOT NULL,
    label text NOT NULL,
    owner text NOT NULL,
    state text NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    note text NOT NULL,
    error_code text NOT NULL,
    error_message text NOT NULL,
    result_url text NOT NULL,
    unique_key text NOT NULL,
    attempt bigint NOT NULL,
    cancel_asked integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    version bigint NOT NULL,
    CONSTRAINT job_task_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE TABLE public.org_department (
    id text NOT NULL,
    code text NOT NULL,
    parent text,
    name text NOT NULL,
    short_name text NOT NULL,
    division text NOT NULL,
    level integer NOT NULL,
    duty text NOT NULL,
    phone text NOT NULL,
    address text NOT NULL,
    "position" bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT org_department_level_known CHECK (((level >= 1) AND (level <= 8))),
    CONSTRAINT org_department_not_under_itself CHECK ((parent <> id))
);
CREATE TABLE public.org_division (
    code text NOT NULL,
    name text NOT NULL,
    parent text NOT NULL,
    level integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT org_division_level_known CHECK (((level >= 1) AND (level <= 9)))
);
CREATE TABLE public.org_division_revision (
    id integer NOT NULL,
    revision text NOT NULL,
    CONSTRAINT org_division_revision_one CHECK ((id = 1))
);
CREATE TABLE public.policy_catalogue (
    id integer NOT NULL,
    revision bigint NOT NULL,
    CONSTRAINT policy_catalogue_one CHECK ((id = 1))
);
CREATE TABLE public.policy_document (
    id text NOT NULL,
    version bigint NOT NULL
);
CREATE TABLE public.policy_document_version (
    document text NOT NULL,
    number bigint NOT NULL,
    body text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL
);
CREATE TABLE public.policy_match_result (
    run text NOT NULL,
    measure text NOT NULL,
    version bigint NOT NULL,
    eligible_count bigint NOT NULL,
    needs_review_count bigint NOT NULL,
    need_facts_count bigint NOT NULL,
    near_count bigint NOT NULL,
    eligible_amount bigint NOT NULL,
    eligible bytea NOT NULL,
    needs_review bytea NOT NULL,
    need_facts bytea NOT NULL,
    near bytea NOT NULL,
    amounts bytea NOT NULL
);
CREATE TABLE public.policy_match_run (
    id text NOT NULL,
    as_of date NOT NULL,
    job text NOT NULL,
    previous text NOT NULL,
    enterprises bigint NOT NULL,
    measures bigint NOT NULL,
    seconds double precision NOT NULL,
    universe bytea,
    requested_by text NOT NULL,
    requested_name text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone
);
CREATE TABLE public.policy_measure (
    id text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT policy_measure_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])))
);
CREATE TABLE public.policy_measure_version (
    measure text NOT NULL,
    number bigint NOT NULL,
    definition text NOT NULL,
    effective_from date,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by text NOT NULL
);
CREATE UNLOGGED TABLE public.river_client (
    id text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    paused_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT name_length CHECK (((char_length(id) > 0) AND (char_length(id) < 128)))
);
CREATE UNLOGGED TABLE public.river_client_queue (
    river_client_id text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    max_workers bigint DEFAULT 0 NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    num_jobs_completed bigint DEFAULT 0 NOT NULL,
    num_jobs_running bigint DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT name_length CHECK (((char_length(name) > 0) AND (char_length(name) < 128))),
    CONSTRAINT num_jobs_completed_zero_or_positive CHECK ((num_jobs_completed >= 0)),
    CONSTRAINT num_jobs_running_zero_or_positive CHECK ((num_jobs_running >= 0))
);
CREATE TABLE public.river_job (
    id bigint NOT NULL,
    state public.river_job_state DEFAULT 'available'::public.river_job_state NOT NULL,
    attempt smallint DEFAULT 0 NOT NULL,
    max_attempts smallint NOT NULL,
    attempted_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finalized_at timestamp with time zone,
    scheduled_at timestamp with time zone DEFAULT now() NOT NULL,
    priority smallint DEFAULT 1 NOT NULL,
    args jsonb NOT NULL,
    attempted_by text[],
    errors jsonb[],
    kind text NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    queue text DEFAULT 'default'::text NOT NULL,
    tags character varying(255)[] DEFAULT '{}'::character varying[] NOT NULL,
    unique_key bytea,
    unique_states bit(8),
    CONSTRAINT finalized_or_finalized_at_null CHECK ((((finalized_at IS NULL) AND (state <> ALL (ARRAY['cancelled'::public.river_job_state, 'completed'::public.river_job_state, 'discarded'::public.river_job_state]))) OR ((finalized_at IS NOT NULL) AND (state = ANY (ARRAY['cancelled'::public.river_job_state, 'completed'::public.river_job_state, 'discarded'::public.river_job_state]))))),
    CONSTRAINT kind_length CHECK (((char_length(kind) > 0) AND (char_length(kind) < 128))),
    CONSTRAINT max_attempts_is_positive CHECK ((max_attempts > 0)),
    CONSTRAINT priority_in_range CHECK (((priority >= 1) AND (priority <= 4))),
    CONSTRAINT queue_length CHECK (((char_length(queue) > 0) AND (char_length(queue) < 128)))
);
CREATE SEQUENCE public.river_job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.river_job_id_seq OWNED BY public.river_job.id;
CREATE UNLOGGED TABLE public.river_leader (
    elected_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    leader_id text NOT NULL,
    name text DEFAULT 'default'::text NOT NULL,
    CONSTRAINT leader_id_length CHECK (((char_length(leader_id) > 0) AND (char_length(leader_id) < 128))),
    CONSTRAINT name_length CHECK ((name = 'default'::text))
);
CREATE TABLE public.river_migration (
    line text NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT line_length CHECK (((char_length(line) > 0) AND (char_length(line) < 128))),
    CONSTRAINT version_gte_1 CHECK ((version >= 1))
);
CREATE TABLE public.river_queue (
    name text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    paused_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL
);
CREATE TABLE public.textsearch_block (
    kind integer NOT NULL,
    block bigint NOT NULL,
    lengths bytea NOT NULL
);
CREATE TABLE public.textsearch_document (
    kind integer NOT NULL,
    number bigint NOT NULL,
    id text NOT NULL,
    length bigint NOT NULL,
    text text NOT NULL
);
CREATE TABLE public.textsearch_gram (
    kind integer NOT NULL,
    gram text NOT NULL,
    block bigint NOT NULL,
    postings bytea NOT NULL
);
CREATE TABLE public.textsearch_kind (
    kind text NOT NULL,
    number integer NOT NULL,
    next_document bigint NOT NULL,
    documents bigint NOT NULL,
    length bigint NOT NULL
);
ALTER TABLE ONLY public.river_job ALTER COLUMN id SET DEFAULT nextval('public.river_job_id_seq'::regclass);
INSERT INTO public.account_role VALUES ('system_admin', '系统管理员', 'default', 0, 1);
INSERT INTO public.account_role VALUES ('security_admin', '安全管理员', 'default', 1, 1);
INSERT INTO public.account_role VALUES ('audit_admin', '审计管理员', 'default', 2, 1);
INSERT INTO public.account_role VALUES ('importer', '企业库管理员', 'default', 3, 1);
INSERT INTO public.account_role VALUES ('policy_editor', '政策编辑', 'default', 4, 1);
INSERT INTO public.account_role VALUES ('policy_reviewer', '政策审核', 'default', 5, 1);
INSERT INTO public.account_role VALUES ('dispatcher', '派单员', 'default', 6, 1);
INSERT INTO public.account_role VALUES ('clerk', '窗口人员', 'default', 7, 1);
INSERT INTO public.account_role VALUES ('handler', '部门经办人', 'default', 8, 1);
INSERT INTO public.account_role VALUES ('grid_officer', '网格员', 'default', 9, 1);
INSERT INTO public.account_role VALUES ('leader', '领导', 'default', 10, 1);
INSERT INTO public.account_role VALUES ('mandate_legal_representative', '法定代表人', 'default', 11, 1);
INSERT INTO public.account_role VALUES ('mandate_handler', '企业经办人', 'default', 12, 1);
INSERT INTO public.account_role_grant VALUES ('system_admin', 'account.staff.edit', 'all');
INSERT INTO public.account_role_grant VALUES ('system_admin', 'org.edit', 'all');
INSERT INTO public.account_role_grant VALUES ('system_admin', 'task.read', 'own');
INSERT INTO public.account_role_grant VALUES ('security_admin', 'account.role.edit', 'all');
INSERT INTO public.account_role_grant VALUES ('importer', 'enterprise.read', 'all');
INSERT INTO public.account_role_grant VALUES ('importer', 'policy.read', 'all');
INSERT INTO public.account_role_grant VALUES ('importer', 'task.read', 'own');
INSERT INTO public.account_role_grant VALUES ('importer', 'enterprise.import', 'all');
INSERT INTO public.account_role_grant VALUES ('importer', 'enterprise.export', 'all');
INSERT INTO public.account_role_grant VALUES ('importer', 'enterprise.fact.record', 'all');
INSERT INTO public.account_role_grant VALUES ('importer', 'enterprise.dictionary.edit', 'all');
INSERT INTO public.account_role_grant VALUES ('importer', 'enterprise.contact.edit', 'all');
INSERT INTO public.account_role_grant VALUES ('importer', 'account.mandate.edit', 'all');
INSERT INTO public.account_role_grant VALUES ('importer', 'policy.match', 'all');
INSERT INTO public.account_role_grant VALUES ('importer', 'policy.export', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_editor', 'enterprise.read', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_editor', 'policy.read', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_editor', 'task.read', 'own');
INSERT INTO public.account_role_grant VALUES ('policy_editor', 'policy.import', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_editor', 'policy.match', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_editor', 'policy.simulate', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_editor', 'policy.export', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_reviewer', 'enterprise.read', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_reviewer', 'policy.read', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_reviewer', 'task.read', 'own');
INSERT INTO public.account_role_grant VALUES ('policy_reviewer', 'policy.match', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_reviewer', 'policy.simulate', 'all');
INSERT INTO public.account_role_grant VALUES ('policy_reviewer', 'policy.export', 'all');
INSERT INTO public.account_role_grant VALUES ('dispatcher', 'enterprise.read', 'all');
INSERT INTO public.account_role_grant VALUES ('dispatcher', 'policy.read', 'all');
INSERT INTO public.account_role_grant VALUES ('dispatcher', 'task.read', 'own');
INSERT INTO public.account_role_grant VALUES ('clerk', 'enterprise.read', 'all');
INSERT INTO public.account_role_grant VALUES ('clerk', 'policy.read', 'all');
INSERT INTO public.account_role_grant VALUES ('clerk', 'task.read', 'own');
INSERT INTO public.account_role_grant VALUES ('clerk', 'enterprise.fact.record', 'all');
INSERT INTO public.account_role_grant VALUES ('clerk', 'enterprise.contact.edit', 'all');
INSERT INTO public.account_role_grant VALUES ('clerk', 'enterprise.import', 'all');
INSERT INTO public.account_role_grant VALUES ('handler', 'enterprise.read', 'all');
INSERT INTO public.account_role_grant VALUES ('handler', 'policy.read', 'all');
INSERT INTO public.account_role_grant VALUES ('handler', 'task.read', 'own');
INSERT INTO public.account_role_grant VALUES ('handler', 'policy.export', 'all');
INSERT INTO public.account_role_grant VALUES ('grid_officer', 'task.read', 'own');
INSERT INTO public.account_role_grant VALUES ('grid_officer', 'enterprise.read', 'division_subtree');
INSERT INTO public.account_role_grant VALUES ('grid_officer', 'enterprise.fact.record', 'division_subtree');
INSERT INTO public.account_role_grant VALUES ('grid_officer', 'policy.read', 'division_subtree');
INSERT INTO public.account_role_grant VALUES ('leader', 'enterprise.read', 'all');
INSERT INTO public.account_role_grant VALUES ('leader', 'policy.read', 'all');
INSERT INTO public.account_role_grant VALUES ('leader', 'task.read', 'own');
INSERT INTO public.account_role_grant VALUES ('leader', 'enterprise.export', 'all');
INSERT INTO public.account_role_grant VALUES ('leader', 'policy.export', 'all');
INSERT INTO public.account_role_grant VALUES ('mandate_legal_representative', 'enterprise.own.read', 'own');
INSERT INTO public.account_role_grant VALUES ('mandate_legal_representative', 'enterprise.own.declare', 'own');
INSERT INTO public.account_role_grant VALUES ('mandate_legal_representative', 'policy.my', 'own');
INSERT INTO public.account_role_grant VALUES ('mandate_handler', 'enterprise.own.read', 'own');
INSERT INTO public.account_role_grant VALUES ('mandate_handler', 'enterprise.own.declare', 'own');
INSERT INTO public.account_role_grant VALUES ('mandate_handler', 'policy.my', 'own');
INSERT INTO public.account_staff VALUES ('01a200aa-4f5a-714c-ad67-7b936336339a', 'admin', '王示例', '', '', 'active', '$argon2id$v=19$m=47104,t=1,p=1$sAIZADbZE99x3hP4hmUiBg$TtTrHC79mSANDb03yL1kBXCqYwKvZ1qsMGsoYO9R/Pk', '2026-11-22 00:31:31.565178+00', '2026-11-22 00:31:31.565178+00', '2026-11-22 00:31:31.565178+00', 1);
INSERT INTO public.account_staff VALUES ('01a200aa-531c-7e73-8673-5d723606a49e', 'importer', '周示例', '', '', 'active', '$argon2id$v=19$m=47104,t=1,p=1$L3FxEc5A67uhacPTbHUYQw$XGywcIhIsFKVfs2+2MvKCOJqCyYyOH4idKr6xnvutZM', '2026-11-22 00:31:32.459559+00', '2026-11-22 00:31:32.459559+00', '2026-11-22 00:31:32.459559+00', 1);
INSERT INTO public.account_staff_role VALUES ('01a200aa-4f5a-714c-ad67-7b936336339a', 'system_admin');
INSERT INTO public.account_staff_role VALUES ('01a200aa-531c-7e73-8673-5d723606a49e', 'importer');
INSERT INTO public.audit_entry VALUES (1, '2026-11-22 00:31:31.153721+00', 'system', 'start', '系统', '', 'account.roles_seeded', 'account_role', '', '{"roles":["system_admin","security_admin","audit_admin","importer","policy_editor","policy_reviewer","dispatcher","clerk","handler","grid_officer","leader","mandate_legal_representative","mandate_handler"]}', '', '0aec77cc0b0a7055db9134b1d1798f2ce6617c33ecac641ea29d90a8eb91bfa5');
INSERT INTO public.audit_entry VALUES (2, '2026-11-22 00:31:31.579864+00', 'system', 'command', '系统', '', 'account.staff_created', 'account_staff', '01a200aa-4f5a-714c-ad67-7b936336339a', '{"staff":"01a200aa-4f5a-714c-ad67-7b936336339a","login":"admin","roles":["system_admin"]}', '0aec77cc0b0a7055db9134b1d1798f2ce6617c33ecac641ea29d90a8eb91bfa5', '012892a314cd2b3c44f9831258e1970525443d7ac85ca97dfec9b1f60c673b97');
INSERT INTO public.audit_entry VALUES (3, '2026-11-22 00:31:32.466323+00', 'system', 'command', '系统', '', 'account.staff_created', 'account_staff', '01a200aa-531c-7e73-8673-5d723606a49e', '{"staff":"01a200aa-531c-7e73-8673-5d723606a49e","login":"importer","roles":["importer"]}', '012892a314cd2b3c44f9831258e1970525443d7ac85ca97dfec9b1f60c673b97', '2c72fbd5fa716e0a8e0dd87a1031b3b55d6dd3b369de6f8ea9f95abf0e5a01f6');
INSERT INTO public.audit_entry VALUES (4, '2026-11-22 00:31:33.208854+00', 'system', 'command', '系统', '', 'enterprise.imported', 'enterprise_import', '01a200aa-56c0-7b2b-ad07-3500766d6c57', '{"accepted":3,"created":3,"kind":"enterprises","refused":0,"rows":3,"unchanged":0,"updated":0}', '2c72fbd5fa716e0a8e0dd87a1031b3b55d6dd3b369de6f8ea9f95abf0e5a01f6', '8ff33446c5af7e9af7759708acecbf066473677b2e4c22c542489976cf8b85ac');
INSERT INTO public.audit_entry VALUES (5, '2026-11-22 00:31:33.94037+00', 'system', 'command', '系统', '', 'enterprise.imported', 'enterprise_import', '01a200aa-5a17-7c91-906a-51299f0686a3', '{"accepted":3,"created":2,"kind":"facts","refused":0,"rows":3,"unchanged":1,"updated":0}', '8ff33446c5af7e9af7759708acecbf066473677b2e4c22c542489976cf8b85ac', '2939e6a2a6130ce207d5e07082e4472c7710844a7f9bb51c363eb3f6dec12844');
INSERT INTO public.audit_entry VALUES (6, '2026-11-22 00:31:34.575237+00', 'system', 'command', '系统', '', 'policy.imported', 'policy_catalogue', '1', '{"measures":["growth"]}', '2939e6a2a6130ce207d5e07082e4472c7710844a7f9bb51c363eb3f6dec12844', 'e78cdf0ba44ef083ad0e615ab9c4d6a6d999326bb1b2e4c690504a4c7a03831d');
INSERT INTO public.audit_head VALUES (1, 6, 'e78cdf0ba44ef083ad0e615ab9c4d6a6d999326bb1b2e4c690504a4c7a03831d');
INSERT INTO public.enterprise_change VALUES (1, 1838394872902797743, '2026-11-22 00:31:33.069138+00');
INSERT INTO public.enterprise_change VALUES (2, 1838394873767222387, '2026-11-22 00:31:33.913303+00');
INSERT INTO public.enterprise_counter VALUES ('ordinal', 3);
INSERT INTO public.enterprise_counter VALUES ('fact', 4);
INSERT INTO public.enterprise_counter VALUES ('change', 2);
INSERT INTO public.enterprise_entity VALUES (3, '91390102MA0000004E', '望渚区丁示例有限公司', '2016-03-01', '', '很多', NULL, '', '', '东屿省', '霁川市', '', '望渚区荷桥路4号', '', '', '', '', '', '', '', '', '', '', '', '', '', '2026-11-22 00:31:33.069138+00', '2026-11-22 00:31:33.069138+00', 1, 1838394872902797743);
INSERT INTO public.enterprise_entity VALUES (1, '91390102MA00000015', '望渚区甲示例有限公司', '2015-03-01', '', '500万元人民币', 500000000, 'CNY', '', '东屿省', '霁川市', '', '望渚区渚前大街1号', '', '', '', '', '', '', '', '', '', '', '', '', '', '2026-11-22 00:31:33.069138+00', '2026-11-22 00:31:33.913303+00', 2, 1838394873767222387);
INSERT INTO public.enterprise_entity VALUES (2, '91390102MA00000028', '望渚区乙示例有限公司', '2016-03-01', '', '12(万美元)', 12000000, 'USD', '', '东屿省', '霁川市', '', '望渚区荷桥路2号', '', '', '', '', '', '', '', '', '', '', '', '', '', '2026-11-22 00:31:33.069138+00', '2026-11-22 00:31:33.913303+00', 2, 1838394873767222387);
INSERT INTO public.enterprise_fact VALUES (1, 1, 'revenue', '2025', '', '23000000', 23000000, '2026-03-31', '税务部门', 'T0', '0001-01-01', '9999-12-31', '', '2026-11-22 00:31:33.913303+00', '系统', '01a200aa-5a17-7c91-906a-51299f0686a3', NULL, false);
INSERT INTO public.enterprise_fact VALUES (2, 2, 'staff', '2025', '', '12', 12, '2026-03-31', '人社部门', 'T1', '0001-01-01', '9999-12-31', '', '2026-11-22 00:31:33.913303+00', '系统', '01a200aa-5a17-7c91-906a-51299f0686a3', NULL, false);
INSERT INTO public.enterprise_import VALUES ('01a200aa-56c0-7b2b-ad07-3500766d6c57', 'enterprises', 'firms.csv', '', 'done', 3, 3, 3, 0, 0, 1, 0, 2, 0, 1, 0.150286103, '', '["有 1 列没有用到：备注。"]', '', 'command', '系统', '2026-11-22 00:31:33.056734+00', '2026-11-22 00:31:33.056734+00', '2026-11-22 00:31:33.207024+00');
INSERT INTO public.enterprise_import VALUES ('01a200aa-5a17-7c91-906a-51299f0686a3', 'facts', 'facts.csv', '', 'done', 3, 3, 2, 0, 1, 1, 0, 0, 0, 1, 0.027089181, '', '[]', '', 'command', '系统', '2026-11-22 00:31:33.911825+00', '2026-11-22 00:31:33.911825+00', '2026-11-22 00:31:33.938917+00');
INSERT INTO public.enterprise_import_problem VALUES ('01a200aa-56c0-7b2b-ad07-3500766d6c57', 1, 3, '注册资本', 'warning', '看不懂的注册资本，已按原文保留', '很多');
INSERT INTO public.enterprise_import_problem VALUES ('01a200aa-5a17-7c91-906a-51299f0686a3', 1, 2, 'key', 'warning', '与第 1 行说的是同一件事，只用了第 1 行', '2025年营业收入');
INSERT INTO public.event_log VALUES ('01a200aa-4f51-7b23-ad37-7c1df9c0d780', 'account.roles_seeded', '2026-11-22 00:31:31.15373+00', 'start', '{"roles":["system_admin","security_admin","audit_admin","importer","policy_editor","policy_reviewer","dispatcher","clerk","handler","grid_officer","leader","mandate_legal_representative","mandate_handler"]}');
INSERT INTO public.event_log VALUES ('01a200aa-50fb-7d5d-ac1d-0cbd6dab1955', 'account.staff_created', '2026-11-22 00:31:31.579876+00', 'command', '{"staff":"01a200aa-4f5a-714c-ad67-7b936336339a","login":"admin","roles":["system_admin"]}');
INSERT INTO public.event_log VALUES ('01a200aa-5472-7516-880a-58e7e18e246d', 'account.staff_created', '2026-11-22 00:31:32.466334+00', 'command', '{"staff":"01a200aa-531c-7e73-8673-5d723606a49e","login":"importer","roles":["importer"]}');
INSERT INTO public.event_log VALUES ('01a200aa-5758-7db9-936f-95bd9cbf19fa', 'enterprise.imported', '2026-11-22 00:31:33.2089+00', 'command', '{"import":"01a200aa-56c0-7b2b-ad07-3500766d6c57","kind":"enterprises","created":3,"updated":0}');
INSERT INTO public.event_log VALUES ('01a200aa-5a34-7622-8208-72ed39493d4d', 'enterprise.imported', '2026-11-22 00:31:33.940402+00', 'command', '{"import":"01a200aa-5a17-7c91-906a-51299f0686a3","kind":"facts","created":2,"updated":0}');
INSERT INTO public.event_log VALUES ('01a200aa-5caf-73c9-a5ad-21ac2ac5d7d9', 'policy.imported', '2026-11-22 00:31:34.575248+00', 'command', '{"measures":["growth"]}');
INSERT INTO public.goose_db_version VALUES (1, 0, true, '2026-11-22 00:31:30.040464');
INSERT INTO public.goose_db_version VALUES (2, 1, true, '2026-11-22 00:31:30.068328');
INSERT INTO public.goose_db_version VALUES (3, 2, true, '2026-11-22 00:31:30.07497');
INSERT INTO public.goose_db_version VALUES (4, 3, true, '2026-11-22 00:31:30.161519');
INSERT INTO public.goose_db_version VALUES (5, 4, true, '2026-11-22 00:31:30.21122');
INSERT INTO public.goose_db_version VALUES (6, 5, true, '2026-11-22 00:31:30.331283');
INSERT INTO public.goose_db_version VALUES (7, 6, true, '2026-11-22 00:31:30.426451');
INSERT INTO public.org_division_revision VALUES (1, '');
INSERT INTO public.policy_catalogue VALUES (1, 2);
INSERT INTO public.policy_measure VALUES ('growth', 'draft', 1, '2026-11-22 00:31:34.552029+00');
INSERT INTO public.policy_measure_version VALUES ('growth', 1, '{"id":"growth","title":"成长奖励","delivery":"claim","when":{"id":"c1","fact":"revenue","period":"Y-1","op":">=","value":20000000,"quote":"上年度营业收入达到2000万元"},"benefit":{"fixed":"10000.00"}}', NULL, '2026-11-22 00:31:34.552029+00', '系统');
INSERT INTO public.river_job VALUES (1, 'available', 0, 26, NULL, '2026-11-22 00:31:33.209525+00', NULL, '2026-11-22 00:31:33.209525+00', 1, '{"args": {"event": "01a200aa-5758-7db9-936f-95bd9cbf19fa", "subscriber": "policy.columns"}, "task": "01a200aa-5759-76eb-b676-6fe920ec8c3c"}', NULL, NULL, 'events.deliver', '{}', 'silent', '{}', NULL, NULL);
INSERT INTO public.river_job VALUES (2, 'available', 0, 26, NULL, '2026-11-22 00:31:33.940888+00', NULL, '2026-11-22 00:31:33.940888+00', 1, '{"args": {"event": "01a200aa-5a34-7622-8208-72ed39493d4d", "subscriber": "policy.columns"}, "task": "01a200aa-5a34-7cb8-82fc-71fe88496e2d"}', NULL, NULL, 'events.deliver', '{}', 'silent', '{}', NULL, NULL);
INSERT INTO public.river_migration VALUES ('main', 1, '2026-11-22 00:31:30.491858+00');
INSERT INTO public.river_migration VALUES ('main', 2, '2026-11-22 00:31:30.499672+00');
INSERT INTO public.river_migration VALUES ('main', 3, '2026-11-22 00:31:30.542148+00');
INSERT INTO public.river_migration VALUES ('main', 4, '2026-11-22 00:31:30.551448+00');
INSERT INTO public.river_migration VALUES ('main', 5, '2026-11-22 00:31:30.566201+00');
INSERT INTO public.river_migration VALUES ('main', 6, '2026-11-22 00:31:30.613014+00');
INSERT INTO public.textsearch_block VALUES (1, 0, '\x26');
INSERT INTO public.textsearch_document VALUES (1, 0, 'growth', 4, '成长奖励');
INSERT INTO public.textsearch_gram VALUES (1, '励', 0, '\x000008');
INSERT INTO public.textsearch_gram VALUES (1, '奖', 0, '\x000008');
INSERT INTO public.textsearch_gram VALUES (1, '奖励', 0, '\x000008');
INSERT INTO public.textsearch_gram VALUES (1, '成', 0, '\x000008');
INSERT INTO public.textsearch_gram VALUES (1, '成长', 0, '\x000008');
INSERT INTO public.textsearch_gram VALUES (1, '长', 0, '\x000008');
INSERT INTO public.textsearch_gram VALUES (1, '长奖', 0, '\x000008');
INSERT INTO public.textsearch_kind VALUES ('policy.measure', 1, 1, 1, 4);
SELECT pg_catalog.setval('public.goose_db_version_id_seq', 7, true);
SELECT pg_catalog.setval('public.river_job_id_seq', 2, true);
ALTER TABLE ONLY public.account_attempt
    ADD CONSTRAINT account_attempt_pkey PRIMARY KEY (subject);
ALTER TABLE ONLY public.account_code
    ADD CONSTRAINT account_code_pkey PRIMARY KEY (phone_index);
ALTER TABLE ONLY public.account_mandate
    ADD CONSTRAINT account_mandate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_person
    ADD CONSTRAINT account_person_phone_index_key UNIQUE (phone_index);
ALTER TABLE ONLY public.account_person
    ADD CONSTRAINT account_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_role_grant
    ADD CONSTRAINT account_role_grant_pkey PRIMARY KEY (role, permission);
ALTER TABLE ONLY public.account_role
    ADD CONSTRAINT account_role_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.account_session
    ADD CONSTRAINT account_session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_session
    ADD CONSTRAINT account_session_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.account_staff
    ADD CONSTRAINT account_staff_login_key UNIQUE (login);
ALTER TABLE ONLY public.account_staff
    ADD CONSTRAINT account_staff_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_staff_role
    ADD CONSTRAINT account_staff_role_pkey PRIMARY KEY (staff, role);
ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT audit_head_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.enterprise_change
    ADD CONSTRAINT enterprise_change_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.enterprise_complete_source
    ADD CONSTRAINT enterprise_complete_source_pkey PRIMARY KEY (key, source);
ALTER TABLE ONLY public.enterprise_contact
    ADD CONSTRAINT enterprise_contact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.enterprise_counter
    ADD CONSTRAINT enterprise_counter_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.enterprise_entity
    ADD CONSTRAINT enterprise_entity_pkey PRIMARY KEY (ordinal);
ALTER TABLE ONLY public.enterprise_entity
    ADD CONSTRAINT enterprise_entity_uscc_key UNIQUE (uscc);
ALTER TABLE ONLY public.enterprise_fact_key
    ADD CONSTRAINT enterprise_fact_key_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.enterprise_fact
    ADD CONSTRAINT enterprise_fact_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.enterprise_import
    ADD CONSTRAINT enterprise_import_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.enterprise_import_problem
    ADD CONSTRAINT enterprise_import_problem_pkey PRIMARY KEY (import, seq);
ALTER TABLE ONLY public.enterprise_qualification
    ADD CONSTRAINT enterprise_qualification_pkey PRIMARY KEY (value);
ALTER TABLE ONLY public.enterprise_status
    ADD CONSTRAINT enterprise_status_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.event_handled
    ADD CONSTRAINT event_handled_pkey PRIMARY KEY (event, subscriber);
ALTER TABLE ONLY public.event_log
    ADD CONSTRAINT event_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.goose_db_version
    ADD CONSTRAINT goose_db_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.job_node
    ADD CONSTRAINT job_node_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.job_periodic
    ADD CONSTRAINT job_periodic_pkey PRIMARY KEY (kind);
ALTER TABLE ONLY public.job_task
    ADD CONSTRAINT job_task_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_department
    ADD CONSTRAINT org_department_code_key UNIQUE (code);
ALTER TABLE ONLY public.org_department
    ADD CONSTRAINT org_department_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.org_division
    ADD CONSTRAINT org_division_pkey PRIMARY KEY (code);
ALTER TABLE ONLY public.org_division_revision
    ADD CONSTRAINT org_division_revision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.policy_catalogue
    ADD CONSTRAINT policy_catalogue_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.policy_document
    ADD CONSTRAINT policy_document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.policy_document_version
    ADD CONSTRAINT policy_document_version_pkey PRIMARY KEY (document, number);
ALTER TABLE ONLY public.policy_match_result
    ADD CONSTRAINT policy_match_result_pkey PRIMARY KEY (run, measure);
ALTER TABLE ONLY public.policy_match_run
    ADD CONSTRAINT policy_match_run_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.policy_measure
    ADD CONSTRAINT policy_measure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.policy_measure_version
    ADD CONSTRAINT policy_measure_version_pkey PRIMARY KEY (measure, number);
ALTER TABLE ONLY public.river_client
    ADD CONSTRAINT river_client_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.river_client_queue
    ADD CONSTRAINT river_client_queue_pkey PRIMARY KEY (river_client_id, name);
ALTER TABLE ONLY public.river_job
    ADD CONSTRAINT river_job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.river_leader
    ADD CONSTRAINT river_leader_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.river_migration
    ADD CONSTRAINT river_migration_pkey1 PRIMARY KEY (line, version);
ALTER TABLE ONLY public.river_queue
    ADD CONSTRAINT river_queue_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.textsearch_block
    ADD CONSTRAINT textsearch_block_pkey PRIMARY KEY (kind, block);
ALTER TABLE ONLY public.textsearch_document
    ADD CONSTRAINT textsearch_document_kind_id_key UNIQUE (kind, id);
ALTER TABLE ONLY public.textsearch_document
    ADD CONSTRAINT textsearch_document_pkey PRIMARY KEY (kind, number);
ALTER TABLE ONLY public.textsearch_gram
    ADD CONSTRAINT textsearch_gram_pkey PRIMARY KEY (kind, gram, block);
ALTER TABLE ONLY public.textsearch_kind
    ADD CONSTRAINT textsearch_kind_number_key UNIQUE (number);
ALTER TABLE ONLY public.textsearch_kind
    ADD CONSTRAINT textsearch_kind_pkey PRIMARY KEY (kind);
CREATE INDEX account_attempt_last_idx ON public.account_attempt USING btree (last_at);
CREATE INDEX account_code_sent_idx ON public.account_code USING btree (sent_at);
CREATE UNIQUE INDEX account_mandate_one_open ON public.account_mandate USING btree (person, uscc, role) WHERE (ends_at IS NULL);
CREATE INDEX account_mandate_person_idx ON public.account_mandate USING btree (person, uscc);
CREATE INDEX account_mandate_uscc_idx ON public.account_mandate USING btree (uscc);
CREATE INDEX account_session_expires_idx ON public.account_session USING btree (expires_at);
CREATE INDEX account_session_owner_idx ON public.account_session USING btree (owner);
CREATE INDEX account_staff_department_idx ON public.account_staff USING btree (department);
CREATE INDEX account_staff_role_role_idx ON public.account_staff_role USING btree (role);
CREATE INDEX audit_entry_actor_idx ON public.audit_entry USING btree (actor, seq);
CREATE INDEX audit_entry_object_idx ON public.audit_entry USING btree (object_kind, object, seq);
CREATE INDEX enterprise_contact_enterprise_idx ON public.enterprise_contact USING btree (enterprise);
CREATE INDEX enterprise_contact_phone_idx ON public.enterprise_contact USING btree (phone_index);
CREATE INDEX enterprise_entity_tag_idx ON public.enterprise_entity USING btree (tag);
CREATE UNIQUE INDEX enterprise_fact_current ON public.enterprise_fact USING btree (enterprise, key, period, subject, source) WHERE (replaced_by IS NULL);
CREATE INDEX enterprise_fact_history_idx ON public.enterprise_fact USING btree (enterprise, key, id) WHERE (replaced_by IS NOT NULL);
CREATE INDEX enterprise_status_enterprise_idx ON public.enterprise_status USING btree (enterprise, at);
CREATE INDEX event_log_at_idx ON public.event_log USING btree (at);
CREATE INDEX job_task_finished_idx ON public.job_task USING btree (finished_at);
CREATE UNIQUE INDEX job_task_one_alive ON public.job_task USING btree (kind, unique_key) WHERE ((unique_key <> ''::text) AND (state = ANY (ARRAY['queued'::text, 'running'::text])));
CREATE INDEX job_task_owner_idx ON public.job_task USING btree (owner, id);
CREATE INDEX org_department_division_idx ON public.org_department USING btree (division);
CREATE INDEX org_department_parent_idx ON public.org_department USING btree (parent);
CREATE INDEX org_department_position_idx ON public.org_department USING btree ("position", id);
CREATE INDEX org_division_parent_idx ON public.org_division USING btree (parent, code);
CREATE INDEX policy_match_result_measure_idx ON public.policy_match_result USING btree (measure, run);
CREATE INDEX river_job_args_index ON public.river_job USING gin (args);
CREATE INDEX river_job_kind ON public.river_job USING btree (kind);
CREATE INDEX river_job_metadata_index ON public.river_job USING gin (metadata);
CREATE INDEX river_job_prioritized_fetching_index ON public.river_job USING btree (state, queue, priority, scheduled_at, id);
CREATE INDEX river_job_state_and_finalized_at_index ON public.river_job USING btree (state, finalized_at) WHERE (finalized_at IS NOT NULL);
CREATE UNIQUE INDEX river_job_unique_idx ON public.river_job USING btree (unique_key) WHERE ((unique_key IS NOT NULL) AND (unique_states IS NOT NULL) AND public.river_job_state_in_bitmask(unique_states, state));
ALTER TABLE ONLY public.account_mandate
    ADD CONSTRAINT account_mandate_person_fkey FOREIGN KEY (person) REFERENCES public.account_person(id);
ALTER TABLE ONLY public.account_role_grant
    ADD CONSTRAINT account_role_grant_role_fkey FOREIGN KEY (role) REFERENCES public.account_role(code);
ALTER TABLE ONLY public.account_staff_role
    ADD CONSTRAINT account_staff_role_role_fkey FOREIGN KEY (role) REFERENCES public.account_role(code);
ALTER TABLE ONLY public.account_staff_role
    ADD CONSTRAINT account_staff_role_staff_fkey FOREIGN KEY (staff) REFERENCES public.account_staff(id);
ALTER TABLE ONLY public.enterprise_contact
    ADD CONSTRAINT enterprise_contact_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise_entity(ordinal);
ALTER TABLE ONLY public.enterprise_fact
    ADD CONSTRAINT enterprise_fact_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise_entity(ordinal);
ALTER TABLE ONLY public.enterprise_import_problem
    ADD CONSTRAINT enterprise_import_problem_import_fkey FOREIGN KEY (import) REFERENCES public.enterprise_import(id);
ALTER TABLE ONLY public.enterprise_status
    ADD CONSTRAINT enterprise_status_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES public.enterprise_entity(ordinal);
ALTER TABLE ONLY public.org_department
    ADD CONSTRAINT org_department_parent_fkey FOREIGN KEY (parent) REFERENCES public.org_department(id);
ALTER TABLE ONLY public.policy_document_version
    ADD CONSTRAINT policy_document_version_document_fkey FOREIGN KEY (document) REFERENCES public.policy_document(id);
ALTER TABLE ONLY public.policy_match_result
    ADD CONSTRAINT policy_match_result_run_fkey FOREIGN KEY (run) REFERENCES public.policy_match_run(id);
ALTER TABLE ONLY public.policy_measure_version
    ADD CONSTRAINT policy_measure_version_measure_fkey FOREIGN KEY (measure) REFERENCES public.policy_measure(id);
ALTER TABLE ONLY public.river_client_queue
    ADD CONSTRAINT river_client_queue_river_client_id_fkey FOREIGN KEY (river_client_id) REFERENCES public.river_client(id) ON DELETE CASCADE;
