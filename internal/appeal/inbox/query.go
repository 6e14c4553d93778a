package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/yikou/yikou/internal/appeal/score"
	"github.com/yikou/yikou/internal/platform/db"
)

// Limits: up to how many rows the first question loads at once, and how many one
// read fetches. Guesses.
const (
	fewRows  = 20_000
	loadPage = 5_000
	lookPage = 500
)

// Follower keeps a Roll as the database has it, and numbers what changes. It is safe
// for concurrent use.
type Follower struct {
	Source

	mu   sync.Mutex
	roll *Roll
	mark int64
	// plain says that the rows are many and nobody has loaded them yet, or that they
	// cannot be held: all is asked in SQL.
	plain bool

	changes *db.Gatherer[string]
}

// Source is what a follower reads from.
type Source struct {
	DB *db.DB
	// Text opens what somebody wrote.
	Text func(id, sealed string) (string, error)
	// Scores reads what the rates need.
	Scores score.Reader
	// Firms names firms by their codes.
	Firms func(ctx context.Context, usccs []string) (map[string]string, error)
}

// NewFollower returns a follower of a source; it loads nothing yet.
func NewFollower(from Source) *Follower {
	f := &Follower{Source: from}
	f.changes = &db.Gatherer[string]{Rank: 2, Write: f.numberChanges}
	return f
}

// Fresh returns the rows with every change that was committed before the call, or
// nil when they have to be asked for in SQL: many rows that Warm has not loaded yet,
// or a transaction that may have changed some itself.
func (f *Follower) Fresh(ctx context.Context) (*Roll, error) {
	if _, err := f.DB.Tx(ctx); err == nil {
		return nil, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.roll == nil && !f.plain {
		few, err := f.few(ctx)
		if err != nil {
			return nil, err
		}
		f.plain = !few
		if few {
			err = f.load(ctx)
		}
		if errors.Is(err, errRow) {
			f.plain, err = true, nil
		}
		if err != nil {
			return nil, err
		}
	}
	if f.roll == nil {
		return nil, nil
	}
	err := f.follow(ctx)
	if errors.Is(err, errRow) {
		f.roll, f.plain, err = nil, true, nil
	}
	return f.roll, err
}

// Warm loads all rows, however many. Questions are answered in SQL meanwhile.
func (f *Follower) Warm(ctx context.Context) error {
	roll, mark, err := f.read(ctx)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.roll, f.mark, f.plain = roll, mark, false
	return nil
}

func (f *Follower) load(ctx context.Context) (err error) {
	roll, mark, err := f.read(ctx)
	if err == nil {
		f.roll, f.mark = roll, mark
	}
	return err
}

func (f *Follower) few(ctx context.Context) (bool, error) {
	var n int
	err := f.DB.QueryRow(ctx, `SELECT count(*) FROM (SELECT id FROM appeal_case LIMIT ?) AS few`, fewRows+1).Scan(&n)
	return n <= fewRows, wrap(err, "count cases")
}

// read reads every row, page by page. What is changed meanwhile lies behind the
// mark and is read again.
func (f *Follower) read(ctx context.Context) (*Roll, int64, error) {
	var mark int64
	if err := f.DB.QueryRow(ctx, `SELECT seq FROM appeal_mark WHERE id = 1`).Scan(&mark); err != nil {
		return nil, 0, wrap(err, "read mark")
	}
	roll := New()
	for last := ""; ; {
		rows, _, err := f.rows(ctx, `SELECT 0, `+columns+` FROM appeal_case c WHERE c.id > ? ORDER BY c.id LIMIT ?`, last, loadPage)
		if err != nil {
			return nil, 0, err
		}
		if len(rows) == 0 {
			return roll, mark, nil
		}
		first, end := rows[0].ID, rows[len(rows)-1].ID
		err = f.complete(ctx, rows,
			`SELECT case_id, department, staff, state FROM appeal_part WHERE case_id >= ? AND case_id <= ? ORDER BY case_id, id`,
			`SELECT case_id FROM appeal_extension WHERE state = 'asked' AND case_id >= ? AND case_id <= ?`, []any{first, end})
		if err == nil {
			err = f.score(ctx, score.Between(first, end), rows)
		}
		if err == nil {
			err = roll.Put(rows)
		}
		if err != nil {
			return nil, 0, err
		}
		last = end
	}
}

// follow reads what was changed behind the mark.
func (f *Follower) follow(ctx context.Context) error {
	for {
		rows, mark, err := f.rows(ctx, `SELECT x.seq, `+columns+` FROM appeal_change x JOIN appeal_case c ON c.id = x.case_id
			WHERE x.seq > ? ORDER BY x.seq LIMIT ?`, f.mark, lookPage)
		if err != nil || len(rows) == 0 {
			return err
		}
		ids := make([]string, len(rows))
		for i := range rows {
			ids[i] = rows[i].ID
		}
		in := db.Placeholders(len(ids))
		err = f.complete(ctx, rows,
			`SELECT case_id, department, staff, state FROM appeal_part WHERE case_id IN (`+in+`) ORDER BY case_id, id`,
			`SELECT case_id FROM appeal_extension WHERE state = 'asked' AND case_id IN (`+in+`)`, anys(ids))
		if err == nil {
			err = f.score(ctx, score.These(ids), rows)
		}
		if err == nil {
			err = f.roll.Put(rows)
		}
		if err != nil {
			return err
		}
		if f.mark = mark; len(rows) < lookPage {
			return nil
		}
	}
}

const columns = `c.id, c.state, c.kind, c.channel, c.urgency, c.lead, c.lead_staff, c.uscc, c.division, c.accused, c.recorded_by, c.suspended, c.deliberation, c.received_at, c.due_at, c.risk_at, c.closing, c.closed_at, c.confirmation, c.text_sealed`

// rows reads cases without their parts, and the last number of a change among them.
func (f *Follower) rows(ctx context.Context, query string, args ...any) (list []Row, mark int64, err error) {
	found, err := f.DB.Query(ctx, query, args...)
	if err != nil {
		return nil, 0, wrap(err, "read cases")
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var r Row
		var received, due, risk, closed db.Time
		if err := found.Scan(&mark, &r.ID, &r.State, &r.Kind, &r.Channel, &r.Urgency, &r.Lead, &r.Handler, &r.USCC, &r.Division, &r.Accused, &r.RecordedBy,
			&r.Suspended, &r.Deliberation, &received, &due, &risk, &r.Score.Closing, &closed, &r.Score.Confirmation, &r.Text); err != nil {
			return nil, 0, wrap(err, "read case")
		}
		r.Received, r.Due, r.Risk = Instant(received.Time), NoDue, NoDue
		if !risk.IsZero() {
			r.Risk = Instant(risk.Time)
		}
		if !due.IsZero() {
			r.Due = Instant(due.Time)
		}
		if !closed.IsZero() {
			r.Score.Closed = Instant(closed.Time)
		}
		r.Score.ID, r.Score.Lead, r.Score.Received = r.ID, r.Lead, r.Received
		list = append(list, r)
	}
	return list, mark, wrap(found.Err(), "read cases")
}

// Instant is a time as rows have it.
func Instant(t time.Time) int64 { return t.UnixMicro() }

// Bound is a bound of a filter as rows have it, 0 for none.
func Bound(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return Instant(db.At(t).Time)
}

// complete gives rows their parts and says who asked for more time.
func (f *Follower) complete(ctx context.Context, rows []Row, parts, asked string, args []any) error {
	at := make(map[string]*Row, len(rows))
	for i := range rows {
		at[rows[i].ID] = &rows[i]
	}
	if err := f.each(ctx, parts, args, func(scan func(...any) error) error {
		var id, state string
		var p Part
		if err := scan(&id, &p.Department, &p.Staff, &state); err != nil {
			return err
		}
		if r := at[id]; r != nil {
			p.Live = state == "sent" || state == "taken"
			r.Parts = append(r.Parts, p)
		}
		return nil
	}); err != nil {
		return err
	}
	if err := f.open(ctx, rows); err != nil {
		return err
	}
	return f.each(ctx, asked, args, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		if r := at[id]; err == nil && r != nil {
			r.Asked = true
		}
		return err
	})
}

