package staffing

import (
	"context"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/events"
)

// Happened is what every event of this package says: the IDs of what it is
// about, without anything personal. Fields that do not apply are empty.
type Happened struct {
	Staff      string `json:"staff,omitempty"`
	Department string `json:"department,omitempty"`
	Post       string `json:"post,omitempty"`
	Tenure     string `json:"tenure,omitempty"`
	Service    string `json:"service,omitempty"`
	Division   string `json:"division,omitempty"`
	Role       Role   `json:"role,omitempty"`
	Handover   string `json:"handover,omitempty"`
	// Items is how many things changed hands or were left vacant.
	Items int `json:"items,omitempty"`
	// Rows is how many rows an import added or changed, What of which kind.
	Rows int    `json:"rows,omitempty"`
	What string `json:"what,omitempty"`
}

// happened leaves a change in the audit chain and hands it to those who listen.
func (s *Service) happened(ctx context.Context, name, kind, object string, h Happened) error {
	if err := s.Audit.Record(ctx, audit.Entry{Action: name, ObjectKind: kind, Object: object, Detail: h}); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, name, h)
}

// Subscriptions are what the package listens to: people who came in another way
// get the main tenure that says where they belong.
func (s *Service) Subscriptions() []events.Subscription {
	adopt := func(ctx context.Context, e events.Event) error {
		return s.Bus.Once(ctx, e.ID, "org.adopt", s.Adopt)
	}
	return []events.Subscription{
		{Event: "account.staff_created", Subscriber: "org.adopt", Handle: adopt},
		{Event: "account.imported", Subscriber: "org.adopt", Handle: adopt},
	}
}
