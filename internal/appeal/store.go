package appeal

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/seal"
)

// phoneIndex is what a phone is found again by.
func (s *Service) phoneIndex(phone string) (string, error) {
	if phone == "" {
		return "", nil
	}
	return s.Seal.Index(caseTable, "phone", seal.NormalPhone(phone))
}

func (s *Service) insertCase(ctx context.Context, c *Case) error {
	index, err := s.phoneIndex(c.Reporter.Phone)
	if err != nil {
		return wrap(err, "index phone")
	}
	box := s.Seal.Row(caseTable, c.ID)
	text, place, name, phone := box.Put("text", c.Text), box.Put("place", c.Place), box.Put("name", c.Reporter.Name), box.Put("phone", c.Reporter.Phone)
	topic := box.Put("source_topic", c.Source.Topic)
	if box.Err() != nil {
		return wrap(box.Err(), "seal case")
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_case (id, number, source_system, source_no, source_topic_sealed, channel, received_at, kind, topic, urgency,
		text_sealed, place_sealed, place_code, division, uscc, claimed, account, name_sealed, phone_sealed, phone_index, anonymous, confidential, accused, recorded_by, secret_hash,
		state, complex, lead, lead_staff, due_at, risk_at, suspended, supervised, returns, redos, reopens, deliberation, ground, closing, closed_at,
		confirmation, reopen_until, main, before_merge, version) VALUES (`+db.Placeholders(45)+`)`,
		c.ID, c.Number, c.Source.System, c.Source.No, topic, string(c.Channel), db.At(c.ReceivedAt), string(c.Kind), c.Topic, string(c.Urgency),
		text, place, c.PlaceCode, c.Division, c.USCC, c.Claimed, c.Reporter.Account, name, phone, index, c.Reporter.Anonymous, c.Reporter.Confidential, c.Accused, c.RecordedBy, c.SecretHash,
		string(c.State), c.Complex, c.Lead, c.LeadStaff, db.At(c.DueAt), db.At(c.RiskAt), c.Suspended, c.Supervised, c.Returns, c.Redos, c.Reopens, c.Deliberation, c.Ground, string(c.Closing), db.At(c.ClosedAt),
		string(c.Confirmation), db.At(c.ReopenUntil), c.Main, string(c.Before), c.Version)
	if err != nil {
		return wrap(err, "insert case")
	}
	return s.inbox.Touch(ctx, c.ID)
}

// updateCase writes what may change, ErrStale when somebody else was faster.
func (s *Service) updateCase(ctx context.Context, c *Case) error {
	box := s.Seal.Row(caseTable, c.ID)
	place := box.Put("place", c.Place)
	if box.Err() != nil {
		return wrap(box.Err(), "seal case")
	}
	done, err := s.DB.Exec(ctx, `UPDATE appeal_case SET kind = ?, topic = ?, urgency = ?, place_sealed = ?, division = ?, state = ?, complex = ?, lead = ?,
		lead_staff = ?, due_at = ?, risk_at = ?, suspended = ?, supervised = ?, returns = ?, redos = ?, reopens = ?, deliberation = ?, ground = ?, closing = ?,
		closed_at = ?, confirmation = ?, reopen_until = ?, main = ?, before_merge = ?, version = version + 1 WHERE id = ? AND version = ?`,
		string(c.Kind), c.Topic, string(c.Urgency), place, c.Division, string(c.State), c.Complex, c.Lead,
		c.LeadStaff, db.At(c.DueAt), db.At(c.RiskAt), c.Suspended, c.Supervised, c.Returns, c.Redos, c.Reopens, c.Deliberation, c.Ground, string(c.Closing),
		db.At(c.ClosedAt), string(c.Confirmation), db.At(c.ReopenUntil), c.Main, string(c.Before), c.ID, c.Version)
	if err != nil {
		return wrap(err, "save case")
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return ErrStale
	}
	c.Version++
	return s.inbox.Touch(ctx, c.ID)
}

func (s *Service) insertEntry(ctx context.Context, e Entry) error {
	facts, err := json.Marshal(e.Facts)
	if err != nil {
		return wrap(err, "write facts")
	}
	box := s.Seal.Row(entryTable, e.ID)
	words := box.Put("words", e.Words)
	if box.Err() != nil {
		return wrap(box.Err(), "seal entry")
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_entry (id, case_id, at, act, actor_kind, actor, actor_name, department, shown, words_sealed, facts)
		VALUES (`+db.Placeholders(11)+`)`,
		e.ID, e.Case, db.At(e.At), string(e.Act), e.ActorKind, e.Actor, e.ActorName, e.Department, e.Shown, words, string(facts))
	return wrap(err, "insert entry")
}

