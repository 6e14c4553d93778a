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
)

// Box is one tray of the inbox.
type Box = inbox.Name

// The boxes that the program itself asks for.
const (
	BoxMine         = inbox.Mine
	BoxDepartment   = inbox.Department
	BoxAll          = inbox.All
	BoxAccept       = inbox.Accept
	BoxDispatch     = inbox.Dispatch
	BoxRead         = inbox.Read
	BoxCallback     = inbox.Callback
	BoxExtension    = inbox.Extension
	BoxLate         = inbox.Late
	BoxRisk         = inbox.Risk
	BoxOpen         = inbox.Open
	BoxToday        = inbox.Today
	BoxDeliberation = inbox.Deliberation
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
	Lead    string
	Handler string
	USCC    string
	Number  string
	// Words are looked for in texts and names of firms, each also as a number of a
	// case and as the reporter's phone where the caller may see it.
	Words    string
	From, To time.Time
	// ByDue sorts by the end of the term, the earliest first, instead of the newest
	// first.
	ByDue bool
}

// asker is what the trays of the caller depend on.
func (s *Service) asker(ctx context.Context) (a inbox.Asker, err error) {
	who := authz.From(ctx)
	a.Staff, a.Now = who.ID, s.Clock.Now()
	if who.Department != "" {
		if a.Below, err = s.Departments.Subtree(ctx, who.Department); err != nil {
			return a, wrap(err, "find departments below")
		}
	}
	a.Calendar, err = s.Clocks.Calendar(ctx)
	return a, wrap(err, "load calendar")
}

// tray returns what lies in a box for the caller.
func (s *Service) tray(ctx context.Context, box Box) (inbox.Tray, error) {
	a, err := s.asker(ctx)
	return a.Tray(box), err
}

// Nobody is the name under which a filter finds cases that no department leads or nobody took.
const Nobody = inbox.Nobody

func somebody(id string) string {
	if id == Nobody {
		return ""
	}
	return id
}

// Columns returns the columns in memory, and a sight as they know it; nil where the
// database has to be asked.
func (s *Service) Columns(ctx context.Context, v Sight) (*inbox.Roll, inbox.Sight, error) {
	if v.columns == nil {
		return nil, inbox.Sight{}, nil
	}
	roll, err := s.inbox.Fresh(ctx)
	return roll, *v.columns, err
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
	roll, columns, err := s.Columns(ctx, v)
	if err != nil {
		return nil, err
	}
	if roll != nil {
		return roll.Tally(columns, t.Box), nil
	}
	v = v.And(t.Condition, t.Args...)
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
func (s *Service) columns(ctx context.Context, f Filter) (out inbox.Filter, err error) {
	out = inbox.Filter{
		State: string(f.State), Kind: string(f.Kind), Channel: string(f.Channel), Urgency: string(f.Urgency), Lead: f.Lead, Handler: f.Handler, USCC: f.USCC,
		From: inbox.Bound(f.From), Until: inbox.Bound(f.To),
	}
	if reveals, denied := s.Sight(ctx, PermReveal); denied == nil {
		out.Reveals = reveals.columns
	}
	if out.Words, err = s.inbox.Words(ctx, f.Words, s.phoneIndex); err != nil || f.Number == "" {
		return out, err
	}
	out.Only, err = s.inbox.Numbered(ctx, f.Number)
	return out, err
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
	return f.on(v.And(t.Condition, t.Args...)), nil
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
	place, known := order.Place(args)
	switch {
	case known && roll != nil && v.columns != nil:
		found, out.Total, err = s.pageOf(ctx, roll, v, t, f, place, page.Limit+1)
	case f.Words != "":
		return out, ErrSearch
	default:
		found, out.Total, err = s.pageInSQL(ctx, f.on(v.And(t.Condition, t.Args...)), order.Keyset(), after, args, page.Limit+1)
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

func (s *Service) pageOf(ctx context.Context, roll *inbox.Roll, v Sight, t inbox.Tray, f Filter, after *inbox.Key, limit int) ([]*Case, int64, error) {
	narrow, err := s.columns(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	ids, total := roll.Page(*v.columns, t.Box, narrow, inbox.Order{ByDue: f.ByDue}, after, limit)
	found, err := s.these(ctx, v, ids)
	return found, total, err
}

// these loads the cases of a sight that memory has found, in its order.
func (s *Service) these(ctx context.Context, v Sight, ids []string) ([]*Case, error) {
	if len(ids) == 0 {
		return []*Case{}, nil
	}
	these := Sight{condition: `id IN (` + db.Placeholders(len(ids)) + `)`, args: texts(ids)}
	if v.shield != nil { // memory never shows a case to whom it complains of
		these = these.And(v.shield.condition, v.shield.args...)
	}
	found, err := s.Cases(ctx, these, len(ids))
	slices.SortFunc(found, func(a, b *Case) int { return cmp.Compare(slices.Index(ids, a.ID), slices.Index(ids, b.ID)) })
	return found, err
}

// Alike returns the cases of a sight whose texts share the most with a text, at
// most limit; none as long as the columns are not in memory.
func (s *Service) Alike(ctx context.Context, v Sight, text string, limit int) ([]*Case, error) {
	roll, err := s.inbox.Fresh(ctx)
	if err != nil || roll == nil || v.columns == nil {
		return nil, err
	}
	return s.these(ctx, v, roll.Alike(*v.columns, text, limit))
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
	roll, sight, err := s.Columns(ctx, v)
	if err != nil {
		return nil, err
	}
	out := map[Box]int64{}
	columns := make([]inbox.Box, len(Boxes))
	a, err := s.asker(ctx)
	if err != nil {
		return nil, err
	}
	for i, box := range Boxes {
		t := a.Tray(box)
		columns[i] = t.Box
		if roll != nil {
			continue
		}
		if out[box], err = s.Count(ctx, v.And(t.Condition, t.Args...)); err != nil {
			return nil, err
		}
	}
	if roll != nil {
		for i, n := range roll.Count(sight, columns) {
			out[Boxes[i]] = n
		}
	}
	return out, nil
}

// WarmInbox loads the columns of the inbox, so that the first list of the day does
// not wait for the database.
func (s *Service) WarmInbox(ctx context.Context) error { return s.inbox.Warm(ctx) }
