package guide

import (
	"fmt"
	"io"
	"time"

	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/standard/civil"
)

// address is what a QR code of a guide leads to. Number is the print, 0 for none.
func address(base, code string, number int64) string {
	if number == 0 {
		return base + "/q/" + code
	}
	return fmt.Sprintf("%s/q/%s?p=%d", base, code, number)
}

func (o *Opened) day() string { return civil.Of(o.Print.At.In(civil.Beijing)).Chinese() }

// when says when a measure can be claimed.
func (o *Opened) when(m policy.Found) string {
	if over(m, o.Today) {
		return "已截止（" + listing.WindowWords(m.Window) + "）"
	}
	return listing.WindowWords(m.Window)
}

// label is a measure's title, marked where its time is over.
func (o *Opened) label(m policy.Found) string {
	if over(m, o.Today) {
		return m.Title + "（已截止）"
	}
	return m.Title
}

// foot says which paper this is.
func (o *Opened) foot() string {
	return fmt.Sprintf("指南编号 %s · 第 %d 次印制 · %s", o.Code, o.Print.Number, o.day())
}

// writeSheet typesets a guide on A4: the code and all its measures.
func (s *Service) writeSheet(o *Opened, base string, w io.Writer) error {
	d, err := s.Press.New(paper.Settings{Size: paper.A4, Title: s.Place + "惠企政策扫码指南", Note: o.day(), Foot: o.foot(), Author: s.Place, Made: o.Print.At})
	if err != nil {
		return err
	}
	const side = 44.0
	left := d.Left()
	high := d.Corner(address(base, o.Code, o.Print.Number), "微信或相机扫码", side)
	d.Beside(o.Title, paper.Style{Size: 22, Bold: true, Colour: paper.Accent}, side+6)
	d.Beside("适用："+o.Whom, paper.Style{Size: 12, Colour: paper.Ink}, side+6)
	d.Space(2)
	d.Beside("扫码随时看到最新内容：条件、材料、步骤和办理入口，并可查自己的企业符不符合。", paper.Style{Size: 10.5, Colour: paper.Ink}, side+6)
	if used := left - d.Left(); used >= 0 && used < high {
		d.Space(high - used)
	}
	d.Space(4)
	cell := paper.Style{Size: 9.5, Colour: paper.Ink}
	table := paper.Table{Columns: []paper.Column{
		{Head: "序号", Share: 1.1, Style: paper.Style{Size: 9.5, Centre: true}}, {Head: "事项", Share: 5, Style: paper.Style{Size: 9.5, Bold: true}},
		{Head: "能得到什么", Share: 5.1, Style: cell}, {Head: "办理时间", Share: 2.8, Style: cell}, {Head: "咨询", Share: 3.6, Style: cell},
	}}
	for i, m := range o.Measures {
		table.Rows = append(table.Rows, []string{fmt.Sprint(i + 1), m.Title, m.AmountText, o.when(m), m.DepartmentName + "\n" + m.Contact.Phone})
	}
	d.Table(table)
	return d.Finish(w)
}

// writePoster typesets a guide on A3, to be read from three metres.
func (s *Service) writePoster(o *Opened, base string, w io.Writer) error {
	d, err := s.Press.New(paper.Settings{Size: paper.A3, Title: o.Title, Foot: o.foot(), Author: s.Place, Made: o.Print.At, Bare: true})
	if err != nil {
		return err
	}
	d.Text(s.Place+"惠企政策", paper.Style{Size: 28, Colour: paper.Faint, Centre: true})
	d.Text(o.Title, paper.Style{Size: 56, Bold: true, Colour: paper.Accent, Centre: true})
	d.Text(o.Whom, paper.Style{Size: 26, Colour: paper.Ink, Centre: true})
	d.Code(address(base, o.Code, o.Print.Number), "", 150)
	d.Text("扫一扫，看能享受什么", paper.Style{Size: 36, Bold: true, Colour: paper.Ink, Centre: true})
	d.Space(6)
	table := paper.Table{Headless: true, Columns: []paper.Column{
		{Share: 6, Style: paper.Style{Size: 19, Bold: true, Colour: paper.Ink}}, {Share: 7, Style: paper.Style{Size: 19, Colour: paper.Ink}},
	}}
	for _, m := range o.Measures {
		table.Rows = append(table.Rows, []string{o.label(m), m.AmountText})
	}
	const below = 24 // millimetres for the two lines under the table
	table.Rows = table.Rows[:d.Fits(table, below)]
	d.Table(table)
	d.Space(4)
	if rest := len(o.Measures) - len(table.Rows); rest > 0 {
		d.Text(fmt.Sprintf("还有 %d 项，扫码查看", rest), paper.Style{Size: 19, Colour: paper.Ink, Centre: true})
	}
	d.Text(o.foot(), paper.Style{Size: 11, Colour: paper.Faint, Centre: true})
	return d.Finish(w)
}

// day is a day in Beijing as the API writes it.
func day(t time.Time) string { return civil.Of(t.In(civil.Beijing)).String() }
