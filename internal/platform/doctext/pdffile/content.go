package pdffile

import (
	"bytes"
	"math"
)

// Piece is some text that stands together on a line.
type Piece struct {
	// X and Y are where it begins, in points from the lower left corner of the
	// page; End is where it ends and Size how high its letters are.
	X, Y, End, Size float64
	Text            string
}

// Page is what one page says.
type Page struct {
	Pieces []Piece
	// Unread counts characters of which the file does not say what they are.
	Unread int
	// Picture reports whether a picture is drawn on the page.
	Picture       bool
	Width, Height float64
}

// maxPieces bounds the pieces of one page.
const maxPieces = 100_000

type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times is first m, then o.
func (m matrix) times(o matrix) matrix {
	return matrix{
		m[0]*o[0] + m[1]*o[2], m[0]*o[1] + m[1]*o[3],
		m[2]*o[0] + m[3]*o[2], m[2]*o[1] + m[3]*o[3],
		m[4]*o[0] + m[5]*o[2] + o[4], m[4]*o[1] + m[5]*o[3] + o[5],
	}
}

// state is what the operators of a page have set.
type state struct {
	ctm                        matrix
	font                       *font
	size, charSpace, wordSpace float64
	stretch, leading, rise     float64
}

// painter walks through the operators of one page.
type painter struct {
	file  *File
	page  *Page
	now   state
	saved []state
	text  matrix
	line  matrix
	args  []any
	fonts dict
	forms dict
	depth int
}

// Page reads one page, counted from 0. Whatever cannot be read on it is left out.
func (f *File) Page(i int) (Page, error) {
	p := f.pages[i]
	out := Page{Width: 595, Height: 842}
	if len(p.box) == 4 {
		var corner [4]float64
		for i := range corner {
			corner[i], _ = f.resolve(p.box[i]).(float64)
		}
		if w, h := math.Abs(corner[2]-corner[0]), math.Abs(corner[3]-corner[1]); w > 10 && h > 10 {
			out.Width, out.Height = w, h
		}
	}
	var content []byte
	for _, part := range f.list(f.streams(p.node["Contents"])) {
		_, more := f.content(part)
		// One stream may be named any number of times: what a page puts together
		// is charged as if it were packed.
		if len(content)+len(more) > maxStream {
			f.budget.err = ErrTooCostly
		}
		if !f.budget.unpack(1 + len(more)) {
			return out, f.budget.err
		}
		content = append(append(content, more...), '\n')
	}
	w := &painter{file: f, page: &out, now: state{ctm: identity, stretch: 1}}
	w.run(content, f.resolve(p.resources))
	return out, f.budget.err
}

// streams keeps a reference to one stream as it is and follows one to a list.
func (f *File) streams(v any) any {
	if list, is := f.resolve(v).(array); is {
		return list
	}
	return array{v}
}

// run walks through the operators of a page or of a form on it.
func (w *painter) run(content []byte, resources any) {
	r, _ := resources.(dict)
	fonts, forms := w.fonts, w.forms
	if d, is := w.file.resolve(r["Font"]).(dict); is {
		w.fonts = d
	}
	if d, is := w.file.resolve(r["XObject"]).(dict); is {
		w.forms = d
	}
	l := &lexer{data: content, budget: w.file.budget}
	for w.file.budget.err == nil && len(w.page.Pieces) < maxPieces {
		v := l.value(0)
		op, is := v.(keyword)
		switch {
		case is && op == end && l.pos >= len(content):
			w.fonts, w.forms = fonts, forms
			return
		case !is:
			if len(w.args) < 64 {
				w.args = append(w.args, v)
			}
			continue
		case op == "BI":
			w.page.Picture = true
			skipPicture(l)
		default:
			w.do(op)
		}
		w.args = w.args[:0]
	}
}

// skipPicture moves behind a picture that stands between the operators.
func skipPicture(l *lexer) {
	for _, close := range []string{"\nEI", " EI", "\rEI"} {
		if i := bytes.Index(l.data[l.pos:], []byte(close)); i >= 0 {
			l.pos += i + len(close)
			return
		}
	}
	l.pos = len(l.data)
}

// number is the i-th argument, counted from the last backwards.
func (w *painter) number(i int) float64 {
	if i >= len(w.args) {
		return 0
	}
	n, _ := w.args[len(w.args)-1-i].(float64)
	return n
}

func (w *painter) matrix() matrix {
	var m matrix
	for i := range m {
		m[i] = w.number(5 - i)
	}
	return m
}

