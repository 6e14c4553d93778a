package telling

import (
	"context"
	"strconv"

	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/policy/reach"
)

// Reach tells enterprises what they can have and what they subscribed to, and
// officers of their lists.
type Reach struct{ Notify *notify.Service }

// reachReasons are the reasons for what an enterprise is told.
var reachReasons = map[reach.Kind]string{
	reach.Eligible: template.NewlyEligible, reach.Near: template.NearMiss, reach.Subscribed: template.Subscribed,
}

// Wanting returns those who have a channel switched on for it.
func (r Reach) Wanting(ctx context.Context, kind reach.Kind, people []string) ([]string, error) {
	return r.Notify.Wanting(ctx, reachReasons[kind], people)
}

// Tell tells the people of an enterprise.
func (r Reach) Tell(ctx context.Context, l reach.Letter) error {
	n := notify.Notice{Reason: reachReasons[l.Kind], Key: l.USCC + "/" + l.Run, Link: "/my/" + l.USCC, Data: map[string]string{
		"enterprise": orElse(l.Name, l.USCC), "measures": l.Measures, "count": strconv.Itoa(l.Count),
	}}
	for _, id := range l.People {
		n.Recipient = firmPerson(id)
		if err := r.Notify.Notify(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// TellOfficer tells an officer of the list of a run.
func (r Reach) TellOfficer(ctx context.Context, staff, run string, enterprises int64) error {
	return r.Notify.Notify(ctx, notify.Notice{
		Reason: template.VisitList, Recipient: toStaff(staff), Key: run, Link: "/desk/reach?list=fresh&area=mine&run=" + run,
		Data: map[string]string{"count": count(enterprises)},
	})
}
