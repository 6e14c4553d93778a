package telling

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/events"
)

// Issues tells staff of what is asked for again and again when work with it lands on
// them: leaders to confirm, departments to solve it, the centre when it moves. Nobody
// is told of one that does not exist for his department.
type Issues struct {
	Teller
	Issues      *monthly.Service
	Departments appeal.Departments
}

// Subscriptions is the table of what about issues people are told of.
func (a Issues) Subscriptions() []events.Subscription {
	work := func(event, what string, whom func(context.Context, monthly.Happened) ([]string, error)) events.Subscription {
		return a.tell(event, func(ctx context.Context, e events.Event) ([]notify.Notice, error) {
			return a.notices(ctx, e, what, whom)
		})
	}
	return []events.Subscription{
		work(monthly.EventChosen, "已经选定，等您确认", a.confirming),
		work(monthly.EventConfirmed, "由您的部门牵头或者配合，请填写措施", a.solving),
		work(monthly.EventReturned, "的选定被领导退回，请重新选定", a.chooser),
		work(monthly.EventReported, "有新的进展", a.chooser),
		work(monthly.EventEnded, "已经办结或者不再列入", a.solving),
		work(monthly.EventReopened, "重新列入，请继续办理", a.solving),
	}
}

// confirming are the leaders who neither proposed nor chose.
func (a Issues) confirming(ctx context.Context, p monthly.Happened) ([]string, error) {
	ids, err := a.People.Holding(ctx, string(monthly.PermConfirm))
	return slices.DeleteFunc(ids, func(id string) bool { return id == p.Proposer || id == p.Chooser }), err
}

func (Issues) chooser(_ context.Context, p monthly.Happened) ([]string, error) {
	return []string{p.Chooser}, nil
}

// solving are those who report for the departments that take part, once it began.
func (a Issues) solving(ctx context.Context, p monthly.Happened) (list []string, err error) {
	if !p.Begun {
		return nil, nil
	}
	ids, err := a.People.Holding(ctx, string(monthly.PermReport))
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		who, err := a.People.Staff(ctx, id)
		if err != nil {
			return nil, err
		}
		path, err := a.Departments.Path(ctx, who.Department)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(path, func(d string) bool { return slices.Contains(p.Departments, d) }) {
			list = append(list, id)
		}
	}
	return list, nil
}

func (a Issues) notices(ctx context.Context, e events.Event, what string, whom func(context.Context, monthly.Happened) ([]string, error)) (list []notify.Notice, err error) {
	var p monthly.Happened
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	ids, err := whom(ctx, p)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		who, err := a.People.Staff(ctx, id)
		if err != nil {
			return nil, err
		}
		known, err := a.Issues.KnownTo(ctx, p.Issue, who.Department)
		if err != nil {
			return nil, err
		}
		if known && who.Active && id != e.Actor {
			list = append(list, notify.Notice{
				Reason: template.AppealWork, Recipient: toStaff(id), Key: e.ID, Link: "/desk/appeal-issues/" + p.Issue,
				Data: map[string]string{"number": "高频诉求", "what": what},
			})
		}
	}
	return list, nil
}
