package appeal

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal/inbox"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Box is one tray of the inbox. A count and a list of the same box and filter are
// made of the same condition, so they are always equal.
type Box string

// The boxes.
const (
	BoxMine         Box = "mine"
	BoxDepartment   Box = "department"
	BoxAll          Box = "all"
	BoxAccept       Box = "accept"
	BoxDispatch     Box = "dispatch"
	BoxRead         Box = "read"
	BoxCallback     Box = "callback"
	BoxExtension    Box = "extension"
	BoxLate         Box = "late"
	BoxRisk         Box = "risk"
	BoxOpen         Box = "open"
	BoxToday        Box = "today"
	BoxDeliberation Box = "deliberation"
)

// Boxes are all boxes in the order they are shown.
var Boxes = []Box{BoxMine, BoxDepartment, BoxAccept, BoxDispatch, BoxRead, BoxCallback, BoxExtension, BoxToday, BoxRisk, BoxLate, BoxDeliberation, BoxOpen, BoxAll}

// Filter narrows a box.
type Filter struct {
	State   State
	Kind    Kind
	Channel Channel
	Urgency Urgency
	// Lead is a department, Handler a person in it; Nobody finds those without one.
	Lead     string
	Handler  string
	USCC     string
	Number   string
	From, To time.Time
	// ByDue sorts by the end of the term, the earliest first, instead of the newest
	// first.
	ByDue bool
}

// running is of a case whose term runs.
const running = `state IN ('received', 'accepted', 'dispatched', 'in_hand', 'replied') AND suspended = ? AND due_at IS NOT NULL AND due_at `

// tray is a box twice: as a condition in SQL and as one on the columns in memory.
type tray struct {
	condition string
	args      []any
	columns   inbox.Box
}

// tray returns what lies in a box for the caller.
func (s *Service) tray(ctx context.Context, box Box) (tray, error) {
	who := authz.From(ctx)
	now := db.At(s.Clock.Now())
	state := func(one State) tray {
		return tray{`state = ?`, []any{string(one)}, inbox.Box{States: []string{string(one)}}}
	}
	termed := inbox.Box{States: names(Received, Accepted, Dispatched, InHand, Replied), Running: true}
	switch box {
	case BoxMine:
		return tray{`id IN (SELECT case_id FROM appeal_part WHERE staff = ? AND state IN ('sent', 'taken'))`, []any{who.ID}, inbox.Box{Held: who.ID}}, nil
	case BoxDepartment:
		below, err := s.Departments.Subtree(ctx, who.Department)
		if err != nil || len(below) == 0 {
			return tray{`1 = 0`, nil, inbox.Box{In: true}}, err
		}
		return tray{
			`id IN (SELECT case_id FROM appeal_part WHERE state IN ('sent', 'taken') AND department IN (` + db.Placeholders(len(below)) + `))`, texts(below),
			inbox.Box{In: true, Departments: below},
		}, nil
	case BoxAccept:
		return state(Received), nil
	case BoxDispatch:
		return state(Accepted), nil
	case BoxRead:
		return state(Replied), nil
	case BoxCallback:
		return state(Read), nil
	case BoxExtension:
		return tray{`id IN (SELECT case_id FROM appeal_extension WHERE state = 'asked')`, nil, inbox.Box{Asked: true}}, nil
	case BoxLate:
		termed.DueUntil = inbox.Instant(now.Time) - 1
		return tray{running + `< ?`, []any{false, now}, termed}, nil
	case BoxToday:
		end := db.At(civil.Of(now.In(civil.Beijing)).End(civil.Beijing))
		termed.DueFrom, termed.DueUntil = inbox.Instant(now.Time), inbox.Instant(end.Time)
		return tray{running + `>= ? AND due_at <= ?`, []any{false, now, end}, termed}, nil
	case BoxRisk:
		calendar, err := s.Clocks.Calendar(ctx)
		if err != nil {
			return tray{}, wrap(err, "load calendar")
		}
		soon := db.At(nextWorkday(now.Time, calendar))
		termed.DueFrom, termed.Soon, termed.RiskUntil = inbox.Instant(now.Time), inbox.Instant(soon.Time), inbox.Instant(now.Time)
		return tray{running + `>= ? AND (due_at <= ? OR risk_at <= ?)`, []any{false, now, soon, now}, termed}, nil
	case BoxOpen:
		return tray{`state IN ('received', 'accepted', 'dispatched', 'in_hand', 'replied', 'read')`, nil, inbox.Box{States: names(live...)}}, nil
	case BoxDeliberation:
		return tray{
			`deliberation = ? AND state IN ('received', 'accepted', 'dispatched', 'in_hand', 'replied', 'read')`, []any{true},
			inbox.Box{States: names(live...), Deliberation: true},
		}, nil
	}
	return tray{condition: `1 = 1`}, nil
}

