package telling

import (
	"context"
	"fmt"
	"slices"

	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/policy/library"
)

// noticeOfReview tells the owner of a policy that somebody should look at it, or
// all who keep policies where it has none any more.
func (a Teller) noticeOfReview(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p library.ReviewDue
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	keepers, err := a.People.Holding(ctx, string(library.PermEdit))
	if err != nil {
		return nil, err
	}
	title, link := p.Title, "/desk/policies/"+p.Policy
	if slices.Contains(keepers, p.Owner) {
		keepers = []string{p.Owner}
	} else if p.Count > 1 {
		title, link = fmt.Sprintf("%s等 %d 份没有负责人的政策", p.Title, p.Count), "/desk/policies?due=true&mine=true"
	}
	var list []notify.Notice
	for _, id := range keepers {
		list = append(list, notify.Notice{
			Reason: template.ReviewDue, Recipient: toStaff(id), Key: p.Policy + "/" + p.Day, Link: link,
			Data: map[string]string{"policy": title, "why": p.Reason},
		})
	}
	return list, nil
}
