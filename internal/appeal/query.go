package appeal

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
)

const caseColumns = `id, number, source_system, source_no, source_topic_sealed, channel, received_at, kind, topic, urgency, text_sealed, place_sealed, place_code,
	division, uscc, claimed, account, name_sealed, phone_sealed, anonymous, confidential, accused, recorded_by, secret_hash, state, complex, lead, lead_staff, due_at, risk_at,
	suspended, supervised, returns, redos, reopens, deliberation, ground, closing, closed_at, confirmation, reopen_until, main, before_merge, version`

func (s *Service) scanCase(scan func(...any) error) (*Case, error) {
	var c Case
	var received, due, risk, closed, reopen db.Time
	var text, place, name, phone, topic string
	if err := scan(&c.ID, &c.Number, &c.Source.System, &c.Source.No, &topic, &c.Channel, &received, &c.Kind, &c.Topic, &c.Urgency, &text, &place, &c.PlaceCode,
		&c.Division, &c.USCC, &c.Claimed, &c.Reporter.Account, &name, &phone, &c.Reporter.Anonymous, &c.Reporter.Confidential, &c.Accused, &c.RecordedBy, &c.SecretHash,
		&c.State, &c.Complex, &c.Lead, &c.LeadStaff, &due, &risk, &c.Suspended, &c.Supervised, &c.Returns, &c.Redos, &c.Reopens, &c.Deliberation, &c.Ground,
		&c.Closing, &closed, &c.Confirmation, &reopen, &c.Main, &c.Before, &c.Version); err != nil {
		return nil, err
	}
	c.ReceivedAt, c.DueAt, c.RiskAt, c.ClosedAt, c.ReopenUntil = received.Time, due.Time, risk.Time, closed.Time, reopen.Time
	box := s.Seal.Row(caseTable, c.ID)
	box.Take("text", text, &c.Text)
	box.Take("place", place, &c.Place)
	box.Take("name", name, &c.Reporter.Name)
	box.Take("phone", phone, &c.Reporter.Phone)
	box.Take("source_topic", topic, &c.Source.Topic)
	return &c, wrap(box.Err(), "open case")
}

// Find returns a case that the principal of ctx sees by a permission, or
// ErrNotFound: a case out of sight does not exist.
func (s *Service) Find(ctx context.Context, perm authz.Permission, id string) (*Case, error) {
	sight, err := s.Sight(ctx, perm)
	if err != nil {
		return nil, err
	}
	return s.one(ctx, sight.And("id = ?", id))
}

// ByNumber returns a case by its number, whoever asks: it is for reporters who
// prove by a secret that it is theirs. It fails with ErrSecret.
func (s *Service) ByNumber(ctx context.Context, number string) (*Case, error) {
	c, err := s.one(ctx, Sight{condition: "number = ?", args: []any{number}})
	if errors.Is(err, ErrNotFound) {
		return nil, ErrSecret
	}
	return c, err
}

// BySource returns a case of another system by its number there, nil for none.
func (s *Service) BySource(ctx context.Context, source Source) (*Case, error) {
	c, err := s.one(ctx, Sight{condition: "source_system = ? AND source_no = ?", args: []any{source.System, source.No}})
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return c, err
}

// ByID returns a case for the program itself, or ErrNotFound.
func (s *Service) ByID(ctx context.Context, id string) (*Case, error) {
	return s.one(ctx, Sight{condition: "id = ?", args: []any{id}})
}

func (s *Service) one(ctx context.Context, v Sight) (*Case, error) {
	c, err := s.scanCase(s.DB.QueryRow(ctx, `SELECT `+caseColumns+` FROM appeal_case WHERE `+v.condition, v.args...).Scan)
	if db.IsNoRows(err) {
		return nil, ErrNotFound
	}
	return c, wrap(err, "load case")
}

// Cases returns the cases of a sight, the newest first, at most limit.
func (s *Service) Cases(ctx context.Context, v Sight, limit int) ([]*Case, error) {
	return list(ctx, s.DB, `SELECT `+caseColumns+` FROM appeal_case WHERE `+v.condition+` ORDER BY id DESC LIMIT ?`, append(append([]any{}, v.args...), limit), s.scanCase)
}

