package telling

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/definition"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/sorting"
	"github.com/yikou/yikou/internal/appeal/threshold"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Appeals tells staff when work lands on them and reporters when something of
// theirs moves. Nobody of the unit complained of is told anything.
type Appeals struct {
	Teller
	Cases *appeal.Service
}

// Subscriptions is the table of what about appeals people are told of.
func (a Appeals) Subscriptions() []events.Subscription {
	work := func(event, what string, whom func(context.Context, *appeal.Case, appeal.Happened) ([]string, error)) events.Subscription {
		return a.tell(event, func(ctx context.Context, e events.Event) ([]notify.Notice, error) { return a.work(ctx, e, what, whom) })
	}
	list := []events.Subscription{
		work(appeal.EventDispatched, "派给了您的部门，请签收", a.handlers),
		work(appeal.EventReturned, "被承办部门退回，请重新派单", a.holding(appeal.PermCentre)),
		work(appeal.EventReplied, "有一份答复等您审核", a.readers),
		work(appeal.EventSentBack, "的答复没有通过审核，请修改", a.lead),
		work(appeal.EventAnswered, "收到了协办部门的回复", a.lead),
		work(appeal.EventExtending, "申请延期，请审批", a.holding(appeal.PermLead)),
		work(appeal.EventExtended, "的延期申请已经审批", a.lead),
		work(appeal.EventSupervised, "被列为督办件，请抓紧办理", a.lead),
		work(appeal.EventAdded, "有反映人补充的情况", a.lead),
		work(appeal.EventRedone, "反映人不满意，退回重新办理", a.lead),
		work(exclusion.EventAsked, "申请不计入三率，请审核", a.holding(exclusion.PermDecide)),
		work(exclusion.EventDecided, "的三率剔除申请已经审核", a.handlers),
		work(exclusion.EventWithdrawn, "的三率剔除已经撤销", a.handlers),
		work(appeal.EventReopened, "应反映人要求重新办理", a.again),
	}
	for _, event := range []string{
		appeal.EventAccepted, appeal.EventRefused, appeal.EventDispatched, appeal.EventReturned, appeal.EventApproved,
		appeal.EventSuspended, appeal.EventResumed, appeal.EventExtended, appeal.EventMerged, appeal.EventUnmerged, appeal.EventRedone, appeal.EventClosed,
	} {
		list = append(list, events.Subscription{Event: event, Subscriber: reporterSubscriber, Handle: a.toReporter})
	}
	return append(list,
		a.tell(keeping.EventRungReached, a.onRung),
		a.tell(keeping.EventCalendarMissing, a.onMissing),
		a.tell(threshold.EventAsked, a.onThresholdAsked),
		a.tell(definition.EventDrafted, a.onDefinitionDrafted),
		a.tell(threshold.EventSetBack, a.onSetBack),
		a.tell(sorting.EventDrawn, a.onDrawn),
		events.Subscription{Event: keeping.EventMoved, Subscriber: "appeal.refresh", Handle: a.onMoved},
	)
}

const reporterSubscriber = "notify.reporter"

// work makes the notices for staff about one event.
func (a Appeals) work(ctx context.Context, e events.Event, what string, whom func(context.Context, *appeal.Case, appeal.Happened) ([]string, error)) ([]notify.Notice, error) {
	var p appeal.Happened
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	c, err := a.Cases.ByID(ctx, p.Case)
	if err != nil {
		return nil, err
	}
	ids, err := whom(ctx, c, p)
	if err != nil {
		return nil, err
	}
	var list []notify.Notice
	for _, id := range ids {
		if id == e.Actor {
			continue
		}
		list = append(list, notify.Notice{
			Reason: template.AppealWork, Recipient: toStaff(id), Key: p.Entry, Link: "/desk/appeals/" + p.Case,
			Data: map[string]string{"number": p.Number, "what": what},
		})
	}
	return list, nil
}

