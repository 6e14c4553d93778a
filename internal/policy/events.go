package policy

import (
	"context"

	"github.com/yikou/yikou/internal/platform/events"
)

// The events of this module.
const (
	// EventImported says that measures or policies were imported, with their ids.
	EventImported = "policy.imported"
	// EventMatched says that a run is finished and its results can be read.
	EventMatched = "policy.matched"
)

// importedEvent names what an import changed.
type importedEvent struct {
	Measures  []string `json:"measures,omitempty"`
	Policies  []string `json:"policies,omitempty"`
	Published []string `json:"published,omitempty"`
}

// matchedEvent tells what a run matched.
type matchedEvent struct {
	Run         string `json:"run"`
	AsOf        string `json:"as_of"`
	Enterprises int64  `json:"enterprises"`
	Measures    int    `json:"measures"`
}

// Subscriptions are what this module hears. Hearing an event late, twice or on
// another node costs nothing but time: a run reads what has changed by itself.
func (s *Service) Subscriptions() []events.Subscription {
	refresh := func(ctx context.Context, _ events.Event) error { return s.refresh(ctx) }
	return []events.Subscription{
		{Event: "enterprise.imported", Subscriber: "policy.columns", Handle: refresh},
		{Event: "enterprise.facts_recorded", Subscriber: "policy.columns", Handle: refresh},
	}
}
