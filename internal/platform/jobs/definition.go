package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// Defaults of a Definition. Guesses, both.
const (
	DefaultTimeout     = 30 * time.Minute
	DefaultMaxAttempts = 5
)

// Definition is one kind of job.
type Definition[T any] struct {
	// Kind names the job for ever ("enterprise.import"): stored jobs carry it.
	Kind string
	// Label names the job to people, in Chinese ("导入企业").
	Label string
	// Timeout is how long one attempt may take before its context ends;
	// DefaultTimeout when zero.
	Timeout time.Duration
	// MaxAttempts is how often the job may fail before it is given up;
	// DefaultMaxAttempts when zero. An attempt cut short by a crash or a stop
	// is not a failure.
	MaxAttempts int
	// Silent jobs have no task row: nobody follows them. They run beside the
	// others, so a long import never holds them up.
	Silent bool
	// Work does the job. It must be idempotent. An *errs.Error of a kind that
	// trying again cannot help (Invalid, Forbidden, NotFound, Conflict, Stale,
	// Unauthenticated) ends the job at once and is shown to its owner; any
	// other error is tried again with a growing pause.
	Work func(ctx context.Context, job Job, args T) error
}

// Job is the attempt that a Work function is called for.
type Job struct {
	// ID is the task's id, also for a silent job.
	ID   string
	Kind string
	// Owner is the id of the principal who asked for it, empty for the program.
	Owner string
	// Failures counts the attempts that failed before this one.
	Failures int
}

// Registry is the set of jobs the program knows. It is filled while the program
// is put together and must be complete when the runner starts.
type Registry struct {
	mu    sync.RWMutex
	kinds map[string]entry
}

type entry struct {
	kind, label string
	timeout     time.Duration
	maxAttempts int
	silent      bool
	fits        func(args any) bool
	work        func(ctx context.Context, job Job, args json.RawMessage) error
}

// NewRegistry returns an empty registry.
func NewRegistry() *Registry { return &Registry{kinds: map[string]entry{}} }

// Add registers a kind of job. It panics on a kind that is already there or a
// definition without kind, label or work: both are mistakes in the program.
func Add[T any](r *Registry, def Definition[T]) {
	if def.Kind == "" || def.Label == "" || def.Work == nil {
		panic("jobs: a definition needs kind, label and work: " + def.Kind)
	}
	e := entry{
		kind: def.Kind, label: def.Label, silent: def.Silent,
		timeout: orDefault(def.Timeout, DefaultTimeout), maxAttempts: orDefault(def.MaxAttempts, DefaultMaxAttempts),
		fits: func(args any) bool { _, ok := args.(T); return ok },
		work: func(ctx context.Context, job Job, raw json.RawMessage) error {
			var args T
			if err := json.Unmarshal(raw, &args); err != nil {
				return fmt.Errorf("read arguments of job %s: %w", job.Kind, err)
			}
			return def.Work(ctx, job, args)
		},
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, taken := r.kinds[def.Kind]; taken {
		panic("jobs: defined twice: " + def.Kind)
	}
	r.kinds[def.Kind] = e
}

// Kinds returns the label of every kind, for lists and filters.
func (r *Registry) Kinds() map[string]string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	labels := make(map[string]string, len(r.kinds))
	for kind, e := range r.kinds {
		labels[kind] = e.label
	}
	return labels
}

func (r *Registry) find(kind string) (entry, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	e, ok := r.kinds[kind]
	if !ok {
		return entry{}, fmt.Errorf("jobs: no job of kind %q is defined", kind)
	}
	return e, nil
}

func (r *Registry) entries() []entry {
	r.mu.RLock()
	defer r.mu.RUnlock()
	all := make([]entry, 0, len(r.kinds))
	for _, e := range r.kinds {
		all = append(all, e)
	}
	return all
}

func orDefault[N ~int | ~int64](n, fallback N) N {
	if n > 0 {
		return n
	}
	return fallback
}
