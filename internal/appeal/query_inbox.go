package appeal

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
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
	BoxToday        Box = "today"
	BoxDeliberation Box = "deliberation"
)

// Boxes are all boxes in the order they are shown.
var Boxes = []Box{BoxMine, BoxDepartment, BoxAccept, BoxDispatch, BoxRead, BoxCallback, BoxExtension, BoxToday, BoxLate, BoxDeliberation, BoxAll}

// Filter narrows a box.
type Filter struct {
	State    State
	Kind     Kind
	Channel  Channel
	Urgency  Urgency
	Lead     string
	USCC     string
	Number   string
	From, To time.Time
	// ByDue sorts by the end of the term, the earliest first, instead of the newest
	// first.
	ByDue bool
}

// boxed adds the condition of a box to a sight.
func (s *Service) boxed(ctx context.Context, v Sight, box Box) (Sight, error) {
	who := authz.From(ctx)
	now := s.Clock.Now()
	const running = `state IN ('received', 'accepted', 'dispatched', 'in_hand', 'replied') AND suspended = ? AND due_at IS NOT NULL AND due_at `
	switch box {
	case BoxMine:
		return v.And(`id IN (SELECT case_id FROM appeal_part WHERE staff = ? AND state IN ('sent', 'taken'))`, who.ID), nil
	case BoxDepartment:
		below, err := s.Departments.Subtree(ctx, who.Department)
		if err != nil || len(below) == 0 {
			return v.And(`1 = 0`), err
		}
		return v.And(`id IN (SELECT case_id FROM appeal_part WHERE state IN ('sent', 'taken') AND department IN (`+db.Placeholders(len(below))+`))`, texts(below)...), nil
	case BoxAccept:
		return v.And(`state = 'received'`), nil
	case BoxDispatch:
		return v.And(`state = 'accepted'`), nil
	case BoxRead:
		return v.And(`state = 'replied'`), nil
	case BoxCallback:
		return v.And(`state = 'read'`), nil
	case BoxExtension:
		return v.And(`id IN (SELECT case_id FROM appeal_extension WHERE state = 'asked')`), nil
	case BoxLate:
		return v.And(running+`< ?`, false, db.At(now)), nil
	case BoxToday:
		return v.And(running+`>= ? AND due_at <= ?`, false, db.At(now), db.At(civil.Of(now.In(civil.Beijing)).End(civil.Beijing))), nil
	case BoxDeliberation:
		return v.And(`deliberation = ? AND state IN ('received', 'accepted', 'dispatched', 'in_hand', 'replied', 'read')`, true), nil
	}
	return v, nil
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
	add(f.Lead != "", "lead = ?", f.Lead)
	add(f.USCC != "", "uscc = ?", f.USCC)
	add(f.Number != "", "(number = ? OR source_no = ?)", f.Number, f.Number)
	add(!f.From.IsZero(), "received_at >= ?", db.At(f.From))
	add(!f.To.IsZero(), "received_at < ?", db.At(f.To))
	return v
}

// Inbox returns one page of a box.
func (s *Service) Inbox(ctx context.Context, box Box, f Filter, page kernel.Page) (out kernel.Rows[*Case], err error) {
	v, err := s.Sight(ctx, PermRead)
	if err != nil {
		return out, err
	}
	if v, err = s.boxed(ctx, v, box); err != nil {
		return out, err
	}
	v = f.on(v)
	if out.Total, err = s.Count(ctx, v); err != nil {
		return out, err
	}
	order := db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true}
	if f.ByDue {
		order = db.Keyset{Columns: []db.Column{{SQL: "coalesce(due_at, '9999-12-31T00:00:00.000000Z')"}, {SQL: "id"}}}
	}
	after, args, err := order.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		v = v.And(after, args...)
	}
	found, err := list(ctx, s.DB, `SELECT `+caseColumns+` FROM appeal_case WHERE `+v.condition+order.OrderBy()+` LIMIT ?`, append(append([]any{}, v.args...), page.Limit+1), s.scanCase)
	if err != nil {
		return out, err
	}
	if len(found) > page.Limit {
		found = found[:page.Limit]
		out.Next = cursorBehind(order, f, found[page.Limit-1])
	}
	out.Items = found
	return out, nil
}

func cursorBehind(order db.Keyset, f Filter, last *Case) string {
	if !f.ByDue {
		return order.Cursor(last.ID)
	}
	due := last.DueAt
	if due.IsZero() {
		due = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	text, _ := db.At(due).Value()
	return order.Cursor(text, last.ID)
}

// Trays returns how many cases each box holds for the caller.
func (s *Service) Trays(ctx context.Context) (map[Box]int64, error) {
	sight, err := s.Sight(ctx, PermRead)
	if err != nil {
		return nil, err
	}
	out := map[Box]int64{}
	for _, box := range Boxes {
		v, err := s.boxed(ctx, sight, box)
		if err != nil {
			return nil, err
		}
		if out[box], err = s.Count(ctx, v); err != nil {
			return nil, err
		}
	}
	return out, nil
}
