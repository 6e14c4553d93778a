BEGIN TRANSACTION;
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO goose_db_version VALUES(1,0,1,'2026-11-22 00:31:26');
INSERT INTO goose_db_version VALUES(2,1,1,'2026-11-22 00:31:26');
INSERT INTO goose_db_version VALUES(3,2,1,'2026-11-22 00:31:26');
INSERT INTO goose_db_version VALUES(4,3,1,'2026-11-22 00:31:26');
INSERT INTO goose_db_version VALUES(5,4,1,'2026-11-22 00:31:26');
INSERT INTO goose_db_version VALUES(6,5,1,'2026-11-22 00:31:26');
INSERT INTO goose_db_version VALUES(7,6,1,'2026-11-22 00:31:26');
CREATE TABLE audit_entry (
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor text NOT NULL,
    actor_name text NOT NULL,
    request text NOT NULL,
    action text NOT NULL,
    object_kind text NOT NULL,
    object text NOT NULL,
    detail text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_entry_pkey PRIMARY KEY (seq)
);
INSERT INTO audit_entry VALUES(1,'2026-11-22T00:31:27.059220Z','system','start','系统','','account.roles_seeded','account_role','','{"roles":["system_admin","security_admin","audit_admin","importer","policy_editor","policy_reviewer","dispatcher","clerk","handler","grid_officer","leader","mandate_legal_representative","mandate_handler"]}','','ba2ab7adab2e24429c2b27e7826551cc9554db5646e568ab50375a42122dbdc2');
INSERT INTO audit_entry VALUES(2,'2026-11-22T00:31:27.325900Z','system','command','系统','','account.staff_created','account_staff','01a200aa-3f5b-733d-a1d9-e97d519aa263','{"staff":"01a200aa-3f5b-733d-a1d9-e97d519aa263","login":"admin","roles":["system_admin"]}','ba2ab7adab2e24429c2b27e7826551cc9554db5646e568ab50375a42122dbdc2','7b2d61ef076151a0740071bbc8f1a91552db3b5ee44b12bbd0fc493610bc5f46');
INSERT INTO audit_entry VALUES(3,'2026-11-22T00:31:27.895811Z','system','command','系统','','account.staff_created','account_staff','01a200aa-41c5-762b-b02e-ac3adf9482cd','{"staff":"01a200aa-41c5-762b-b02e-ac3adf9482cd","login":"importer","roles":["importer"]}','7b2d61ef076151a0740071bbc8f1a91552db3b5ee44b12bbd0fc493610bc5f46','f9475f923aef4b3cac52b3243a94796cb42b935fe75bcd66affdb175493ed05d');
INSERT INTO audit_entry VALUES(4,'2026-11-22T00:31:28.541387Z','system','command','系统','','enterprise.imported','enterprise_import','01a200aa-44b5-7097-bc94-382c4a5998dd','{"accepted":3,"created":3,"kind":"enterprises","refused":0,"rows":3,"unchanged":0,"updated":0}','f9475f923aef4b3cac52b3243a94796cb42b935fe75bcd66affdb175493ed05d','0fbebf2b9be63ca7586e8de84ddbb449a3da406a0cb5751e44fb61c216466c7f');
INSERT INTO audit_entry VALUES(5,'2026-11-22T00:31:28.930429Z','system','command','系统','','enterprise.imported','enterprise_import','01a200aa-4692-7c3a-8ea0-fc12d2c93c05','{"accepted":3,"created":2,"kind":"facts","refused":0,"rows":3,"unchanged":1,"updated":0}','0fbebf2b9be63ca7586e8de84ddbb449a3da406a0cb5751e44fb61c216466c7f','18d47c41d86397c9aa41fb2dffbc7d0d461ed02577465143add20161cf177d97');
INSERT INTO audit_entry VALUES(6,'2026-11-22T00:31:29.397086Z','system','command','系统','','policy.imported','policy_catalogue','1','{"measures":["growth"]}','18d47c41d86397c9aa41fb2dffbc7d0d461ed02577465143add20161cf177d97','57f59718098c1134f87dc4488184b3719287e692689624041d52d4e937a30ed6');
CREATE TABLE audit_head (
    id integer NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    CONSTRAINT audit_head_pkey PRIMARY KEY (id),
    CONSTRAINT audit_head_one CHECK (id = 1)
);
INSERT INTO audit_head VALUES(1,6,'57f59718098c1134f87dc4488184b3719287e692689624041d52d4e937a30ed6');
CREATE TABLE job_task (
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
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    version bigint NOT NULL,
    CONSTRAINT job_task_pkey PRIMARY KEY (id),
    CONSTRAINT job_task_state_known CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled'))
);
CREATE TABLE job_node (
    id text NOT NULL,
    beat bigint NOT NULL,
    CONSTRAINT job_node_pkey PRIMARY KEY (id)
);
CREATE TABLE job_periodic (
    kind text NOT NULL,
    next_at timestamptz NOT NULL,
    CONSTRAINT job_periodic_pkey PRIMARY KEY (kind)
);
CREATE TABLE event_log (
    id text NOT NULL,
    name text NOT NULL,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    payload text NOT NULL,
    CONSTRAINT event_log_pkey PRIMARY KEY (id)
);
INSERT INTO event_log VALUES('01a200aa-3f53-739d-ba9d-bb520ae7a15d','account.roles_seeded','2026-11-22T00:31:27.059237Z','start','{"roles":["system_admin","security_admin","audit_admin","importer","policy_editor","policy_reviewer","dispatcher","clerk","handler","grid_officer","leader","mandate_legal_representative","mandate_handler"]}');
INSERT INTO event_log VALUES('01a200aa-405d-7de2-aedf-2f320b555606','account.staff_created','2026-11-22T00:31:27.325911Z','command','{"staff":"01a200aa-3f5b-733d-a1d9-e97d519aa263","login":"admin","roles":["system_admin"]}');
INSERT INTO event_log VALUES('01a200aa-4297-7d15-9314-cd95b9df0ad9','account.staff_created','2026-11-22T00:31:27.895858Z','command','{"staff":"01a200aa-41c5-762b-b02e-ac3adf9482cd","login":"importer","roles":["importer"]}');
INSERT INTO event_log VALUES('01a200aa-451d-765c-a151-e71efb5a4bef','enterprise.imported','2026-11-22T00:31:28.541417Z','command','{"import":"01a200aa-44b5-7097-bc94-382c4a5998dd","kind":"enterprises","created":3,"updated":0}');
INSERT INTO event_log VALUES('01a200aa-46a2-775f-88ae-c503428e03d0','enterprise.imported','2026-11-22T00:31:28.930483Z','command','{"import":"01a200aa-4692-7c3a-8ea0-fc12d2c93c05","kind":"facts","created":2,"updated":0}');
INSERT INTO event_log VALUES('01a200aa-4875-717a-bcd4-2d21d3dcac5b','policy.imported','2026-11-22T00:31:29.397097Z','command','{"measures":["growth"]}');
CREATE TABLE event_handled (
    event text NOT NULL,
    subscriber text NOT NULL,
    CONSTRAINT event_handled_pkey PRIMARY KEY (event, subscriber)
);
CREATE TABLE textsearch_kind (
    kind text NOT NULL,
    number integer NOT NULL,
    next_document bigint NOT NULL,
    documents bigint NOT NULL,
    length bigint NOT NULL,
    CONSTRAINT textsearch_kind_pkey PRIMARY KEY (kind),
    CONSTRAINT textsearch_kind_number_key UNIQUE (number)
);
INSERT INTO textsearch_kind VALUES('policy.measure',1,1,1,4);
CREATE TABLE textsearch_document (
    kind integer NOT NULL,
    number bigint NOT NULL,
    id text NOT NULL,
    length bigint NOT NULL,
    text text NOT NULL,
    CONSTRAINT textsearch_document_pkey PRIMARY KEY (kind, number),
    CONSTRAINT textsearch_document_kind_id_key UNIQUE (kind, id)
);
INSERT INTO textsearch_document VALUES(1,0,'growth',4,'成长奖励');
CREATE TABLE textsearch_block (
    kind integer NOT NULL,
    block bigint NOT NULL,
    lengths bytea NOT NULL,
    CONSTRAINT textsearch_block_pkey PRIMARY KEY (kind, block)
);
INSERT INTO textsearch_block VALUES(1,0,X'26');
CREATE TABLE textsearch_gram (
    kind integer NOT NULL,
    gram text NOT NULL,
    block bigint NOT NULL,
    postings bytea NOT NULL,
    CONSTRAINT textsearch_gram_pkey PRIMARY KEY (kind, gram, block)
);
INSERT INTO textsearch_gram VALUES(1,'励',0,X'000008');
INSERT INTO textsearch_gram VALUES(1,'奖',0,X'000008');
INSERT INTO textsearch_gram VALUES(1,'奖励',0,X'000008');
INSERT INTO textsearch_gram VALUES(1,'成',0,X'000008');
INSERT INTO textsearch_gram VALUES(1,'成长',0,X'000008');
INSERT INTO textsearch_gram VALUES(1,'长',0,X'000008');
INSERT INTO textsearch_gram VALUES(1,'长奖',0,X'000008');
CREATE TABLE org_department (
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
    position bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT org_department_pkey PRIMARY KEY (id),
    CONSTRAINT org_department_code_key UNIQUE (code),
    CONSTRAINT org_department_parent_fkey FOREIGN KEY (parent) REFERENCES org_department (id),
    CONSTRAINT org_department_not_under_itself CHECK (parent <> id),
    CONSTRAINT org_department_level_known CHECK (level BETWEEN 1 AND 8)
);
CREATE TABLE org_division (
    code text NOT NULL,
    name text NOT NULL,
    parent text NOT NULL,
    level integer NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT org_division_pkey PRIMARY KEY (code),
    CONSTRAINT org_division_level_known CHECK (level BETWEEN 1 AND 9)
);
CREATE TABLE org_division_revision (
    id integer NOT NULL,
    revision text NOT NULL,
    CONSTRAINT org_division_revision_pkey PRIMARY KEY (id),
    CONSTRAINT org_division_revision_one CHECK (id = 1)
);
INSERT INTO org_division_revision VALUES(1,'');
CREATE TABLE account_staff (
    id text NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    department text NOT NULL,
    division text NOT NULL,
    status text NOT NULL,
    password_hash text NOT NULL,
    password_set_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_staff_pkey PRIMARY KEY (id),
    CONSTRAINT account_staff_login_key UNIQUE (login),
    CONSTRAINT account_staff_status_known CHECK (status IN ('active', 'suspended', 'left'))
);
INSERT INTO account_staff VALUES('01a200aa-3f5b-733d-a1d9-e97d519aa263','admin','王示例','','','active','$argon2id$v=19$m=47104,t=1,p=1$XkmceZHk8LijMCzD2B0jgg$Y2yvsnd5FfcD5vgJWSl946HjkVe0RUldmQxLUGBHiQU','2026-11-22T00:31:27.325066Z','2026-11-22T00:31:27.325066Z','2026-11-22T00:31:27.325066Z',1);
INSERT INTO account_staff VALUES('01a200aa-41c5-762b-b02e-ac3adf9482cd','importer','周示例','','','active','$argon2id$v=19$m=47104,t=1,p=1$5BhL23DKF7s8KKe3ItQOWA$RDI8rGjG9MmraWZ5LwZVdAwR+bkGLEVxAPrHkysEYwE','2026-11-22T00:31:27.895274Z','2026-11-22T00:31:27.895274Z','2026-11-22T00:31:27.895274Z',1);
CREATE TABLE account_role (
    code text NOT NULL,
    name text NOT NULL,
    origin text NOT NULL,
    position bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_role_pkey PRIMARY KEY (code),
    CONSTRAINT account_role_origin_known CHECK (origin IN ('default', 'edited'))
);
INSERT INTO account_role VALUES('system_admin','系统管理员','default',0,1);
INSERT INTO account_role VALUES('security_admin','安全管理员','default',1,1);
INSERT INTO account_role VALUES('audit_admin','审计管理员','default',2,1);
INSERT INTO account_role VALUES('importer','企业库管理员','default',3,1);
INSERT INTO account_role VALUES('policy_editor','政策编辑','default',4,1);
INSERT INTO account_role VALUES('policy_reviewer','政策审核','default',5,1);
INSERT INTO account_role VALUES('dispatcher','派单员','default',6,1);
INSERT INTO account_role VALUES('clerk','窗口人员','default',7,1);
INSERT INTO account_role VALUES('handler','部门经办人','default',8,1);
INSERT INTO account_role VALUES('grid_officer','网格员','default',9,1);
INSERT INTO account_role VALUES('leader','领导','default',10,1);
INSERT INTO account_role VALUES('mandate_legal_representative','法定代表人','default',11,1);
INSERT INTO account_role VALUES('mandate_handler','企业经办人','default',12,1);
CREATE TABLE account_role_grant (
    role text NOT NULL,
    permission text NOT NULL,
    reach text NOT NULL,
    CONSTRAINT account_role_grant_pkey PRIMARY KEY (role, permission),
    CONSTRAINT account_role_grant_role_fkey FOREIGN KEY (role) REFERENCES account_role (code),
    CONSTRAINT account_role_grant_reach_known CHECK (reach IN ('own', 'department', 'department_subtree', 'division_subtree', 'all'))
);
INSERT INTO account_role_grant VALUES('system_admin','account.staff.edit','all');
INSERT INTO account_role_grant VALUES('system_admin','org.edit','all');
INSERT INTO account_role_grant VALUES('system_admin','task.read','own');
INSERT INTO account_role_grant VALUES('security_admin','account.role.edit','all');
INSERT INTO account_role_grant VALUES('importer','enterprise.read','all');
INSERT INTO account_role_grant VALUES('importer','policy.read','all');
INSERT INTO account_role_grant VALUES('importer','task.read','own');
INSERT INTO account_role_grant VALUES('importer','enterprise.import','all');
INSERT INTO account_role_grant VALUES('importer','enterprise.export','all');
INSERT INTO account_role_grant VALUES('importer','enterprise.fact.record','all');
INSERT INTO account_role_grant VALUES('importer','enterprise.dictionary.edit','all');
INSERT INTO account_role_grant VALUES('importer','enterprise.contact.edit','all');
INSERT INTO account_role_grant VALUES('importer','account.mandate.edit','all');
INSERT INTO account_role_grant VALUES('importer','policy.match','all');
INSERT INTO account_role_grant VALUES('importer','policy.export','all');
INSERT INTO account_role_grant VALUES('policy_editor','enterprise.read','all');
INSERT INTO account_role_grant VALUES('policy_editor','policy.read','all');
INSERT INTO account_role_grant VALUES('policy_editor','task.read','own');
INSERT INTO account_role_grant VALUES('policy_editor','policy.import','all');
INSERT INTO account_role_grant VALUES('policy_editor','policy.match','all');
INSERT INTO account_role_grant VALUES('policy_editor','policy.simulate','all');
INSERT INTO account_role_grant VALUES('policy_editor','policy.export','all');
INSERT INTO account_role_grant VALUES('policy_reviewer','enterprise.read','all');
INSERT INTO account_role_grant VALUES('policy_reviewer','policy.read','all');
INSERT INTO account_role_grant VALUES('policy_reviewer','task.read','own');
INSERT INTO account_role_grant VALUES('policy_reviewer','policy.match','all');
INSERT INTO account_role_grant VALUES('policy_reviewer','policy.simulate','all');
INSERT INTO account_role_grant VALUES('policy_reviewer','policy.export','all');
INSERT INTO account_role_grant VALUES('dispatcher','enterprise.read','all');
INSERT INTO account_role_grant VALUES('dispatcher','policy.read','all');
INSERT INTO account_role_grant VALUES('dispatcher','task.read','own');
INSERT INTO account_role_grant VALUES('clerk','enterprise.read','all');
INSERT INTO account_role_grant VALUES('clerk','policy.read','all');
INSERT INTO account_role_grant VALUES('clerk','task.read','own');
INSERT INTO account_role_grant VALUES('clerk','enterprise.fact.record','all');
INSERT INTO account_role_grant VALUES('clerk','enterprise.contact.edit','all');
INSERT INTO account_role_grant VALUES('clerk','enterprise.import','all');
INSERT INTO account_role_grant VALUES('handler','enterprise.read','all');
INSERT INTO account_role_grant VALUES('handler','policy.read','all');
INSERT INTO account_role_grant VALUES('handler','task.read','own');
INSERT INTO account_role_grant VALUES('handler','policy.export','all');
INSERT INTO account_role_grant VALUES('grid_officer','task.read','own');
INSERT INTO account_role_grant VALUES('grid_officer','enterprise.read','division_subtree');
INSERT INTO account_role_grant VALUES('grid_officer','enterprise.fact.record','division_subtree');
INSERT INTO account_role_grant VALUES('grid_officer','policy.read','division_subtree');
INSERT INTO account_role_grant VALUES('leader','enterprise.read','all');
INSERT INTO account_role_grant VALUES('leader','policy.read','all');
INSERT INTO account_role_grant VALUES('leader','task.read','own');
INSERT INTO account_role_grant VALUES('leader','enterprise.export','all');
INSERT INTO account_role_grant VALUES('leader','policy.export','all');
INSERT INTO account_role_grant VALUES('mandate_legal_representative','enterprise.own.read','own');
INSERT INTO account_role_grant VALUES('mandate_legal_representative','enterprise.own.declare','own');
INSERT INTO account_role_grant VALUES('mandate_legal_representative','policy.my','own');
INSERT INTO account_role_grant VALUES('mandate_handler','enterprise.own.read','own');
INSERT INTO account_role_grant VALUES('mandate_handler','enterprise.own.declare','own');
INSERT INTO account_role_grant VALUES('mandate_handler','policy.my','own');
CREATE TABLE account_staff_role (
    staff text NOT NULL,
    role text NOT NULL,
    CONSTRAINT account_staff_role_pkey PRIMARY KEY (staff, role),
    CONSTRAINT account_staff_role_staff_fkey FOREIGN KEY (staff) REFERENCES account_staff (id),
    CONSTRAINT account_staff_role_role_fkey FOREIGN KEY (role) REFERENCES account_role (code)
);
INSERT INTO account_staff_role VALUES('01a200aa-3f5b-733d-a1d9-e97d519aa263','system_admin');
INSERT INTO account_staff_role VALUES('01a200aa-41c5-762b-b02e-ac3adf9482cd','importer');
CREATE TABLE account_person (
    id text NOT NULL,
    phone_index text NOT NULL,
    phone_sealed text NOT NULL,
    name_sealed text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_person_pkey PRIMARY KEY (id),
    CONSTRAINT account_person_phone_index_key UNIQUE (phone_index)
);
CREATE TABLE account_mandate (
    id text NOT NULL,
    person text NOT NULL,
    uscc text NOT NULL,
    role text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    granted_by text NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT account_mandate_pkey PRIMARY KEY (id),
    CONSTRAINT account_mandate_person_fkey FOREIGN KEY (person) REFERENCES account_person (id),
    CONSTRAINT account_mandate_role_known CHECK (role IN ('legal_representative', 'handler')),
    CONSTRAINT account_mandate_ends_after_start CHECK (ends_at IS NULL OR ends_at >= starts_at)
);
CREATE TABLE account_code (
    phone_index text NOT NULL,
    hash text NOT NULL,
    sent_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries bigint NOT NULL,
    day text NOT NULL,
    sent_today bigint NOT NULL,
    CONSTRAINT account_code_pkey PRIMARY KEY (phone_index)
);
CREATE TABLE account_attempt (
    subject text NOT NULL,
    failures bigint NOT NULL,
    last_at timestamptz NOT NULL,
    free_at timestamptz NOT NULL,
    CONSTRAINT account_attempt_pkey PRIMARY KEY (subject)
);
CREATE TABLE account_session (
    id text NOT NULL,
    token_hash text NOT NULL,
    kind text NOT NULL,
    owner text NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT account_session_pkey PRIMARY KEY (id),
    CONSTRAINT account_session_token_hash_key UNIQUE (token_hash),
    CONSTRAINT account_session_kind_known CHECK (kind IN ('staff', 'enterprise'))
);
CREATE TABLE enterprise_counter (
    name text NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT enterprise_counter_pkey PRIMARY KEY (name)
);
INSERT INTO enterprise_counter VALUES('ordinal',3);
INSERT INTO enterprise_counter VALUES('change',2);
INSERT INTO enterprise_counter VALUES('fact',4);
CREATE TABLE enterprise_entity (
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
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    tag bigint NOT NULL,
    CONSTRAINT enterprise_entity_pkey PRIMARY KEY (ordinal),
    CONSTRAINT enterprise_entity_uscc_key UNIQUE (uscc),
    CONSTRAINT enterprise_entity_ordinal_natural CHECK (ordinal > 0),
    CONSTRAINT enterprise_entity_size_class_known CHECK (size_class IN ('', 'large', 'medium', 'small', 'micro'))
);
INSERT INTO enterprise_entity VALUES(1,'91390102MA00000015','望渚区甲示例有限公司','2015-03-01','','500万元人民币',500000000,'CNY','','东屿省','霁川市','','望渚区渚前大街1号','','','','','','','','','','','','','','2026-11-22T00:31:28.438947Z','2026-11-22T00:31:28.921302Z',2,1838394868655413806);
INSERT INTO enterprise_entity VALUES(2,'91390102MA00000028','望渚区乙示例有限公司','2016-03-01','','12(万美元)',12000000,'USD','','东屿省','霁川市','','望渚区荷桥路2号','','','','','','','','','','','','','','2026-11-22T00:31:28.438947Z','2026-11-22T00:31:28.921302Z',2,1838394868655413806);
INSERT INTO enterprise_entity VALUES(3,'91390102MA0000004E','望渚区丁示例有限公司','2016-03-01','','很多',NULL,'','','东屿省','霁川市','','望渚区荷桥路4号','','','','','','','','','','','','','','2026-11-22T00:31:28.438947Z','2026-11-22T00:31:28.438947Z',1,1838394868161481843);
CREATE TABLE enterprise_change (
    seq bigint NOT NULL,
    tag bigint NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT enterprise_change_pkey PRIMARY KEY (seq)
);
INSERT INTO enterprise_change VALUES(1,1838394868161481843,'2026-11-22T00:31:28.438947Z');
INSERT INTO enterprise_change VALUES(2,1838394868655413806,'2026-11-22T00:31:28.921302Z');
CREATE TABLE enterprise_status (
    id text NOT NULL,
    enterprise integer NOT NULL,
    status_from text NOT NULL,
    status_to text NOT NULL,
    source text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT enterprise_status_pkey PRIMARY KEY (id),
    CONSTRAINT enterprise_status_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES enterprise_entity (ordinal)
);
CREATE TABLE enterprise_fact_key (
    key text NOT NULL,
    label text NOT NULL,
    kind text NOT NULL,
    unit text NOT NULL,
    periodic boolean NOT NULL,
    help text NOT NULL,
    options text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT enterprise_fact_key_pkey PRIMARY KEY (key),
    CONSTRAINT enterprise_fact_key_kind_known CHECK (kind IN ('number', 'text', 'bool', 'code', 'date', 'qualification'))
);
CREATE TABLE enterprise_qualification (
    value text NOT NULL,
    label text NOT NULL,
    CONSTRAINT enterprise_qualification_pkey PRIMARY KEY (value)
);
CREATE TABLE enterprise_fact (
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
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    import text NOT NULL,
    replaced_by bigint,
    disputed boolean NOT NULL,
    CONSTRAINT enterprise_fact_pkey PRIMARY KEY (id),
    CONSTRAINT enterprise_fact_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES enterprise_entity (ordinal),
    CONSTRAINT enterprise_fact_tier_known CHECK (tier IN ('T0', 'T1', 'T2', 'T3'))
);
INSERT INTO enterprise_fact VALUES(1,1,'revenue','2025','','23000000',23000000.0,'2026-03-31','税务部门','T0','0001-01-01','9999-12-31','','2026-11-22T00:31:28.921302Z','系统','01a200aa-4692-7c3a-8ea0-fc12d2c93c05',NULL,0);
INSERT INTO enterprise_fact VALUES(2,2,'staff','2025','','12',12.0,'2026-03-31','人社部门','T1','0001-01-01','9999-12-31','','2026-11-22T00:31:28.921302Z','系统','01a200aa-4692-7c3a-8ea0-fc12d2c93c05',NULL,0);
CREATE TABLE enterprise_complete_source (
    key text NOT NULL,
    source text NOT NULL,
    as_of date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT enterprise_complete_source_pkey PRIMARY KEY (key, source)
);
CREATE TABLE enterprise_contact (
    id text NOT NULL,
    enterprise integer NOT NULL,
    role text NOT NULL,
    name_sealed text NOT NULL,
    name_masked text NOT NULL,
    phone_sealed text NOT NULL,
    phone_masked text NOT NULL,
    phone_index text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT enterprise_contact_pkey PRIMARY KEY (id),
    CONSTRAINT enterprise_contact_enterprise_fkey FOREIGN KEY (enterprise) REFERENCES enterprise_entity (ordinal)
);
CREATE TABLE enterprise_import (
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
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    CONSTRAINT enterprise_import_pkey PRIMARY KEY (id),
    CONSTRAINT enterprise_import_state_known CHECK (state IN ('queued', 'running', 'done', 'refused', 'failed'))
);
INSERT INTO enterprise_import VALUES('01a200aa-44b5-7097-bc94-382c4a5998dd','enterprises','firms.csv','','done',3,3,3,0,0,1,0,2,0,1,0.10401980399999999349,'','["有 1 列没有用到：备注。"]','','command','系统','2026-11-22T00:31:28.437040Z','2026-11-22T00:31:28.437040Z','2026-11-22T00:31:28.541064Z');
INSERT INTO enterprise_import VALUES('01a200aa-4692-7c3a-8ea0-fc12d2c93c05','facts','facts.csv','','done',3,3,2,0,1,1,0,0,0,1,0.01533550900000000064,'','[]','','command','系统','2026-11-22T00:31:28.914847Z','2026-11-22T00:31:28.914847Z','2026-11-22T00:31:28.930186Z');
CREATE TABLE enterprise_import_problem (
    import text NOT NULL,
    seq integer NOT NULL,
    row_number bigint NOT NULL,
    column_name text NOT NULL,
    level text NOT NULL,
    reason text NOT NULL,
    content text NOT NULL,
    CONSTRAINT enterprise_import_problem_pkey PRIMARY KEY (import, seq),
    CONSTRAINT enterprise_import_problem_import_fkey FOREIGN KEY (import) REFERENCES enterprise_import (id),
    CONSTRAINT enterprise_import_problem_level_known CHECK (level IN ('warning', 'refusal'))
);
INSERT INTO enterprise_import_problem VALUES('01a200aa-44b5-7097-bc94-382c4a5998dd',1,3,'注册资本','warning','看不懂的注册资本，已按原文保留','很多');
INSERT INTO enterprise_import_problem VALUES('01a200aa-4692-7c3a-8ea0-fc12d2c93c05',1,2,'key','warning','与第 1 行说的是同一件事，只用了第 1 行','2025年营业收入');
CREATE TABLE policy_document (
    id text NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT policy_document_pkey PRIMARY KEY (id)
);
CREATE TABLE policy_document_version (
    document text NOT NULL,
    number bigint NOT NULL,
    body text NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT policy_document_version_pkey PRIMARY KEY (document, number),
    CONSTRAINT policy_document_version_document_fkey FOREIGN KEY (document) REFERENCES policy_document (id)
);
CREATE TABLE policy_measure (
    id text NOT NULL,
    state text NOT NULL,
    version bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT policy_measure_pkey PRIMARY KEY (id),
    CONSTRAINT policy_measure_state_known CHECK (state IN ('draft', 'published', 'withdrawn'))
);
INSERT INTO policy_measure VALUES('growth','draft',1,'2026-11-22T00:31:29.395538Z');
CREATE TABLE policy_measure_version (
    measure text NOT NULL,
    number bigint NOT NULL,
    definition text NOT NULL,
    effective_from date,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    CONSTRAINT policy_measure_version_pkey PRIMARY KEY (measure, number),
    CONSTRAINT policy_measure_version_measure_fkey FOREIGN KEY (measure) REFERENCES policy_measure (id)
);
INSERT INTO policy_measure_version VALUES('growth',1,'{"id":"growth","title":"成长奖励","delivery":"claim","when":{"id":"c1","fact":"revenue","period":"Y-1","op":">=","value":20000000,"quote":"上年度营业收入达到2000万元"},"benefit":{"fixed":"10000.00"}}',NULL,'2026-11-22T00:31:29.395538Z','系统');
CREATE TABLE policy_catalogue (
    id integer NOT NULL,
    revision bigint NOT NULL,
    CONSTRAINT policy_catalogue_pkey PRIMARY KEY (id),
    CONSTRAINT policy_catalogue_one CHECK (id = 1)
);
INSERT INTO policy_catalogue VALUES(1,2);
CREATE TABLE policy_match_run (
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
    requested_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT policy_match_run_pkey PRIMARY KEY (id)
);
CREATE TABLE policy_match_result (
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
    amounts bytea NOT NULL,
    CONSTRAINT policy_match_result_pkey PRIMARY KEY (run, measure),
    CONSTRAINT policy_match_result_run_fkey FOREIGN KEY (run) REFERENCES policy_match_run (id)
);
CREATE TABLE river_queue (
    name text PRIMARY KEY NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    metadata blob NOT NULL DEFAULT (json('{}')),
    paused_at timestamp,
    updated_at timestamp NOT NULL
);
CREATE TABLE river_leader (
    elected_at timestamp NOT NULL,
    expires_at timestamp NOT NULL,
    leader_id text NOT NULL,
    name text PRIMARY KEY NOT NULL DEFAULT 'default' CHECK (name = 'default'),
    CONSTRAINT name_length CHECK (length(name) > 0 AND length(name) < 128),
    CONSTRAINT leader_id_length CHECK (length(leader_id) > 0 AND length(leader_id) < 128)
);
CREATE TABLE river_migration (
    line text NOT NULL,
    version integer NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT line_length CHECK (length(line) > 0 AND length(line) < 128),
    CONSTRAINT version_gte_1 CHECK (version >= 1),
    PRIMARY KEY (line, version)
);
INSERT INTO river_migration VALUES('main',1,'2026-11-22 00:31:26');
INSERT INTO river_migration VALUES('main',2,'2026-11-22 00:31:26');
INSERT INTO river_migration VALUES('main',3,'2026-11-22 00:31:26');
INSERT INTO river_migration VALUES('main',4,'2026-11-22 00:31:26');
INSERT INTO river_migration VALUES('main',5,'2026-11-22 00:31:26');
INSERT INTO river_migration VALUES('main',6,'2026-11-22 00:31:26');
CREATE TABLE river_client (
    id text PRIMARY KEY NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    metadata blob NOT NULL DEFAULT (json('{}')),
    paused_at timestamp,
    updated_at timestamp NOT NULL,
    CONSTRAINT name_length CHECK (length(id) > 0 AND length(id) < 128)
);
CREATE TABLE river_client_queue (
    river_client_id text NOT NULL REFERENCES river_client (id) ON DELETE CASCADE,
    name text NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    max_workers integer NOT NULL DEFAULT 0,
    metadata blob NOT NULL DEFAULT (json('{}')),
    num_jobs_completed integer NOT NULL DEFAULT 0,
    num_jobs_running integer NOT NULL DEFAULT 0,
    updated_at timestamp NOT NULL,
    PRIMARY KEY (river_client_id, name),
    CONSTRAINT name_length CHECK (length(name) > 0 AND length(name) < 128),
    CONSTRAINT num_jobs_completed_zero_or_positive CHECK (num_jobs_completed >= 0),
    CONSTRAINT num_jobs_running_zero_or_positive CHECK (num_jobs_running >= 0)
);
CREATE TABLE river_job (
    id integer PRIMARY KEY, -- SQLite makes this autoincrementing automatically
    args blob NOT NULL DEFAULT '{}',
    attempt integer NOT NULL DEFAULT 0,
    attempted_at timestamp,
    attempted_by blob, -- json
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    errors blob, -- json
    finalized_at timestamp,
    kind text NOT NULL,
    max_attempts integer NOT NULL,
    metadata blob NOT NULL DEFAULT (json('{}')),
    priority integer NOT NULL DEFAULT 1,
    queue text NOT NULL DEFAULT 'default',
    state text NOT NULL DEFAULT 'available',
    scheduled_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    tags blob NOT NULL DEFAULT (json('[]')),
    unique_key blob,
    unique_states integer,
    CONSTRAINT finalized_or_finalized_at_null CHECK (
        (finalized_at IS NULL AND state NOT IN ('cancelled', 'completed', 'discarded')) OR
        (finalized_at IS NOT NULL AND state IN ('cancelled', 'completed', 'discarded'))
    ),
    CONSTRAINT priority_in_range CHECK (priority >= 1 AND priority <= 4),
    CONSTRAINT queue_length CHECK (length(queue) > 0 AND length(queue) < 128),
    CONSTRAINT kind_length CHECK (length(kind) > 0 AND length(kind) < 128),
    CONSTRAINT state_valid CHECK (state IN ('available', 'cancelled', 'completed', 'discarded', 'pending', 'retryable', 'running', 'scheduled'))
);
INSERT INTO river_job VALUES(1,X'7b227461736b223a2230316132303061612d343531642d373737652d616138642d373562303636666234316466222c2261726773223a7b226576656e74223a2230316132303061612d343531642d373635632d613135312d653731656662356134626566222c2273756273637269626572223a22706f6c6963792e636f6c756d6e73227d7d',0,NULL,NULL,'2026-11-22 00:31:28.541',NULL,NULL,'events.deliver',26,'{"river:unique_nonce":"bdab4c731fb60784"}',1,'silent','available','2026-11-22 00:31:28.541','[]',NULL,NULL);
INSERT INTO river_job VALUES(2,X'7b227461736b223a2230316132303061612d343661322d373836332d613539362d363761373033636537656135222c2261726773223a7b226576656e74223a2230316132303061612d343661322d373735662d383861652d633530333432386530336430222c2273756273637269626572223a22706f6c6963792e636f6c756d6e73227d7d',0,NULL,NULL,'2026-11-22 00:31:28.930',NULL,NULL,'events.deliver',26,'{"river:unique_nonce":"3a35875153028167"}',1,'silent','available','2026-11-22 00:31:28.930','[]',NULL,NULL);
CREATE INDEX audit_entry_object_idx ON audit_entry (object_kind, object, seq);
CREATE INDEX audit_entry_actor_idx ON audit_entry (actor, seq);
CREATE UNIQUE INDEX job_task_one_alive ON job_task (kind, unique_key)
    WHERE unique_key <> '' AND state IN ('queued', 'running');