// InsertPart keeps a new part.
func (s *Service) InsertPart(ctx context.Context, p *Part) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_part (id, case_id, role, department, staff, direct, state, sent_at, sent_by, object_until,
		taken_at, ended_at, clause_sealed, suggested, reason_sealed, answer_sealed) VALUES (`+db.Placeholders(16)+`)`,
		p.ID, p.Case, string(p.Role), p.Department, p.Staff, p.Direct, string(p.State), db.At(p.SentAt), p.SentBy, db.At(p.ObjectUntil),
		db.At(p.TakenAt), db.At(p.EndedAt), "", "", "", "")
	if err != nil {
		return wrap(err, "insert part")
	}
	return s.inbox.Touch(ctx, p.Case)
}

// SavePart writes what may change of a part.
func (s *Service) SavePart(ctx context.Context, p *Part) error {
	box := s.Seal.Row(partTable, p.ID)
	clause, reason, answer := box.Put("clause", p.Return.Clause), box.Put("reason", p.Return.Reason), box.Put("answer", p.Answer)
	if box.Err() != nil {
		return wrap(box.Err(), "seal part")
	}
	_, err := s.DB.Exec(ctx, `UPDATE appeal_part SET staff = ?, state = ?, taken_at = ?, ended_at = ?, clause_sealed = ?, suggested = ?,
		reason_sealed = ?, answer_sealed = ? WHERE id = ?`,
		p.Staff, string(p.State), db.At(p.TakenAt), db.At(p.EndedAt), clause, p.Return.Suggested, reason, answer, p.ID)
	if err != nil {
		return wrap(err, "save part")
	}
	return s.inbox.Touch(ctx, p.Case)
}

// SaveReply keeps a reply, new or read.
func (s *Service) SaveReply(ctx context.Context, r *Reply) error {
	box := s.Seal.Row(replyTable, r.ID)
	words, note := box.Put("words", r.Words), box.Put("note", r.Note)
	if box.Err() != nil {
		return wrap(box.Err(), "seal reply")
	}
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_reply (id, case_id, round, words_sealed, closing, promised_on, by_id, department, at, state, read_by, read_at, note_sealed)
		VALUES (`+db.Placeholders(13)+`) ON CONFLICT (id) DO UPDATE SET state = excluded.state, read_by = excluded.read_by, read_at = excluded.read_at, note_sealed = excluded.note_sealed`,
		r.ID, r.Case, r.Round, words, string(r.Closing), db.Date{Date: r.PromisedOn}, r.By, r.Department, db.At(r.At), string(r.State), r.ReadBy, db.At(r.ReadAt), note)
	return wrap(err, "save reply")
}

