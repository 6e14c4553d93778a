package appeal

import (
	"context"

	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

// Department is a body that can own work.
type Department struct {
	ID, Name, Division string
	Closed             bool
}

// Departments is what the module needs of the organisation.
type Departments interface {
	// Path returns a department and those above it, itself first; empty for one that
	// does not exist.
	Path(ctx context.Context, id string) ([]string, error)
	// Subtree returns a department and those below it.
	Subtree(ctx context.Context, id string) ([]string, error)
	// All returns every department by id, also closed ones.
	All(ctx context.Context) (map[string]Department, error)
}

// People names members of staff.
type People interface {
	// StaffNames returns the names of members of staff by id.
	StaffNames(ctx context.Context, ids []string) (map[string]string, error)
}

// Enterprises is what the module needs of the registry.
type Enterprises interface {
	// NamesByUSCC returns the names of enterprises by their codes.
	NamesByUSCC(ctx context.Context, usccs []string) (map[string]string, error)
}

// Clocks is what the module needs of the statutory clocks; keeping.Keeper has it.
type Clocks interface {
	CaseClocks
	// Calendar is the calendar as it is amended now.
	Calendar(ctx context.Context) (deadline.Calendar, error)
	Start(ctx context.Context, list ...keeping.New) ([]keeping.Clock, error)
	Suspend(ctx context.Context, clock string, m keeping.Mark) (keeping.Clock, error)
	Resume(ctx context.Context, clock string, m keeping.Mark) (keeping.Clock, error)
	Stop(ctx context.Context, clock string, m keeping.Mark) (keeping.Clock, error)
	Restart(ctx context.Context, clock string, m keeping.Mark) (keeping.Clock, error)
	Extend(ctx context.Context, clock string, add deadline.Budget, m keeping.Mark) (keeping.Clock, error)
}

// CaseClocks are the clocks of a whole case.
type CaseClocks interface {
	Of(ctx context.Context, kind string, ids ...string) (map[string][]keeping.Clock, error)
	Verdicts(ctx context.Context, kind string, names, ids []string) ([]keeping.Verdict, error)
	Story(ctx context.Context, c keeping.Case) ([]keeping.Story, error)
	RestCase(ctx context.Context, c keeping.Case, m keeping.Mark) ([]keeping.Clock, error)
	WakeCase(ctx context.Context, c keeping.Case, m keeping.Mark) ([]keeping.Clock, error)
	StopCase(ctx context.Context, c keeping.Case, m keeping.Mark) ([]keeping.Clock, error)
}