CREATE INDEX job_task_owner_idx ON job_task (owner, id);
CREATE INDEX job_task_finished_idx ON job_task (finished_at);
CREATE INDEX event_log_at_idx ON event_log (at);
CREATE INDEX org_department_parent_idx ON org_department (parent);
CREATE INDEX org_department_division_idx ON org_department (division);
CREATE INDEX org_department_position_idx ON org_department (position, id);
CREATE INDEX org_division_parent_idx ON org_division (parent, code);
CREATE INDEX account_staff_department_idx ON account_staff (department);
CREATE INDEX account_staff_role_role_idx ON account_staff_role (role);
CREATE INDEX account_mandate_person_idx ON account_mandate (person, uscc);
CREATE INDEX account_mandate_uscc_idx ON account_mandate (uscc);
CREATE UNIQUE INDEX account_mandate_one_open ON account_mandate (person, uscc, role) WHERE ends_at IS NULL;
CREATE INDEX account_code_sent_idx ON account_code (sent_at);
CREATE INDEX account_attempt_last_idx ON account_attempt (last_at);
CREATE INDEX account_session_owner_idx ON account_session (owner);
CREATE INDEX account_session_expires_idx ON account_session (expires_at);
CREATE INDEX enterprise_entity_tag_idx ON enterprise_entity (tag);
CREATE INDEX enterprise_status_enterprise_idx ON enterprise_status (enterprise, at);
CREATE UNIQUE INDEX enterprise_fact_current ON enterprise_fact (enterprise, key, period, subject, source) WHERE replaced_by IS NULL;
CREATE INDEX enterprise_fact_history_idx ON enterprise_fact (enterprise, key, id) WHERE replaced_by IS NOT NULL;
CREATE INDEX enterprise_contact_enterprise_idx ON enterprise_contact (enterprise);
CREATE INDEX enterprise_contact_phone_idx ON enterprise_contact (phone_index);
CREATE INDEX policy_match_result_measure_idx ON policy_match_result (measure, run);
CREATE INDEX river_job_kind ON river_job (kind);
CREATE INDEX river_job_state_and_finalized_at_index ON river_job (state, finalized_at) WHERE finalized_at IS NOT NULL;
CREATE INDEX river_job_prioritized_fetching_index ON river_job (state, queue, priority, scheduled_at, id);
CREATE UNIQUE INDEX river_job_unique_idx ON river_job (unique_key)
    WHERE unique_key IS NOT NULL
        AND unique_states IS NOT NULL
        AND CASE state
            WHEN 'available' THEN unique_states & (1 << 0)
            WHEN 'cancelled' THEN unique_states & (1 << 1)
            WHEN 'completed' THEN unique_states & (1 << 2)
            WHEN 'discarded' THEN unique_states & (1 << 3)
            WHEN 'pending'   THEN unique_states & (1 << 4)
            WHEN 'retryable' THEN unique_states & (1 << 5)
            WHEN 'running'   THEN unique_states & (1 << 6)
            WHEN 'scheduled' THEN unique_states & (1 << 7)
            ELSE 0
        END >= 1;
COMMIT;
