package life

import (
	"context"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/policy/definition"
)

// The events of this package.
const (
	EventPublished = "policy.published"
	EventSuspended = "policy.suspended"
	EventResumed   = "policy.resumed"
	EventWithdrawn = "policy.withdrawn"
	EventExpired   = "policy.expired"
)

// Changed says that a version of a measure has come to another state. It is the
// payload of every event of this package.
type Changed struct {
	Measure string `json:"measure"`
	Version int64  `json:"version"`
	// EffectiveFrom is the day the version counts from, empty for every day.
	EffectiveFrom string `json:"effective_from"`
}

// tellings are the steps that others hear of. The step from a suspended state
// back is a resumption, not another publication.
var tellings = map[definition.State]string{
	definition.Published: EventPublished, definition.Suspended: EventSuspended, definition.Withdrawn: EventWithdrawn, definition.Expired: EventExpired,
}

// eventOf returns the event of a step, empty for none.
func eventOf(step definition.LifeStep) string {
	switch {
	case step.From == definition.Suspended && step.To == definition.Published:
		return EventResumed
	case step.From == definition.Draft:
		return "" // a draft that is dropped was never anybody's
	}
	return tellings[step.To]
}

// note leaves the audit entry of an action on a measure.
func (s *Service) note(ctx context.Context, action, measure string, detail any) error {
	return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "policy_measure", Object: measure, Detail: detail})
}
