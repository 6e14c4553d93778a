package enterprise

import (
	"context"
	"strings"

	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
)

// Deps is what the module needs.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Jobs  *jobs.Runner
	// Files keeps uploads; nil where nothing is uploaded, as in commands.
	Files *blob.Store
	// Sealer and Ledger keep contacts and who saw them; nil where none are kept.
	Sealer *seal.Sealer
	Ledger contact.Ledger
	// Exports lets lists out; nil where none leave, as in commands.
	Exports export.Gate
	// Divisions gives the tree; nil means the national divisions.
	Divisions Divisions
	// Verdicts says what a declared fact changes; nil says nothing.
	Verdicts Verdicts
	// TempDir is where workbooks are unpacked, "" for the system's.
	TempDir string
}

// Service is the use cases of the registry.
type Service struct {
	Deps
	// Contacts is the use cases of contacts.
	Contacts *contact.Service
	store    store.Store
	columns  store.Columns
}

// New returns the service.
func New(d Deps) *Service {
	s := &Service{Deps: d, store: store.Store{DB: d.DB}}
	s.columns.Store = s.store
	s.Contacts = &contact.Service{DB: d.DB, Clock: d.Clock, Audit: d.Audit, Sealer: d.Sealer, Find: finder{s}, Ledger: d.Ledger, Store: s.store}
	return s
}

func (s *Service) tree(ctx context.Context) (*division.Tree, error) {
	if s.Divisions == nil {
		return division.Default(), nil
	}
	return s.Divisions.Tree(ctx)
}

// today is the day in Beijing.
func (s *Service) today() civil.Date { return civil.Of(s.Clock.Now().In(civil.Beijing)) }

// branchOf returns the branch of divisions that a scope is limited to; false for
// none. A department has no enterprises of its own: whoever reaches a department
// reaches the division he works in.
func branchOf(scope kernel.Scope) (branch string, limited bool) {
	if scope.Reach == kernel.ReachAll {
		return "", false
	}
	code, err := division.Normalize(scope.Division)
	if err != nil {
		return "-", true // lies above nothing
	}
	return division.Branch(code), true
}

// within reports whether an enterprise lies in a scope: one's own enterprises,
// everything, or a branch of divisions.
func within(scope kernel.Scope, e *Entity) bool {
	if scope.Reach == kernel.ReachNone {
		return false
	}
	if scope.Reach == kernel.ReachOwn {
		for _, own := range scope.Enterprises {
			if own == e.USCC {
				return true
			}
		}
		return false
	}
	branch, limited := branchOf(scope)
	return !limited || strings.HasPrefix(e.DivisionNow, branch)
}

// entity loads one enterprise in a scope, or ErrNotFound.
func (s *Service) entity(ctx context.Context, code string, scope kernel.Scope) (*Entity, error) {
	e, err := s.store.Entity(ctx, code)
	if err == nil && (e == nil || !within(scope, e)) {
		return nil, ErrNotFound
	}
	return e, err
}

// finder finds enterprises for the contacts.
type finder struct{ service *Service }

// Within returns one enterprise in a scope, or ErrNotFound.
func (f finder) Within(ctx context.Context, code string, scope kernel.Scope) (*Entity, error) {
	return f.service.entity(ctx, code, scope)
}