func names(states ...State) []string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = string(s)
	}
	return out
}

// Nobody is the name under which a filter finds cases that no department leads, or
// that nobody has taken.
const Nobody = inbox.Nobody

func somebody(id string) string {
	if id == Nobody {
		return ""
	}
	return id
}

// nextWorkday is the same time of day on the next working day: what ends before it
// has less than one working day left.
func nextWorkday(now time.Time, calendar deadline.Calendar) time.Time {
	for days := 1; ; days++ {
		then := now.AddDate(0, 0, days)
		// Two weeks without a working day are a calendar that makes no sense.
		if worked, _ := calendar.IsWorkday(civil.Of(then.In(civil.Beijing))); worked || days == 14 {
			return then
		}
	}
}

// Tally is how many cases of a box one person leads; Department and Staff are empty
// where nobody does.
type Tally = inbox.Tally

// Tally counts the cases of a box by who leads them, as the list has them.
func (s *Service) Tally(ctx context.Context, box Box) ([]Tally, error) {
	v, err := s.Sight(ctx, PermRead)
	if err != nil {
		return nil, err
	}
	t, err := s.tray(ctx, box)
	if err != nil {
		return nil, err
	}
	roll, err := s.inbox.Fresh(ctx)
	if err != nil {
		return nil, err
	}
	if roll != nil && v.columns != nil {
		return roll.Tally(*v.columns, t.columns), nil
	}
	v = v.And(t.condition, t.args...)
	return list(ctx, s.DB, `SELECT lead, lead_staff, count(*) FROM appeal_case WHERE `+v.condition+` GROUP BY lead, lead_staff ORDER BY lead, lead_staff`,
		v.args, func(scan func(...any) error) (t Tally, err error) {
			return t, scan(&t.Department, &t.Staff, &t.Cases)
		})
}

func (f Filter) on(v Sight) Sight {
	add := func(wanted bool, where string, args ...any) {
		if wanted {
			v = v.And(where, args...)
		}
	}
	add(f.State != "", "state = ?", string(f.State))
	add(f.Kind != "", "kind = ?", string(f.Kind))
	add(f.Channel != "", "channel = ?", string(f.Channel))
	add(f.Urgency != "", "urgency = ?", string(f.Urgency))
	add(f.Lead != "", "lead = ?", somebody(f.Lead))
	add(f.Handler != "", "lead_staff = ?", somebody(f.Handler))
	add(f.USCC != "", "uscc = ?", f.USCC)
	add(f.Number != "", "(number = ? OR (source_no = ? AND source_no <> ''))", f.Number, f.Number)
	add(!f.From.IsZero(), "received_at >= ?", db.At(f.From))
	add(!f.To.IsZero(), "received_at < ?", db.At(f.To))
	return v
}

// columns says a filter to the columns in memory.
func (s *Service) columns(ctx context.Context, f Filter) (inbox.Filter, error) {
	out := inbox.Filter{
		State: string(f.State), Kind: string(f.Kind), Channel: string(f.Channel), Urgency: string(f.Urgency), Lead: f.Lead, Handler: f.Handler, USCC: f.USCC,
		From: instantOf(f.From), Until: instantOf(f.To),
	}
	if f.Number == "" {
		return out, nil
	}
	var err error
	out.Only, err = list(ctx, s.DB, `SELECT id FROM appeal_case WHERE number = ? UNION SELECT id FROM appeal_case WHERE source_no = ? AND source_no <> ''`,
		[]any{f.Number, f.Number}, func(scan func(...any) error) (id string, err error) { return id, scan(&id) })
	return out, err
}

func instantOf(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return inbox.Instant(db.At(t).Time)
}

