package exchange

import (
	"context"

	"github.com/yikou/yikou/internal/appeal"
)

// chosen is which cases a query takes: those of a box, narrowed, that the caller
// may export.
func (s *Service) chosen(ctx context.Context, q Query) (appeal.Sight, error) {
	v, err := s.Boxed(ctx, PermExport, appeal.Box(q.Box), q.filter())
	return v.And("id <= ?", q.Until), err
}

// before leaves of a sight what is older than a case.
func before(v appeal.Sight, id string) appeal.Sight { return v.And("id < ?", id) }

// ofSystem leaves of a sight the cases of one system; "" leaves our own.
func ofSystem(v appeal.Sight, system string) appeal.Sight { return v.And("source_system = ?", system) }
