package telling

import (
	"context"

	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/policy/library"
)

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