// MergedInto returns the cases that went into another one.
func (s *Service) MergedInto(ctx context.Context, main string) ([]*Case, error) {
	return list(ctx, s.DB, `SELECT `+caseColumns+` FROM appeal_case WHERE main = ? ORDER BY id`, []any{main}, s.scanCase)
}

// list reads every row of a statement.
func list[T any](ctx context.Context, d *db.DB, query string, args []any, scan func(func(...any) error) (T, error)) ([]T, error) {
	rows, err := d.Query(ctx, query, args...)
	if err != nil {
		return nil, wrap(err, "list")
	}
	defer func() { _ = rows.Close() }()
	out := []T{}
	for rows.Next() {
		item, err := scan(rows.Scan)
		if err != nil {
			return nil, wrap(err, "read row")
		}
		out = append(out, item)
	}
	return out, wrap(rows.Err(), "list")
}

// Parts returns the parts of cases, the oldest first.
func (s *Service) Parts(ctx context.Context, cases ...string) (map[string][]*Part, error) {
	found, err := list(ctx, s.DB, `SELECT id, case_id, role, department, staff, direct, state, sent_at, sent_by, object_until, taken_at, ended_at,
		clause_sealed, suggested, reason_sealed, answer_sealed FROM appeal_part WHERE case_id IN (`+db.Placeholders(len(cases))+`) ORDER BY id`, texts(cases), s.scanPart)
	out := map[string][]*Part{}
	for _, p := range found {
		out[p.Case] = append(out[p.Case], p)
	}
	return out, err
}

func (s *Service) scanPart(scan func(...any) error) (*Part, error) {
	var p Part
	var sent, object, taken, ended db.Time
	var clause, reason, answer string
	if err := scan(&p.ID, &p.Case, &p.Role, &p.Department, &p.Staff, &p.Direct, &p.State, &sent, &p.SentBy, &object, &taken, &ended,
		&clause, &p.Return.Suggested, &reason, &answer); err != nil {
		return nil, err
	}
	p.SentAt, p.ObjectUntil, p.TakenAt, p.EndedAt = sent.Time, object.Time, taken.Time, ended.Time
	box := s.Seal.Row(partTable, p.ID)
	box.Take("clause", clause, &p.Return.Clause)
	box.Take("reason", reason, &p.Return.Reason)
	box.Take("answer", answer, &p.Answer)
	return &p, box.Err()
}

// Entries returns what happened to a case, the oldest first; shown leaves only what
// the reporter reads.
func (s *Service) Entries(ctx context.Context, id string, shown bool) ([]Entry, error) {
	return list(ctx, s.DB, `SELECT id, case_id, at, act, actor_kind, actor, actor_name, department, shown, words_sealed, facts FROM appeal_entry
		WHERE case_id = ? AND (shown = ? OR shown = ?) ORDER BY id`, []any{id, true, shown}, func(scan func(...any) error) (Entry, error) {
		var e Entry
		var at db.Time
		var words, facts string
		if err := scan(&e.ID, &e.Case, &at, &e.Act, &e.ActorKind, &e.Actor, &e.ActorName, &e.Department, &e.Shown, &words, &facts); err != nil {
			return e, err
		}
		e.At = at.Time
		box := s.Seal.Row(entryTable, e.ID)
		box.Take("words", words, &e.Words)
		if box.Err() != nil {
			return e, box.Err()
		}
		return e, json.Unmarshal([]byte(facts), &e.Facts)
	})
}

