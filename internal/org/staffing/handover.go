package staffing

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/errs"
)

// maxNote is the longest note of a handover, in characters. A guess.
const maxNote = 500

// HandoverKind says why work changes hands.
type HandoverKind string

// The kinds: leaving (离任) and going to another department or post (调动).
const (
	Leave    HandoverKind = "leave"
	Transfer HandoverKind = "transfer"
)

// Order is what a person decides about somebody who leaves or moves on.
type Order struct {
	Kind HandoverKind
	// Staff is the ID of the person who leaves or moves on.
	Staff string
	// Department and Post are the IDs of where a transfer leads; Post may be empty.
	Department, Post string
	Items            []OrderItem
	Note             string
}

// OrderItem is what becomes of one item of work.
type OrderItem struct {
	// Kind and ID name the item as org.WorkItem does.
	Kind, ID string
	// Receiver is the ID of the person who takes over, empty to leave vacant what
	// may be.
	Receiver string
}

func (i OrderItem) key() string { return i.Kind + " " + i.ID }

func keyOf(i org.WorkItem) string { return i.Kind + " " + i.ID }

// Handover is what was decided and done.
type Handover struct {
	ID    string
	Kind  HandoverKind
	Staff string
	// Department is where the person belonged, ToDepartment where a transfer led.
	Department, ToDepartment string
	Note                     string
	// By is the ID of the principal who did it.
	By    string
	At    time.Time
	Items []HandoverItem
}

// HandoverItem is one thing that changed hands, or was left vacant when Receiver
// is empty.
type HandoverItem struct {
	Kind, ID, Label, Receiver string
}

// plan is an order held against what the person holds.
type plan struct {
	// given is what each receiver gets; what nobody gets is left vacant.
	given map[string][]org.WorkItem
	// kept is what the person takes along.
	kept  []org.WorkItem
	items []HandoverItem
}

// check holds an order against what is open and against those who are to
// receive it, by ID, whom the caller has looked up within reach. It fails with
// ErrHandover for items or receivers that do not hold up, and with ErrOpenWork
// while something open stays behind.
func (o Order) check(open []org.WorkItem, receivers map[string]org.Person, chart org.Chart) (plan, error) {
	p := plan{given: map[string][]org.WorkItem{}}
	byKey := make(map[string]org.WorkItem, len(open))
	for _, i := range open {
		byKey[keyOf(i)] = i
	}
	var fields []errs.Field
	decided := map[string]bool{}
	for n, i := range o.Items {
		item, held := byKey[i.key()]
		reason := ""
		switch {
		case !held:
			reason = "这项工作已经不在他名下，请刷新后再办"
		case decided[i.key()]:
			reason = "这项工作列了两次"
		default:
			reason = o.refusal(item, i.Receiver, receivers, chart)
		}
		if reason != "" {
			fields = append(fields, errs.Field{Path: fmt.Sprintf("body.items[%d]", n), Msg: reason})
			continue
		}
		decided[i.key()] = true
		p.given[i.Receiver] = append(p.given[i.Receiver], item)
		p.items = append(p.items, HandoverItem{Kind: item.Kind, ID: item.ID, Label: item.Label, Receiver: i.Receiver})
	}
	if utf8.RuneCountInString(strings.TrimSpace(o.Note)) > maxNote {
		fields = append(fields, errs.Field{Path: "body.note", Msg: fmt.Sprintf("最多 %d 个字", maxNote)})
	}
	if fields != nil {
		return plan{}, ErrHandover.With(fields...)
	}
	var left []errs.Field
	for _, i := range open {
		switch {
		case decided[keyOf(i)]:
		case o.Kind == Transfer && i.Kind != KindMainPost && chart.MayHold(o.Department, i):
			p.kept = append(p.kept, i)
		default:
			left = append(left, errs.Field{Path: "work." + i.Kind + "." + i.ID, Msg: i.Label})
		}
	}
	if left != nil {
		return plan{}, ErrOpenWork.With(left...)
	}
	return p, nil
}

// refusal says why a receiver may not take over an item, empty when they may.
func (o Order) refusal(item org.WorkItem, receiver string, receivers map[string]org.Person, chart org.Chart) string {
	if receiver == "" {
		if item.MayLapse {
			return ""
		}
		return "请选择接手人"
	}
	person, found := receivers[receiver]
	switch {
	case receiver == o.Staff:
		return "接手人不能是他本人"
	case !found:
		return "没有找到这位接手人"
	case person.Status != org.PersonActive:
		return "接手人不在岗"
	case !chart.MayHold(person.Department, item):
		return "接手人所在部门不负责这项工作"
	}
	return ""
}