// Boxed returns which cases of a box a filter lets through, among those that the
// caller sees by a permission: what a list, a count and an export of it have alike.
func (s *Service) Boxed(ctx context.Context, perm authz.Permission, box Box, f Filter) (Sight, error) {
	v, err := s.Sight(ctx, perm)
	if err != nil {
		return v, err
	}
	t, err := s.tray(ctx, box)
	if err != nil {
		return v, err
	}
	return f.on(v.And(t.condition, t.args...)), nil
}

// Inbox returns one page of a box. The columns in memory say which cases, the
// database is asked for those only; it is asked for all as long as it has to be.
func (s *Service) Inbox(ctx context.Context, box Box, f Filter, page kernel.Page) (out kernel.Rows[*Case], err error) {
	v, err := s.Sight(ctx, PermRead)
	if err != nil {
		return out, err
	}
	t, err := s.tray(ctx, box)
	if err != nil {
		return out, err
	}
	order := inbox.Order{ByDue: f.ByDue}
	after, args, err := order.Keyset().After(page.After)
	if err != nil {
		return out, err
	}
	var found []*Case
	roll, err := s.inbox.Fresh(ctx)
	if err != nil {
		return out, err
	}
	if place, known := order.Place(args); known && roll != nil && v.columns != nil {
		found, out.Total, err = s.pageOf(ctx, roll, v, t, f, place, page.Limit+1)
	} else {
		found, out.Total, err = s.pageInSQL(ctx, f.on(v.And(t.condition, t.args...)), order.Keyset(), after, args, page.Limit+1)
	}
	if err != nil {
		return out, err
	}
	if len(found) > page.Limit {
		found = found[:page.Limit]
		last := found[page.Limit-1]
		out.Next = order.Cursor(last.ID, last.DueAt)
	}
	out.Items = found
	return out, nil
}

func (s *Service) pageOf(ctx context.Context, roll *inbox.Roll, v Sight, t tray, f Filter, after *inbox.Key, limit int) ([]*Case, int64, error) {
	narrow, err := s.columns(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	ids, total := roll.Page(*v.columns, t.columns, narrow, inbox.Order{ByDue: f.ByDue}, after, limit)
	if len(ids) == 0 {
		return []*Case{}, total, nil
	}
	these := Sight{condition: `id IN (` + db.Placeholders(len(ids)) + `)`, args: texts(ids)}
	if v.shield != nil { // memory never shows a case to whom it complains of
		these = these.And(v.shield.condition, v.shield.args...)
	}
	found, err := s.Cases(ctx, these, limit)
	slices.SortFunc(found, func(a, b *Case) int { return cmp.Compare(slices.Index(ids, a.ID), slices.Index(ids, b.ID)) })
	return found, total, err
}

func (s *Service) pageInSQL(ctx context.Context, v Sight, order db.Keyset, after string, args []any, limit int) (found []*Case, total int64, err error) {
	if total, err = s.Count(ctx, v); err != nil {
		return nil, 0, err
	}
	if after != "" {
		v = v.And(after, args...)
	}
	found, err = list(ctx, s.DB, `SELECT `+caseColumns+` FROM appeal_case WHERE `+v.condition+order.OrderBy()+` LIMIT ?`, append(append([]any{}, v.args...), limit), s.scanCase)
	return found, total, err
}

// Trays returns how many cases each box holds for the caller.
func (s *Service) Trays(ctx context.Context) (map[Box]int64, error) {
	v, err := s.Sight(ctx, PermRead)
	if err != nil {
		return nil, err
	}
	roll, err := s.inbox.Fresh(ctx)
	if err != nil {
		return nil, err
	}
	out := map[Box]int64{}
	columns := make([]inbox.Box, len(Boxes))
	for i, box := range Boxes {
		t, err := s.tray(ctx, box)
		if err != nil {
			return nil, err
		}
		columns[i] = t.columns
		if roll != nil && v.columns != nil {
			continue
		}
		if out[box], err = s.Count(ctx, v.And(t.condition, t.args...)); err != nil {
			return nil, err
		}
	}
	if roll != nil && v.columns != nil {
		for i, n := range roll.Count(*v.columns, columns) {
			out[Boxes[i]] = n
		}
	}
	return out, nil
}

// WarmInbox loads the columns of the inbox, so that the first list of the day does
// not wait for the database.
func (s *Service) WarmInbox(ctx context.Context) error { return s.inbox.Warm(ctx) }
