package notify

import (
	"context"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/audit"
)

// TemplateSaved says that the words of a reason for a channel were changed.
type TemplateSaved struct {
	Reason  string       `json:"reason"`
	Channel channel.Kind `json:"channel"`
	Version int64        `json:"version"`
}

// EventName returns the event's stable name.
func (TemplateSaved) EventName() string { return "notify.template_saved" }

// AddressVerified says that somebody has proved to read an address.
type AddressVerified struct {
	Channel channel.Kind `json:"channel"`
}

// EventName returns the event's stable name.
func (AddressVerified) EventName() string { return "notify.address_verified" }

// happened leaves an event in the audit chain and hands it to those who listen.
func (s *Service) happened(ctx context.Context, event interface{ EventName() string }, object string) error {
	if err := s.recorded(ctx, event.EventName(), object, event); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}

// recorded leaves an act in the audit chain that nobody else needs to hear of.
func (s *Service) recorded(ctx context.Context, action, object string, detail any) error {
	return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "notice", Object: object, Detail: detail})
}
