package paper

import (
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// Size is a size of paper.
type Size string

// The sizes.
const (
	A4 Size = "A4"
	A3 Size = "A3"
)

// sides are the width and height of a size in millimetres (GB/T 148-1997).
var sides = map[Size][2]float64{A4: {210, 297}, A3: {297, 420}}

// Settings are what holds for a whole document.
type Settings struct {
	Size Size
	// Title stands in the document's properties and at the head of each page.
	Title string
	// Note stands at the head of each page on the right, for example a day.
	Note string
	// Foot stands at the foot of each page on the left, for example whose list it
	// is, or an export's watermark.
	Foot string
	// Author stands in the properties.
	Author string
	Made   time.Time
	// Bare leaves out header and footer.
	Bare bool
}

// Colour is one of the few colours of print, as red, green and blue.
type Colour [3]int

// The colours: all are readable in grey.
var (
	Ink    = Colour{26, 26, 26}
	Faint  = Colour{96, 96, 96}
	Accent = Colour{16, 78, 139}
	rule   = Colour{170, 170, 170}
	tint   = Colour{238, 242, 247}
)

// Style is how a text looks. Size is in points, 10 if zero.
type Style struct {
	Size   float64
	Bold   bool
	Colour Colour
	Centre bool
}

const (
	// point is a typographic point in millimetres.
	point = 25.4 / 72
	// leading is the distance of lines by the size of the text.
	leading = 1.55
	// margin is white at each side of a page, in millimetres.
	margin = 16.0
	// band is how high header and footer are with their distance to the text.
	band = 10.0
)

// Document is one PDF in the making. It is filled from the top; Finish writes it.
// Errors wait until Finish.
type Document struct {
	settings      Settings
	pdf           *fpdf.Fpdf
	faces         [2]*face
	width, height float64
	y             float64
	err           error
}

// New begins a document with an empty page. It fails with ErrTypeface.
func (p *Press) New(s Settings) (*Document, error) {
	faces, err := p.weights()
	if err != nil {
		return nil, err
	}
	d := &Document{settings: s, faces: faces, width: sides[s.Size][0], height: sides[s.Size][1]}
	d.pdf = fpdf.New("P", "mm", string(s.Size), "")
	d.pdf.SetAutoPageBreak(false, 0)
	d.pdf.SetCatalogSort(true)
	d.pdf.SetCreationDate(s.Made)
	d.pdf.SetModificationDate(s.Made)
	d.pdf.SetTitle(s.Title, true)
	d.pdf.SetAuthor(s.Author, true)
	d.pdf.SetSubject(s.Foot, true)
	d.pdf.SetLang("zh-CN")
	for i, style := range [...]string{"", "B"} {
		// The typesetter appends to parts of the file in place.
		d.pdf.AddUTF8FontFromBytes("noto", style, append([]byte(nil), faces[i].file...))
	}
	d.page()
	return d, nil
}

// page begins a page.
func (d *Document) page() {
	d.pdf.AddPage()
	d.y = d.top()
}

func (d *Document) top() float64 {
	if d.settings.Bare {
		return margin
	}
	return margin + band
}

func (d *Document) bottom() float64 {
	if d.settings.Bare {
		return d.height - margin
	}
	return d.height - margin - band
}

// Width is how wide the text of a page is, in millimetres.
func (d *Document) Width() float64 { return d.width - 2*margin }

// Left is how much of the page is left below, in millimetres.
func (d *Document) Left() float64 { return d.bottom() - d.y }

// Space leaves some millimetres white, none at the top of a page.
func (d *Document) Space(mm float64) {
	if d.y > d.top() {
		d.y += mm
	}
}

// Break begins a new page unless this one is empty.
func (d *Document) Break() {
	if d.y > d.top() {
		d.page()
	}
}

// Need begins a new page unless some millimetres are left on this one.
func (d *Document) Need(mm float64) {
	if d.Left() < mm {
		d.Break()
	}
}

func (s Style) height() float64 { return s.size() * point * leading }

func (s Style) size() float64 {
	if s.Size == 0 {
		return 10
	}
	return s.Size
}

func (d *Document) face(s Style) *face {
	if s.Bold {
		return d.faces[1]
	}
	return d.faces[0]
}

// broken returns the lines of a text within a width in millimetres.
func (d *Document) broken(text string, s Style, width float64) []string {
	f := d.face(s)
	return f.lines(f.shown(text), int(width/(s.size()*point)*1000))
}

// line writes a line with its upper left corner at x and y.
func (d *Document) line(text string, s Style, x, y, width float64) {
	if s.Centre {
		x += (width - float64(d.face(s).width(text))/1000*s.size()*point) / 2
	}
	weight := ""
	if s.Bold {
		weight = "B"
	}
	d.pdf.SetFont("noto", weight, s.size())
	d.pdf.SetTextColor(s.Colour[0], s.Colour[1], s.Colour[2])
	// The baseline lies so that the line's white is shared above and below.
	d.pdf.Text(x, y+s.height()/2+s.size()*point*0.36, text)
}

// Text writes a paragraph over the width of the page.
func (d *Document) Text(text string, s Style) { d.Beside(text, s, 0) }

// Beside writes a paragraph that leaves some millimetres free at the right.
func (d *Document) Beside(text string, s Style, free float64) {
	width := d.Width() - free
	for _, line := range d.broken(text, s, width) {
		d.Need(s.height())
		d.line(line, s, margin, d.y, width)
		d.y += s.height()
	}
}

// Rule draws a line over the width of the page.
func (d *Document) Rule() {
	d.stroke()
	d.pdf.Line(margin, d.y, d.width-margin, d.y)
}

func (d *Document) stroke() {
	d.pdf.SetDrawColor(rule[0], rule[1], rule[2])
	d.pdf.SetLineWidth(0.2)
}

// Corner draws the QR code of an address at the right edge, with its upper side
// at the place reached, and words below it. Nothing is moved on: text that stands
// beside it is written with Beside. It returns how high code and words are.
func (d *Document) Corner(address, words string, side float64) float64 {
	return d.code(address, words, d.width-margin-side, d.y, side)
}

// Code draws the QR code of an address in the middle, with words below it.
func (d *Document) Code(address, words string, side float64) {
	d.Need(side + 10)
	d.y += d.code(address, words, (d.width-side)/2, d.y, side)
}

func (d *Document) code(address, words string, x, y, side float64) float64 {
	c, err := encode(address)
	if err != nil {
		d.fail(err)
		return side
	}
	module := side / float64(c.side())
	d.pdf.SetFillColor(0, 0, 0)
	c.runs(func(cx, cy, n int) {
		d.pdf.Rect(x+float64(cx)*module, y+float64(cy)*module, float64(n)*module, module, "F")
	})
	d.pdf.LinkString(x, y, side, side, address)
	style, height := Style{Size: max(7, side/7), Colour: Faint, Centre: true}, side
	for _, line := range d.broken(words, style, side) {
		d.line(line, style, x, y+height, side)
		height += style.height()
	}
	return height
}

func (d *Document) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// Finish numbers the pages and writes the document to w.
func (d *Document) Finish(w io.Writer) error {
	if d.err != nil {
		return d.err
	}
	if !d.settings.Bare {
		pages := d.pdf.PageCount()
		for n := 1; n <= pages; n++ {
			d.pdf.SetPage(n)
			d.frame(n, pages)
		}
	}
	if err := d.pdf.Output(w); err != nil {
		return fmt.Errorf("typeset %s: %w", d.settings.Title, err)
	}
	return nil
}

// frame writes header and footer of the page that is set.
func (d *Document) frame(n, pages int) {
	s := Style{Size: 8, Colour: Faint}
	d.stroke()
	ends := func(left, right string, y float64) {
		room := d.Width() - d.measure(right, s) - 4
		d.line(d.broken(left, s, room)[0], s, margin, y, room)
		d.line(right, s, d.width-margin-d.measure(right, s), y, 0)
	}
	ends(d.settings.Title, d.face(s).shown(d.settings.Note), margin)
	d.pdf.Line(margin, margin+5.5, d.width-margin, margin+5.5)
	foot := d.height - margin - 4
	d.pdf.Line(margin, foot-1, d.width-margin, foot-1)
	ends(d.settings.Foot, fmt.Sprintf("第 %d 页，共 %d 页", n, pages), foot)
}

// measure is how wide a text is in millimetres.
func (d *Document) measure(text string, s Style) float64 {
	return float64(d.face(s).width(text)) / 1000 * s.size() * point
}
