-- +goose Up
-- What somebody is told. `owner` is `staff:ID` or `enterprise:ID`; `subject` tells
-- apart what one reason has to say several times a day; `day` is the day in
-- Beijing. The unique constraint is the promise of one message per reason and
-- day: what happens again on that day only counts up `times`. What is shown
-- in-app is sealed and empty until `shown_at`.
CREATE TABLE notify_notice (
    id text NOT NULL,
    reason text NOT NULL,
    subject text NOT NULL,
    owner text NOT NULL,
    day text NOT NULL,
    times bigint NOT NULL,
    data_sealed text NOT NULL,
    link text NOT NULL,
    title_sealed text NOT NULL,
    text_sealed text NOT NULL,
    created_at timestamptz NOT NULL,
    dispatched_at timestamptz,
    shown_at timestamptz,
    read_at timestamptz,
    CONSTRAINT notify_notice_pkey PRIMARY KEY (id),
    CONSTRAINT notify_notice_reason_subject_owner_day_key UNIQUE (reason, subject, owner, day),
    CONSTRAINT notify_notice_times_natural CHECK (times > 0)
);
CREATE INDEX notify_notice_owner_idx ON notify_notice (owner, id) WHERE shown_at IS NOT NULL;
CREATE INDEX notify_notice_unread_idx ON notify_notice (owner) WHERE shown_at IS NOT NULL AND read_at IS NULL;

-- One notice on its way through one channel. `due_at` is when a try is next made;
-- it is NULL once no more try will be. `wake_at` is when
-- a sweep may queue that try again, should the job that was to make it be lost.
-- `attempts` counts the tries begun.
CREATE TABLE notify_delivery (
    id text NOT NULL,
    notice text NOT NULL,
    reason text NOT NULL,
    owner text NOT NULL,
    channel text NOT NULL,
    state text NOT NULL,
    template_version bigint NOT NULL,
    address_sealed text NOT NULL,
    content_sealed text NOT NULL,
    attempts bigint NOT NULL,
    provider_id text NOT NULL,
    failure text NOT NULL,
    created_at timestamptz NOT NULL,
    due_at timestamptz,
    wake_at timestamptz,
    expires_at timestamptz NOT NULL,
    sending_at timestamptz,
    sent_at timestamptz,
    delivered_at timestamptz,
    ended_at timestamptz,
    version bigint NOT NULL,
    CONSTRAINT notify_delivery_pkey PRIMARY KEY (id),
    CONSTRAINT notify_delivery_notice_channel_key UNIQUE (notice, channel),
    CONSTRAINT notify_delivery_notice_fkey FOREIGN KEY (notice) REFERENCES notify_notice (id),
    CONSTRAINT notify_delivery_channel_known CHECK (channel IN ('inapp', 'sms', 'mail', 'wechat', 'wecom')),
    CONSTRAINT notify_delivery_state_known CHECK (state IN ('queued', 'held', 'sending', 'sent', 'delivered', 'failed', 'suppressed', 'expired'))
);
CREATE INDEX notify_delivery_due_idx ON notify_delivery (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX notify_delivery_sending_idx ON notify_delivery (sending_at) WHERE state = 'sending';
CREATE INDEX notify_delivery_provider_idx ON notify_delivery (channel, provider_id) WHERE provider_id <> '';

-- Words that the office has written itself. The highest version counts; without
-- a row the words shipped with the program do, as version 0.
CREATE TABLE notify_template (
    reason text NOT NULL,
    channel text NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    saved_by text NOT NULL,
    saved_by_name text NOT NULL,
    saved_at timestamptz NOT NULL,
    CONSTRAINT notify_template_pkey PRIMARY KEY (reason, channel, version),
    CONSTRAINT notify_template_channel_known CHECK (channel IN ('inapp', 'sms', 'mail', 'wechat', 'wecom'))
);

-- Where a person wants to be reached. An address counts once its owner has typed
-- the code that was sent there; until then it waits beside the one that counts.
-- Of the code only a keyed hash is kept. `id` is `owner/channel`.
CREATE TABLE notify_address (
    id text NOT NULL,
    owner text NOT NULL,
    channel text NOT NULL,
    address_sealed text NOT NULL,
    waiting_sealed text NOT NULL,
    code_hash text NOT NULL,
    code_sent_at timestamptz,
    code_tries bigint NOT NULL,
    day text NOT NULL,
    sent_today bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT notify_address_pkey PRIMARY KEY (id),
    CONSTRAINT notify_address_owner_channel_key UNIQUE (owner, channel),
    CONSTRAINT notify_address_channel_known CHECK (channel IN ('sms', 'mail', 'wechat', 'wecom'))
);

-- What a person has chosen. `choices` is JSON: the channels of each group, and
-- the quiet hours in minutes of the day.
CREATE TABLE notify_preference (
    owner text NOT NULL,
    choices text NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT notify_preference_pkey PRIMARY KEY (owner)
);

-- How each channel fares. While `paused_until` lies ahead nothing is sent through
-- it, by any node.
CREATE TABLE notify_channel (
    kind text NOT NULL,
    failures bigint NOT NULL,
    paused_until timestamptz,
    last_sent_at timestamptz,
    last_failed_at timestamptz,
    last_failure text NOT NULL,
    CONSTRAINT notify_channel_pkey PRIMARY KEY (kind)
);

-- Receipts that were taken, by the sender's own number, so that one that is
-- played again changes nothing. Older ones are refused for their age.
CREATE TABLE notify_receipt (
    channel text NOT NULL,
    number text NOT NULL,
    taken_at timestamptz NOT NULL,
    CONSTRAINT notify_receipt_pkey PRIMARY KEY (channel, number)
);
CREATE INDEX notify_receipt_taken_idx ON notify_receipt (taken_at);
