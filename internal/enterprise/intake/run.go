package intake

import (
	"context"
	"io"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/platform/sheet"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
)

// File is a file whose header was understood. Its rows can be read once.
type File struct {
	kind   record.ImportKind
	reader *sheet.Reader
	layout layout
}

// Open looks at a whole file and understands its header. It fails with one of
// package sheet's errors or with ErrHeader. Workbooks are unpacked into tempDir.
func Open(ctx context.Context, kind record.ImportKind, src io.ReaderAt, size int64, tempDir string) (*File, error) {
	r, err := sheet.Open(ctx, src, size, tempDir)
	if err != nil {
		return nil, err
	}
	f := &File{kind: kind, reader: r}
	if kind == record.ImportFacts {
		f.layout, err = newLayout(r.Header(), factColumns, columnUSCC, columnKey, columnValue)
	} else {
		f.layout, err = newLayout(r.Header(), enterpriseColumns, columnName, columnUSCC)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// Close frees what reading holds; the file itself stays open.
func (f *File) Close() error { return f.reader.Close() }

// Notes says in Chinese what was left unread: unknown columns, other worksheets.
func (f *File) Notes() []string {
	return append(append([]string{}, f.reader.Notes...), f.layout.notes...)
}

// AtMost returns a number of rows that the file surely does not exceed.
func (f *File) AtMost() int64 { return f.reader.Estimate + 1 }

// Run applies one file. Everything it writes carries the stamp; counts and
// problems go into the import's report.
type Run struct {
	Store  store.Store
	Import *record.Import
	Stamp  store.Stamp
	Today  civil.Date
	// Tree is what divisions are found in, for enterprises.
	Tree *division.Tree
	// Dictionary is what facts are read by.
	Dictionary record.Dictionary
	// FirstFact is the first of as many ids for facts as the file has rows at most.
	FirstFact int64
	// Progress, where it is not nil, hears after each batch how many rows of
	// about how many are done. It must not wait for the database.
	Progress func(done, total int64)
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

// Apply reads the whole file and applies it inside the context's transaction,
// which the caller undoes when Apply fails.
func (r *Run) Apply(ctx context.Context, f *File) error {
	to := r.target(f)
	if err := to.begin(ctx); err != nil {
		return err
	}
	var done int64
	err := to.rows(ctx, f.reader, func(batch int) {
		if done += int64(batch); r.Progress != nil {
			r.Progress(done, max(done, f.reader.Estimate))
		}
	})
	if err != nil {
		return err
	}
	return to.end(ctx)
}

func (r *Run) target(f *File) target {
	if f.kind == record.ImportFacts {
		return &factTarget{
			store: r.Store, imp: r.Import, by: r.Stamp, today: r.Today, who: r.Import.ByName, next: r.FirstFact,
			reader: &factReader{layout: f.layout, dictionary: r.Dictionary, today: r.Today, workbook: f.reader.Workbook},
		}
	}
	return &entityTarget{
		store: r.Store, imp: r.Import, by: r.Stamp, today: r.Today,
		reader: &entityReader{layout: f.layout, tree: r.Tree, today: r.Today, workbook: f.reader.Workbook},
	}
}