// score reads what the rates need of rows.
func (f *Follower) score(ctx context.Context, among score.Among, rows []Row) error {
	list := make([]*score.Score, len(rows))
	for i := range rows {
		list[i] = &rows[i].Score
	}
	return f.Scores.Complete(ctx, among, list)
}

// open opens the texts of rows and adds the names of their firms.
func (f *Follower) open(ctx context.Context, rows []Row) (err error) {
	var usccs []string
	for i := range rows {
		r := &rows[i]
		if r.Text, err = f.Text(r.ID, r.Text); err != nil {
			return wrap(err, "open text of case "+r.ID)
		}
		if r.USCC != "" {
			usccs = append(usccs, r.USCC)
		}
	}
	slices.Sort(usccs)
	firms, err := f.Firms(ctx, slices.Compact(usccs))
	if err != nil {
		return wrap(err, "name firms")
	}
	for i := range rows {
		rows[i].Text += "\n" + firms[rows[i].USCC]
	}
	return nil
}

func (f *Follower) each(ctx context.Context, query string, args []any, take func(scan func(...any) error) error) error {
	found, err := f.DB.Query(ctx, query, args...)
	if err != nil {
		return wrap(err, "read what belongs to cases")
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		if err := take(found.Scan); err != nil {
			return wrap(err, "read what belongs to a case")
		}
	}
	return wrap(found.Err(), "read what belongs to cases")
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
