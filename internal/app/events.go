package app

import (
	"slices"

	"github.com/yikou/yikou/internal/platform/events"
)

// subscriptions is the table of who listens to what.
func (a *App) subscriptions() []events.Subscription {
	return slices.Concat(
		a.Policy.Subscriptions(), // enterprise.imported, enterprise.facts_recorded: keeps the matching columns fresh
	)
}