// Replies returns the replies of a case, the oldest first.
func (s *Service) Replies(ctx context.Context, id string) ([]*Reply, error) {
	return list(ctx, s.DB, `SELECT id, case_id, round, words_sealed, closing, promised_on, by_id, department, at, state, read_by, read_at, note_sealed
		FROM appeal_reply WHERE case_id = ? ORDER BY round`, []any{id}, func(scan func(...any) error) (*Reply, error) {
		var r Reply
		var promised db.Date
		var at, read db.Time
		var words, note string
		if err := scan(&r.ID, &r.Case, &r.Round, &words, &r.Closing, &promised, &r.By, &r.Department, &at, &r.State, &r.ReadBy, &read, &note); err != nil {
			return nil, err
		}
		r.PromisedOn, r.At, r.ReadAt = promised.Date, at.Time, read.Time
		box := s.Seal.Row(replyTable, r.ID)
		box.Take("words", words, &r.Words)
		box.Take("note", note, &r.Note)
		return &r, box.Err()
	})
}

// Callbacks returns the calls back of a case, the oldest first.
func (s *Service) Callbacks(ctx context.Context, id string) ([]Callback, error) {
	return list(ctx, s.DB, `SELECT id, case_id, at, by_id, reached, result, grade, words_sealed FROM appeal_callback WHERE case_id = ? ORDER BY id`,
		[]any{id}, func(scan func(...any) error) (Callback, error) {
			var b Callback
			var at db.Time
			var words string
			if err := scan(&b.ID, &b.Case, &at, &b.By, &b.Reached, &b.Result, &b.Grade, &words); err != nil {
				return b, err
			}
			b.At = at.Time
			box := s.Seal.Row(callbackTable, b.ID)
			box.Take("words", words, &b.Words)
			return b, box.Err()
		})
}

// RatingOf returns a reporter's judgement, nil for none.
func (s *Service) RatingOf(ctx context.Context, id string) (*Rating, error) {
	r := Rating{Case: id}
	var at db.Time
	var words string
	err := s.DB.QueryRow(ctx, `SELECT at, grade, efficiency, accuracy, convenience, usability, words_sealed FROM appeal_rating WHERE case_id = ?`, id).
		Scan(&at, &r.Grade, &r.Efficiency, &r.Accuracy, &r.Convenience, &r.Usability, &words)
	if db.IsNoRows(err) {
		return nil, nil
	}
	if err != nil {
		return nil, wrap(err, "load rating")
	}
	r.At = at.Time
	box := s.Seal.Row(ratingTable, id)
	box.Take("words", words, &r.Words)
	return &r, box.Err()
}

// Extensions returns the requests for more time of a case, the oldest first.
func (s *Service) Extensions(ctx context.Context, id string) ([]Extension, error) {
	return list(ctx, s.DB, `SELECT id, case_id, asked_by, department, asked_at, days, reason_sealed, state, decided_by, decided_at, note_sealed
		FROM appeal_extension WHERE case_id = ? ORDER BY id`, []any{id}, func(scan func(...any) error) (Extension, error) {
		var e Extension
		var asked, decided db.Time
		var reason, note string
		if err := scan(&e.ID, &e.Case, &e.AskedBy, &e.Department, &asked, &e.Days, &reason, &e.State, &e.DecidedBy, &decided, &note); err != nil {
			return e, err
		}
		e.AskedAt, e.DecidedAt = asked.Time, decided.Time
		box := s.Seal.Row(extensionTable, e.ID)
		box.Take("reason", reason, &e.Reason)
		box.Take("note", note, &e.Note)
		return e, box.Err()
	})
}

// Count returns how many cases a sight has.
func (s *Service) Count(ctx context.Context, v Sight) (n int64, err error) {
	err = s.DB.QueryRow(ctx, `SELECT count(*) FROM appeal_case WHERE `+v.condition, v.args...).Scan(&n)
	return n, wrap(err, "count cases")
}

// HeldBy returns the live parts that a person works on.
func (s *Service) HeldBy(ctx context.Context, staff string) ([]Held, error) {
	return list(ctx, s.DB, `SELECT p.id, p.case_id, c.number, p.department FROM appeal_part p JOIN appeal_case c ON c.id = p.case_id
		WHERE p.staff = ? AND p.state IN ('sent', 'taken') ORDER BY p.id`, []any{staff}, func(scan func(...any) error) (Held, error) {
		var h Held
		return h, scan(&h.Part, &h.Case, &h.Number, &h.Department)
	})
}