// seeing keeps those who belong to one of the departments, or to any where none is
// named, and not to the unit complained of.
func (a Appeals) seeing(ctx context.Context, c *appeal.Case, ids []string, departments ...string) ([]string, error) {
	var out []string
	for _, id := range ids {
		who, err := a.People.Staff(ctx, id)
		if err != nil {
			return nil, err
		}
		path, err := a.Cases.Departments.Path(ctx, who.Department)
		if err != nil {
			return nil, err
		}
		if c.Accused != "" && slices.Contains(path, c.Accused) {
			continue
		}
		if len(departments) == 0 || slices.ContainsFunc(departments, func(d string) bool { return d == who.Department }) {
			out = append(out, id)
		}
	}
	return out, nil
}

func (a Appeals) holding(p authz.Permission) func(context.Context, *appeal.Case, appeal.Happened) ([]string, error) {
	return func(ctx context.Context, c *appeal.Case, _ appeal.Happened) ([]string, error) {
		ids, err := a.People.Holding(ctx, string(p))
		if err != nil {
			return nil, err
		}
		return a.seeing(ctx, c, ids)
	}
}

// handlers are those who may take a case in the departments that an event names.
func (a Appeals) handlers(ctx context.Context, c *appeal.Case, p appeal.Happened) ([]string, error) {
	ids, err := a.People.Holding(ctx, string(appeal.PermHandle))
	if err != nil || len(p.Parts) == 0 {
		return nil, err
	}
	return a.seeing(ctx, c, ids, p.Parts...)
}

// lead is who works on a case, or everybody who may in its department. Nobody works
// on a merged one.
func (a Appeals) lead(ctx context.Context, c *appeal.Case, _ appeal.Happened) ([]string, error) {
	if c.State == appeal.Merged {
		return nil, nil
	}
	if c.LeadStaff != "" {
		return a.seeing(ctx, c, []string{c.LeadStaff})
	}
	if c.Lead == "" {
		return nil, nil
	}
	return a.handlers(ctx, c, appeal.Happened{Parts: []string{c.Lead}})
}

// again is whose work a reopened case is.
func (a Appeals) again(ctx context.Context, c *appeal.Case, p appeal.Happened) ([]string, error) {
	if c.Lead == "" {
		return a.holding(appeal.PermCentre)(ctx, c, p)
	}
	return a.lead(ctx, c, p)
}

// readers are those who may read a reply and did not write it.
func (a Appeals) readers(ctx context.Context, c *appeal.Case, p appeal.Happened) ([]string, error) {
	return a.holding(appeal.PermReview)(ctx, c, p)
}

// toReporter tells the reporter of a case what a new entry of the timeline says. What
// was merged into a case is answered by events of its own.
func (a Appeals) toReporter(ctx context.Context, e events.Event) error {
	var p appeal.Happened
	if err := e.Decode(&p); err != nil {
		return err
	}
	sentence, err := a.sentenceOf(ctx, p.Case, p.Entry)
	if err != nil || sentence == "" {
		return err
	}
	c, err := a.Cases.ByID(ctx, p.Case)
	if err != nil {
		return err
	}
	return a.Bus.Once(ctx, e.ID, reporterSubscriber, func(ctx context.Context) error {
		to, link := reporterOf(c, e.Name)
		if to.ID == "" || to.ID == e.Actor {
			return nil
		}
		return a.Notify.Notify(ctx, notify.Notice{
			Reason: template.AppealProgress, Recipient: to, Key: p.Entry, Link: link, Data: map[string]string{"number": c.Number, "what": sentence},
		})
	})
}

// texted is what a visitor is sent a text about: the answers that the law promises,
// not every step.
var texted = []string{appeal.EventAccepted, appeal.EventRefused, appeal.EventApproved, appeal.EventClosed}

// reporterOf says whom to tell about a case, and where it can be read; a Recipient
// without ID where there is nobody to tell. Who reported to another system hears
// from that one.
func reporterOf(c *appeal.Case, event string) (to notify.Recipient, link string) {
	if c.Reporter.Account != "" {
		return firmPerson(c.Reporter.Account), "/my/" + c.USCC + "/appeals/" + c.ID
	}
	guest := notify.Recipient{Kind: notify.Guest, ID: seal.NormalPhone(c.Reporter.Phone)}
	if guest.Valid() && c.Source.No == "" && slices.Contains(texted, event) {
		return guest, "/report/progress"
	}
	return to, ""
}