func (w *painter) do(op keyword) {
	switch op {
	case "q":
		if len(w.saved) < 256 {
			w.saved = append(w.saved, w.now)
		}
	case "Q":
		if n := len(w.saved); n > 0 {
			w.now, w.saved = w.saved[n-1], w.saved[:n-1]
		}
	case "cm":
		w.now.ctm = w.matrix().times(w.now.ctm)
	case "Do":
		w.form()
	case "Tf":
		if len(w.args) >= 2 {
			if n, is := w.args[len(w.args)-2].(name); is {
				w.now.font = w.file.font(w.fonts[n])
			}
		}
		w.now.size = w.number(0)
	case "Tc":
		w.now.charSpace = w.number(0)
	case "Tw":
		w.now.wordSpace = w.number(0)
	case "Tz":
		w.now.stretch = w.number(0) / 100
	case "TL":
		w.now.leading = w.number(0)
	case "Ts":
		w.now.rise = w.number(0)
	default:
		w.doText(op)
	}
}

func (w *painter) doText(op keyword) {
	switch op {
	case "BT":
		w.text, w.line = identity, identity
	case "Tm":
		w.line = w.matrix()
		w.text = w.line
	case "TD":
		w.now.leading = -w.number(0)
		w.move(w.number(1), w.number(0))
	case "Td":
		w.move(w.number(1), w.number(0))
	case "T*":
		w.move(0, -w.now.leading)
	case `"`:
		w.now.wordSpace, w.now.charSpace = w.number(2), w.number(1)
		w.move(0, -w.now.leading)
		w.show()
	case "'":
		w.move(0, -w.now.leading)
		w.show()
	case "Tj", "TJ":
		w.show()
	}
}

func (w *painter) move(x, y float64) {
	w.line = matrix{1, 0, 0, 1, x, y}.times(w.line)
	w.text = w.line
}

// form draws a form, which is a page within the page, or notes a picture.
func (w *painter) form() {
	n, is := any(nil), false
	if len(w.args) > 0 {
		n = w.args[len(w.args)-1]
	}
	key, is := n.(name)
	if !is || w.depth >= 8 {
		return
	}
	d, is := w.file.resolve(w.forms[key]).(dict)
	if !is {
		return
	}
	if w.file.resolve(d["Subtype"]) == name("Image") {
		w.page.Picture = true
		return
	}
	_, content := w.file.content(w.forms[key])
	if content == nil {
		return
	}
	before, saved := w.now, w.saved
	w.saved = nil
	w.depth++
	if m, is := w.file.resolve(d["Matrix"]).(array); is && len(m) == 6 {
		w.args = append(w.args[:0], m...)
		w.now.ctm = w.matrix().times(w.now.ctm)
	}
	w.args = w.args[:0]
	w.run(content, w.file.resolve(d["Resources"]))
	w.depth--
	w.now, w.saved = before, saved
}

// show draws the last argument: a text, or texts with gaps between them.
func (w *painter) show() {
	if len(w.args) == 0 || w.now.font == nil {
		return
	}
	parts, is := w.args[len(w.args)-1].(array)
	if !is {
		parts = array{w.args[len(w.args)-1]}
	}
	for _, part := range parts {
		switch part := part.(type) {
		case string:
			w.draw(part)
		case float64:
			w.advance(-part / 1000 * w.now.size)
		}
	}
}

// advance moves along the line by a distance before stretching.
func (w *painter) advance(by float64) {
	w.text = matrix{1, 0, 0, 1, by * w.now.stretch, 0}.times(w.text)
}

// draw adds a text to the page.
func (w *painter) draw(s string) {
	if !w.file.budget.spend(1 + len(s)) {
		return
	}
	at := w.place()
	var text []byte
	for g := range w.now.font.glyphs(s) {
		if g.text == "" {
			w.page.Unread++
		}
		if !w.file.budget.spend(len(g.text)) {
			return
		}
		text = append(text, g.text...)
		by := g.width/1000*w.now.size + w.now.charSpace
		if g.blank {
			by += w.now.wordSpace
		}
		w.advance(by)
	}
	to := w.place()
	size := math.Abs(w.now.size) * math.Hypot(at[2], at[3])
	if len(text) == 0 || !finite(at[4], at[5], to[4], size) {
		return
	}
	w.page.Pieces = append(w.page.Pieces, Piece{X: at[4], Y: at[5], End: to[4], Size: size, Text: string(text)})
}

// place is where the next character stands on the page.
func (w *painter) place() matrix {
	return matrix{1, 0, 0, 1, 0, w.now.rise}.times(w.text).times(w.now.ctm)
}

func finite(list ...float64) bool {
	for _, x := range list {
		if math.IsNaN(x) || math.Abs(x) > 1e6 {
			return false
		}
	}
	return true
}