// InsertCallback keeps a call back.
func (s *Service) InsertCallback(ctx context.Context, b *Callback) error {
	box := s.Seal.Row(callbackTable, b.ID)
	words := box.Put("words", b.Words)
	if box.Err() != nil {
		return wrap(box.Err(), "seal callback")
	}
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_callback (id, case_id, at, by_id, reached, result, grade, words_sealed) VALUES (`+db.Placeholders(8)+`)`,
		b.ID, b.Case, db.At(b.At), b.By, b.Reached, string(b.Result), b.Grade, words)
	return wrap(err, "insert callback")
}

// SaveRating keeps a reporter's judgement in place of an earlier one.
func (s *Service) SaveRating(ctx context.Context, r *Rating) error {
	box := s.Seal.Row(ratingTable, r.Case)
	words := box.Put("words", r.Words)
	if box.Err() != nil {
		return wrap(box.Err(), "seal rating")
	}
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_rating (case_id, at, grade, efficiency, accuracy, convenience, usability, words_sealed)
		VALUES (`+db.Placeholders(8)+`) ON CONFLICT (case_id) DO UPDATE SET at = excluded.at, grade = excluded.grade, efficiency = excluded.efficiency,
		accuracy = excluded.accuracy, convenience = excluded.convenience, usability = excluded.usability, words_sealed = excluded.words_sealed`,
		r.Case, db.At(r.At), r.Grade, r.Efficiency, r.Accuracy, r.Convenience, r.Usability, words)
	return wrap(err, "save rating")
}

// InsertExtension keeps a request for more time.
func (s *Service) InsertExtension(ctx context.Context, e *Extension) error {
	box := s.Seal.Row(extensionTable, e.ID)
	reason := box.Put("reason", e.Reason)
	if box.Err() != nil {
		return wrap(box.Err(), "seal extension")
	}
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_extension (id, case_id, asked_by, department, asked_at, days, reason_sealed, state, decided_by, decided_at, note_sealed)
		VALUES (`+db.Placeholders(11)+`)`,
		e.ID, e.Case, e.AskedBy, e.Department, db.At(e.AskedAt), e.Days, reason, string(e.State), "", db.Time{}, "")
	if err != nil {
		return wrap(err, "insert extension")
	}
	return s.inbox.Touch(ctx, e.Case)
}

// SaveExtension writes what was decided of a request for more time.
func (s *Service) SaveExtension(ctx context.Context, e *Extension) error {
	box := s.Seal.Row(extensionTable, e.ID)
	note := box.Put("note", e.Note)
	if box.Err() != nil {
		return wrap(box.Err(), "seal extension")
	}
	_, err := s.DB.Exec(ctx, `UPDATE appeal_extension SET state = ?, decided_by = ?, decided_at = ?, note_sealed = ? WHERE id = ?`,
		string(e.State), e.DecidedBy, db.At(e.DecidedAt), note, e.ID)
	if err != nil {
		return wrap(err, "save extension")
	}
	return s.inbox.Touch(ctx, e.Case)
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// moveHolding gives one live part of a person to another one.
func (s *Service) moveHolding(ctx context.Context, part, from, to string) error {
	if _, err := s.DB.Exec(ctx, `UPDATE appeal_case SET lead_staff = ?, version = version + 1
		WHERE lead_staff = ? AND id IN (SELECT case_id FROM appeal_part WHERE id = ? AND role = 'lead')`, to, from, part); err != nil {
		return wrap(err, "hand case over")
	}
	var id string
	err := s.DB.QueryRow(ctx, `UPDATE appeal_part SET staff = ? WHERE id = ? AND staff = ? RETURNING case_id`, to, part, from).Scan(&id)
	if db.IsNoRows(err) {
		return nil
	}
	if err != nil {
		return wrap(err, "hand part over")
	}
	return s.inbox.Touch(ctx, id)
}

// moveObjection writes until when a part may be returned, and tells of one that said otherwise.
func (s *Service) moveObjection(ctx context.Context, part string, until time.Time, moved *bool) error {
	err := s.DB.QueryRow(ctx, `UPDATE appeal_part SET object_until = ? WHERE id = ? AND object_until <> ? RETURNING id`, db.At(until), part, db.At(until)).Scan(&part)
	if *moved = *moved || err == nil; db.IsNoRows(err) {
		return nil
	}
	return wrap(err, "move time to return")
}