// onRung tells those who answer for a case that its term runs out: at half and at
// three quarters the handler, at the end the leaders too, then up the chain. Of two
// terms that run side by side only the earlier one is told of, and of one that was
// made to stand still meanwhile nobody.
func (a Appeals) onRung(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var r keeping.RungReached
	if err := e.Decode(&r); err != nil || r.Kind != appeal.ClockKind {
		return nil, err
	}
	c, err := a.Cases.ByID(ctx, r.ID)
	if err != nil || c.State.Ended() || c.Suspended {
		return nil, err
	}
	ids, err := a.answerable(ctx, c, r)
	if err != nil {
		return nil, err
	}
	var list []notify.Notice
	for _, id := range ids {
		list = append(list, notify.Notice{
			Reason: template.AppealTerm, Recipient: toStaff(id), Key: e.ID, Link: "/desk/appeals/" + c.ID,
			Data: map[string]string{"number": c.Number, "what": used(r), "at": r.Due.Format(time.RFC3339)},
		})
	}
	return list, nil
}

func (a Appeals) answerable(ctx context.Context, c *appeal.Case, r keeping.RungReached) ([]string, error) {
	switch r.Name {
	case appeal.ClockObject, appeal.ClockReopen:
		return nil, nil
	case appeal.ClockCoHandler:
		return a.coHandlers(ctx, c, r.Holder)
	}
	if !c.DueAt.IsZero() && r.Due.After(c.DueAt) {
		return nil, nil
	}
	first := a.lead
	if c.Lead == "" {
		first = a.holding(appeal.PermCentre)
	}
	ids, err := first(ctx, c, appeal.Happened{})
	if err != nil || r.Rung < 1 {
		return ids, err
	}
	leaders, err := a.holding(appeal.PermLead)(ctx, c, appeal.Happened{})
	for _, id := range leaders {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, err
}

// coHandlers are those who answer for one part of a case.
func (a Appeals) coHandlers(ctx context.Context, c *appeal.Case, part string) ([]string, error) {
	parts, err := a.Cases.Parts(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range parts[c.ID] {
		if p.ID == part && p.Live() {
			return a.handlers(ctx, c, appeal.Happened{Parts: []string{p.Department}})
		}
	}
	return nil, nil
}

func used(r keeping.RungReached) string {
	switch {
	case r.Rung < 0.75:
		return "时限已用去一半"
	case r.Rung < 1:
		return "时限已用去四分之三"
	case r.Level == 0:
		return "时限已到"
	}
	return "已经超期，按规定上报领导"
}

// onMissing tells those who may set the days off of a year that it has none.
func (a Appeals) onMissing(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var m keeping.CalendarMissing
	if err := e.Decode(&m); err != nil {
		return nil, err
	}
	ids, err := a.People.Holding(ctx, string(keeping.PermAmend))
	var list []notify.Notice
	for _, id := range ids {
		list = append(list, notify.Notice{
			Reason: template.CalendarMissing, Recipient: toStaff(id), Key: strconv.Itoa(m.Year), Link: "/desk/deadlines?tab=calendar&year=" + strconv.Itoa(m.Year),
			Data: map[string]string{"year": strconv.Itoa(m.Year), "count": count(m.Clocks)},
		})
	}
	return list, err
}

// onMoved brings a case up to date whose clocks an amended calendar moved.
func (a Appeals) onMoved(ctx context.Context, e events.Event) error {
	var m keeping.Moved
	if err := e.Decode(&m); err != nil || m.Kind != appeal.ClockKind {
		return err
	}
	return a.Cases.Refresh(ctx, m.ID)
}

// sentenceOf says what one entry of the timeline tells a reporter, "" for one that
// is not theirs to read.
func (a Appeals) sentenceOf(ctx context.Context, id, entry string) (string, error) {
	entries, err := a.Cases.Entries(ctx, id, true)
	if err != nil {
		return "", err
	}
	departments, err := a.Cases.Departments.All(ctx)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if e.ID == entry {
			return e.Sentence(func(d string) string { return departments[d].Name }), nil
		}
	}
	return "", nil
}
