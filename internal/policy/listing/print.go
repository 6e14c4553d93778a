package listing

import (
	"fmt"
	"io"
	"time"

	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/platform/sheet"
	"github.com/yikou/yikou/internal/standard/civil"
)

// List is a list of measures, ready to be written.
type List struct {
	// Title, and what the list was narrowed by, empty for all.
	Title, Filter string
	// Place is whose list it is, as 霁川市望渚区.
	Place   string
	Made    time.Time
	Entries []Entry
	// Ticket is the mark of an export, the zero Ticket for the public list.
	Ticket export.Ticket
}

func (l *List) day() string { return civil.Of(l.Made.In(civil.Beijing)).Chinese() }

// The sizes of print, in points.
var (
	heading = paper.Style{Size: 20, Bold: true, Colour: paper.Ink}
	title   = paper.Style{Size: 13, Bold: true, Colour: paper.Accent}
	plain   = paper.Style{Size: 10, Colour: paper.Ink}
	small   = paper.Style{Size: 9, Colour: paper.Ink}
	faint   = paper.Style{Size: 9, Colour: paper.Faint}
	name    = paper.Style{Size: 9, Bold: true, Colour: paper.Ink}
)

// codeSide is how large the code of a measure is on paper, in millimetres: some
// 0.6 mm a module, which phones read from 30 cm.
const codeSide = 27.0

// WritePDF typesets the list on A4: what there is on the first pages, then each
// measure.
func (l *List) WritePDF(press *paper.Press, w io.Writer) error {
	foot := l.Place
	if l.Ticket.Number != "" {
		foot = l.Ticket.Line()
	}
	d, err := press.New(paper.Settings{Size: paper.A4, Title: l.Place + l.Title, Note: l.day(), Foot: foot, Author: l.Place, Made: l.Made})
	if err != nil {
		return err
	}
	d.Text(l.Place+l.Title, heading)
	if l.Filter != "" {
		d.Text("范围："+l.Filter, plain)
	}
	d.Text(fmt.Sprintf("共 %d 项，%s整理。政策会有调整，以扫码打开的页面为准。", len(l.Entries), l.day()), faint)
	d.Space(4)
	index := paper.Table{Columns: []paper.Column{
		{Head: "序号", Share: 1.1, Style: paper.Style{Size: 9, Centre: true}}, {Head: "事项", Share: 5, Style: small}, {Head: "能得到什么", Share: 5.4, Style: small},
		{Head: "负责部门", Share: 3.2, Style: small}, {Head: "咨询电话", Share: 2.5, Style: small},
	}}
	for i, e := range l.Entries {
		index.Rows = append(index.Rows, []string{fmt.Sprint(i + 1), e.label(), e.What, e.Department, e.Phone})
	}
	d.Table(index)
	d.Break()
	for i, e := range l.Entries {
		e.set(d, fmt.Sprintf("%d　%s", i+1, e.label()))
	}
	return d.Finish(w)
}

func (e Entry) label() string {
	if e.State == "" {
		return e.Title
	}
	return e.Title + "（" + e.State + "）"
}

// set typesets one measure.
func (e Entry) set(d *paper.Document, words string) {
	d.Space(7)
	d.Need(75)
	left := d.Left()
	high := d.Corner(e.Page, "扫码看最新内容", codeSide)
	d.Beside(words, title, codeSide+4)
	d.Beside(e.Kind+" · "+e.Delivery, faint, codeSide+4)
	d.Space(1)
	d.Beside(e.Summary, plain, codeSide+4)
	if used := left - d.Left(); used >= 0 && used < high {
		d.Space(high - used)
	}
	d.Space(2)
	d.Table(paper.Table{Headless: true, Rows: e.fields(), Columns: []paper.Column{{Share: 1.6, Style: name}, {Share: 10, Style: small}}})
}

// header names the columns of the workbook.
var header = []string{
	"序号", "事项", "类型", "享受方式", "谁能享受", "能得到什么", "条件", "材料", "办理步骤", "办理时限", "兑现时限", "开放时间", "负责部门", "咨询单位", "咨询电话", "地址", "依据", "网址", "状态",
}

// WriteWorkbook writes the list as a workbook.
func (l *List) WriteWorkbook(w io.Writer) error {
	columns := header
	if l.Ticket.Number == "" {
		columns = header[:len(header)-1] // the public list has no other state
	}
	book, err := sheet.NewWriter(l.Title, columns, l.Ticket, 6, 36, 12, 12, 36, 36, 48, 36, 36, 18, 18, 24, 24, 24, 16, 30, 40, 40, 10)
	if err != nil {
		return err
	}
	defer func() { _ = book.Close() }()
	for i, e := range l.Entries {
		cells := []any{
			i + 1, e.Title, e.Kind, e.Delivery, e.Who, e.What, numbered(e.Conditions), numbered(e.Materials), numbered(e.Steps), e.TimeLimit, e.PaymentTerm,
			e.Window, e.Department, e.Unit, e.Phone, e.Address, e.Basis, e.Page, e.State,
		}
		if err := book.Row(cells[:len(columns)]...); err != nil {
			return err
		}
	}
	return book.Finish(w)
}
