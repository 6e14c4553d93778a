package enterprise

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/yikou/yikou/internal/enterprise/intake"
	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/redact"
)

// Progress hears how many rows of about how many are done. It is called between
// batches, inside the transaction, and must not wait for the database.
type Progress func(done, total int64)

// Importer is one of the imports of a table: the file, its size in bytes and its name.
type Importer func(ctx context.Context, src io.ReaderAt, size int64, filename string, progress Progress) (Report, error)

// ImportEnterprises applies a file of enterprises, CSV or XLSX, in one
// transaction and returns the report. A file that cannot be imported as a whole
// fails with an *errs.Error of kind Invalid and changes nothing.
func (s *Service) ImportEnterprises(ctx context.Context, src io.ReaderAt, size int64, filename string, progress Progress) (Report, error) {
	return s.importNow(ctx, ImportEnterprises, src, size, filename, progress)
}

// ImportFacts applies a file of facts as ImportEnterprises does one of
// enterprises, which must be in the registry.
func (s *Service) ImportFacts(ctx context.Context, src io.ReaderAt, size int64, filename string, progress Progress) (Report, error) {
	return s.importNow(ctx, ImportFacts, src, size, filename, progress)
}

func (s *Service) importNow(ctx context.Context, kind ImportKind, src io.ReaderAt, size int64, filename string, progress Progress) (Report, error) {
	i, err := s.newImport(ctx, kind, filename)
	if err != nil {
		return Report{}, err
	}
	i.State, i.StartedAt = ImportRunning, i.CreatedAt
	done, err := s.apply(ctx, i, src, size, progress)
	return done.Report, err
}

// newImport describes an import that the caller asks for; it is not stored.
func (s *Service) newImport(ctx context.Context, kind ImportKind, filename string) (Import, error) {
	scope, err := authz.Require(ctx, PermImport)
	if err != nil {
		return Import{}, err
	}
	if kind != ImportEnterprises && kind != ImportFacts {
		return Import{}, ErrKind
	}
	branch, limited := branchOf(scope)
	if limited && (branch == "" || scope.Reach == kernel.ReachOwn) {
		return Import{}, authz.ErrForbidden
	}
	who := authz.From(ctx)
	return Import{
		ID: kernel.NewID(), Kind: kind, Filename: record.Clip(redact.Text(record.Clean(filename)), 200), State: ImportQueued, Branch: branch,
		ByID: who.ID, ByName: who.Name, CreatedAt: s.Clock.Now(),
	}, nil
}

// apply runs an import in one transaction, which also keeps its report, its
// audit entry and its event. Reading the file goes along with writing: doing one
// after the other would take all of it into memory.
func (s *Service) apply(ctx context.Context, i Import, src io.ReaderAt, size int64, progress Progress) (Import, error) {
	begun := time.Now() //nolint:forbidigo // a duration for the report, never a fact
	file, err := intake.Open(ctx, i.Kind, src, size, s.TempDir)
	if err != nil {
		return i, err
	}
	defer func() { _ = file.Close() }()
	var firstFact int64
	if i.Kind == ImportFacts { // before the transaction, so that nobody waits for its end
		if firstFact, err = s.store.TakeFactIDs(ctx, file.AtMost()); err != nil {
			return i, err
		}
	}
	fresh := true
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if !fresh { // the transaction runs again after a deadlock
			again, err := intake.Open(ctx, i.Kind, src, size, s.TempDir)
			if err != nil {
				return err
			}
			_ = file.Close()
			file = again
		}
		fresh = false
		i.Report = Report{Notes: file.Notes(), Problems: []Problem{}}
		by := store.NewStamp(s.Clock.Now())
		if err := s.applyRows(ctx, &i, file, firstFact, by, progress); err != nil {
			return err
		}
		i.Report.Seconds = time.Since(begun).Seconds()
		i.State, i.FinishedAt = ImportDone, s.Clock.Now()
		return s.keepImport(ctx, i)
	})
	if err != nil && ctx.Err() != nil { // whatever failed, failed because of this
		err = fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	return i, err
}

func (s *Service) applyRows(ctx context.Context, i *Import, file *intake.File, firstFact int64, by store.Stamp, progress Progress) error {
	tree, err := s.tree(ctx)
	if err != nil {
		return err
	}
	dictionary, err := s.store.Dictionary(ctx)
	if err != nil {
		return err
	}
	if err := s.store.Touch(ctx, by); err != nil {
		return err
	}
	run := intake.Run{Store: s.store, Import: i, Stamp: by, Today: s.today(), Tree: tree, Dictionary: dictionary, FirstFact: firstFact, Progress: progress}
	return run.Apply(ctx, file)
}

// keepImport stores the outcome with its audit entry and event.
func (s *Service) keepImport(ctx context.Context, i Import) error {
	if hidden := i.Report.ProblemCount - int64(len(i.Report.Problems)); hidden > 0 {
		i.Report.Notes = append(i.Report.Notes, fmt.Sprintf("问题太多，只列出前 %d 条，另有 %d 条没有列出。", len(i.Report.Problems), hidden))
	}
	if err := s.store.SaveImport(ctx, i); err != nil {
		return err
	}
	if err := s.store.AddProblems(ctx, i.ID, i.Report.Problems); err != nil {
		return err
	}
	r := i.Report
	detail := map[string]any{
		"kind": i.Kind, "rows": r.Rows, "accepted": r.Accepted, "created": r.Created, "updated": r.Updated, "unchanged": r.Unchanged, "refused": r.Refused,
	}
	if err := s.Audit.Record(ctx, audit.Entry{Action: "enterprise.imported", ObjectKind: "enterprise_import", Object: i.ID, Detail: detail}); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, EventImported, Imported{Import: i.ID, Kind: string(i.Kind), Created: r.Created, Updated: r.Updated})
}
