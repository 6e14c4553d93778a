package enterprise

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/yikou/yikou/internal/enterprise/sheet"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Progress hears how many rows of about how many are done. It is called between
// batches, inside the transaction, and must not wait for the database.
type Progress func(done, total int64)

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
		ID: kernel.NewID(), Kind: kind, Filename: clipped(clean(filename), 200), State: ImportQueued, Branch: branch,
		ByID: who.ID, ByName: who.Name, CreatedAt: s.Clock.Now(),
	}, nil
}

// target is what a kind of import does with its rows.
type target interface {
	// begin is called once, at the start of the transaction.
	begin(ctx context.Context) error
	// rows applies the whole file.
	rows(ctx context.Context, r *sheet.Reader, note func(batch int)) error
	// end is called once, when every row is applied.
	end(ctx context.Context) error
}

// apply runs an import in one transaction, which also keeps its report, its
// audit entry and its event. Reading the file goes along with writing: doing one
// after the other would take all of it into memory.
func (s *Service) apply(ctx context.Context, i Import, src io.ReaderAt, size int64, progress Progress) (Import, error) {
	begun := time.Now() //nolint:forbidigo // a duration for the report, never a fact
	opened, err := s.open(ctx, i.Kind, src, size)
	if err != nil {
		return i, err
	}
	defer func() { opened.close() }()
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if opened.used { // the transaction runs again after a deadlock
			opened.close()
			if opened, err = s.open(ctx, i.Kind, src, size); err != nil {
				return err
			}
		}
		opened.used = true
		by := newStamp(s.Clock.Now())
		i.Report = Report{Notes: opened.notes(), Problems: []Problem{}}
		if err := s.applyRows(ctx, &i, opened, by, progress); err != nil {
			return err
		}
		i.Report.Seconds = time.Since(begun).Seconds()
		i.State, i.FinishedAt = ImportDone, s.Clock.Now()
		return s.keepImport(ctx, i, by)
	})
	return i, err
}

// opened is a file whose header was understood.
type opened struct {
	reader     *sheet.Reader
	layout     layout
	dictionary Dictionary
	used       bool
}

func (o *opened) close() {
	if o.reader != nil {
		_ = o.reader.Close()
		o.reader = nil
	}
}

func (o *opened) notes() []string {
	return append(append([]string{}, o.reader.Notes...), o.layout.notes...)
}

func (s *Service) open(ctx context.Context, kind ImportKind, src io.ReaderAt, size int64) (*opened, error) {
	r, err := sheet.Open(ctx, src, size, s.TempDir)
	if err != nil {
		return nil, err
	}
	o := &opened{reader: r}
	if kind == ImportFacts {
		o.layout, err = newLayout(r.Header(), factColumns, columnUSCC, columnKey, columnValue)
	} else {
		o.layout, err = newLayout(r.Header(), enterpriseColumns, columnName, columnUSCC)
	}
	if err != nil {
		o.close()
		return nil, err
	}
	return o, nil
}

func (s *Service) applyRows(ctx context.Context, i *Import, o *opened, by stamp, progress Progress) error {
	to, err := s.target(ctx, i, o, by)
	if err != nil {
		return err
	}
	if err := s.store.touch(ctx, by); err != nil {
		return err
	}
	if err := jobs.Fence(ctx); err != nil {
		return err
	}
	if err := to.begin(ctx); err != nil {
		return err
	}
	var done int64
	err = to.rows(ctx, o.reader, func(batch int) {
		if done += int64(batch); progress != nil {
			progress(done, max(done, o.reader.Estimate))
		}
	})
	if err != nil {
		return err
	}
	return to.end(ctx)
}

func (s *Service) target(ctx context.Context, i *Import, o *opened, by stamp) (target, error) {
	if i.Kind == ImportFacts {
		dictionary, err := s.store.dictionary(ctx)
		if err != nil {
			return nil, err
		}
		return &factTarget{
			store: s.store, imp: i, by: by, today: s.today(), who: i.ByName,
			reader: &factReader{layout: o.layout, dictionary: dictionary, today: s.today(), workbook: o.reader.Workbook},
		}, nil
	}
	tree, err := s.tree(ctx)
	if err != nil {
		return nil, err
	}
	return &entityTarget{
		store: s.store, imp: i, by: by, today: s.today(),
		reader: &entityReader{layout: o.layout, tree: tree, today: s.today(), workbook: o.reader.Workbook},
	}, nil
}

// keepImport stores the outcome with its audit entry and event.
func (s *Service) keepImport(ctx context.Context, i Import, by stamp) error {
	if hidden := i.Report.ProblemCount - int64(len(i.Report.Problems)); hidden > 0 {
		i.Report.Notes = append(i.Report.Notes, fmt.Sprintf("问题太多，只列出前 %d 条，另有 %d 条没有列出。", len(i.Report.Problems), hidden))
	}
	if err := s.store.saveImport(ctx, i); err != nil {
		return err
	}
	if err := s.store.addProblems(ctx, i.ID, i.Report.Problems); err != nil {
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

// outside reports whether an import that is limited to a branch may not touch a
// division.
func (i *Import) outside(division string) bool {
	return i.Branch != "" && !hasBranch(division, i.Branch)
}

// restate sets again the columns that rest on register and facts together.
func (s store) restate(ctx context.Context, list []uint32, by stamp, today civil.Date) error {
	for len(list) > 0 {
		part := list[:min(len(list), lookChunk)]
		list = list[len(part):]
		facts, err := s.currentFacts(ctx, part, settledKeys[:]...)
		if err != nil {
			return err
		}
		of := make(map[uint32][]Fact, len(part))
		for _, f := range facts {
			of[f.enterprise] = append(of[f.enterprise], f.fact)
		}
		entities, err := s.entitiesByOrdinal(ctx, part)
		if err != nil {
			return err
		}
		changed := entities[:0]
		for _, e := range entities {
			if e.settle(of[e.Ordinal], today) {
				changed = append(changed, e)
			}
		}
		if err := s.saveEntities(ctx, changed, by); err != nil {
			return err
		}
	}
	return nil
}
