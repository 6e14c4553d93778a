package export

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Prepared is an export whose rows are chosen and not yet written.
type Prepared struct {
	// Kind names the Source that makes it again, as `module.list`.
	Kind string
	// Title says in Chinese what it is a list of.
	Title string
	// File is the name of the file with its ending.
	File string
	// Query is what Source.Prepare needs to choose the rows again, as JSON. It
	// may hold what a person typed and is stored sealed.
	Query string
	// Filter says in Chinese what the list was narrowed by, for who approves it.
	Filter string
	// Audit is Query as far as it may stand in the audit chain: without texts
	// that a person typed.
	Audit map[string]any
	Rows  int64
	// Own says that the taker brought in himself what the file holds, as with the
	// report of an import: it is counted and never held.
	Own bool
	// Enterprises holds the ordinals of the enterprises in it. A list of something
	// else leaves it nil.
	Enterprises *roaring.Bitmap
	// Write writes the file with the ticket's watermark. Rows of enterprises that
	// are not in Enterprises when it is called are left out.
	Write func(ctx context.Context, w io.Writer, t Ticket) error
}

// Gate lets exports out.
type Gate interface {
	// Take counts a prepared export and returns its ticket. One that is larger
	// than may leave at once fails with an error that says how to have it
	// approved.
	Take(ctx context.Context, p *Prepared) (Ticket, error)
}

// Source makes the exports of one kind.
type Source interface {
	// Prepare chooses the rows of a query within what the principal of the context
	// may export now.
	Prepare(ctx context.Context, query string) (*Prepared, error)
}

// Ticket is what an export carries.
type Ticket struct {
	// Number is unique in the instance.
	Number string
	// Who took it, of which department.
	Who, Unit string
	At        time.Time
	Rows      int64
}

// Line is the watermark as one line.
func (t Ticket) Line() string {
	return fmt.Sprintf("导出编号 %s｜%s｜%s｜%s｜%d 行｜仅限工作使用，不得外传", t.Number, clip(t.Who), clip(t.Unit),
		t.At.In(civil.Beijing).Format("2006-01-02 15:04"), t.Rows)
}

// Name puts the number into the name of a file.
func (t Ticket) Name(file string) string {
	if t.Number == "" {
		return file
	}
	ending := path.Ext(file)
	return strings.TrimSuffix(file, ending) + "-" + t.Number + ending
}

// clip keeps a name short enough for the header of a printed page, which holds
// 255 characters.
func clip(s string) string {
	const longest = 30
	runes := []rune(s)
	return string(runes[:min(len(runes), longest)])
}
