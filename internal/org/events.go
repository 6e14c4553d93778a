package org

import (
	"context"

	"github.com/yikou/yikou/internal/platform/audit"
)

// DivisionsChanged says that the divisions of this instance are no longer what
// they were.
type DivisionsChanged struct {
	Report
}

// EventName returns the event's stable name.
func (DivisionsChanged) EventName() string { return "org.divisions_changed" }

// DepartmentsChanged says that departments were added or changed.
type DepartmentsChanged struct {
	Report
}

// EventName returns the event's stable name.
func (DepartmentsChanged) EventName() string { return "org.departments_changed" }

// changed leaves an import in the audit chain and hands it to those who listen.
func (s *Service) changed(ctx context.Context, event interface{ EventName() string }) error {
	if err := s.Audit.Record(ctx, audit.Entry{Action: event.EventName(), ObjectKind: "org", Detail: event}); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}
