package telling

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Subscribers finds who wants to hear of a measure.
type Subscribers interface {
	// Subscribers returns the title of a version of a measure and the codes of the
	// enterprises that subscribed to what it is about.
	Subscribers(ctx context.Context, measure string, version int64) (title string, usccs []string, err error)
}

// noticeOfReview tells the owner of a policy that somebody should look at it.
func (a Teller) noticeOfReview(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p library.ReviewDue
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	owner, err := a.People.Staff(ctx, p.Owner)
	if err != nil || !owner.Active {
		return nil, err
	}
	return []notify.Notice{{
		Reason: template.ReviewDue, Recipient: toStaff(p.Owner), Key: p.Policy + "/" + p.Day, Link: "/desk/policies/" + p.Policy,
		Data: map[string]string{"policy": p.Title, "why": p.Reason},
	}}, nil
}

// noticeOfPublication tells those who act in policy matters for firms that
// subscribed to what a published measure is about.
func (a Teller) noticeOfPublication(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p life.Changed
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	title, usccs, err := a.Subscribers.Subscribers(ctx, p.Measure, p.Version)
	if err != nil {
		return nil, err
	}
	from := "即日"
	if day, err := civil.Parse(p.EffectiveFrom); err == nil {
		from = fmt.Sprintf("%d年%d月%d日", day.Year(), int(day.Month()), day.Day())
	}
	var list []notify.Notice
	for _, uscc := range usccs {
		name, err := firmName(ctx, a.Enterprise, uscc)
		if err != nil {
			return nil, err
		}
		people, err := a.People.ActingIn(ctx, uscc, account.MatterPolicy)
		if err != nil {
			return nil, err
		}
		for _, id := range people {
			list = append(list, notify.Notice{
				Reason: template.Subscribed, Recipient: firmPerson(id), Key: uscc + "/" + p.Measure + fmt.Sprintf("/%d", p.Version), Link: "/my/" + uscc + "/measures/" + p.Measure,
				Data: map[string]string{"enterprise": name, "measure": title, "from": from},
			})
		}
	}
	return list, nil
}
