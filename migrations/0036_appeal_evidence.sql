-- +goose Up
-- What a department shows with an answer stands with that answer: one that is given
-- anew has its own. Empty for what reporters sent.
ALTER TABLE appeal_file ADD COLUMN reply_id text NOT NULL DEFAULT '';
CREATE INDEX appeal_file_reply_idx ON appeal_file (reply_id) WHERE reply_id <> '';
