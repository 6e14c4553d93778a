package simulation

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Policies is the rest of the module as this package needs it.
type Policies interface {
	// ReadDraft decodes a definition and says what publication would still ask of
	// it. One that cannot be read is refused with definition.ErrRefused.
	ReadDraft(ctx context.Context, text []byte) (definition.Measure, []definition.Gap, *wording.Words, error)
	// InForce returns the version of a measure that counts on a day, nil for none;
	// definition.ErrMeasureNotFound for an unknown measure.
	InForce(ctx context.Context, measure string, day civil.Date) (*definition.Record, error)
	// RegistryColumns returns the registry as it stands.
	RegistryColumns(ctx context.Context) (*bulk.Columns, error)
	// EnterpriseRows returns what a list says of these ordinals, at most 1000 at once.
	EnterpriseRows(ctx context.Context, ordinals []uint32) ([]policy.EnterpriseRow, error)
	// SeenWithin returns the ordinals that a scope lets be seen; nil for all.
	SeenWithin(ctx context.Context, scope kernel.Scope) (matchrun.Within, error)
}
