package paper

// Column is one column of a table.
type Column struct {
	Head string
	// Share of the table's width, by the sum of all shares.
	Share float64
	Style Style
}

// Table is a table over the width of the page. A row that does not fit goes to
// the next page whole; one that is longer than a page is cut between two lines.
type Table struct {
	Columns []Column
	Rows    [][]string
	// Headless leaves the head out; it is repeated on each page otherwise.
	Headless bool
}

// pad is white within a cell, in millimetres.
const pad = 1.2

// row is a row in lines, ready to be drawn from a line on.
type row struct {
	cells  [][]string
	styles []Style
	widths []float64
	filled bool
}

// Table writes a table.
func (d *Document) Table(t Table) {
	widths := d.columns(t)
	styles, heads := make([]Style, len(t.Columns)), make([]Style, len(t.Columns))
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		styles[i], names[i] = c.Style, c.Head
		heads[i] = Style{Size: c.Style.size(), Bold: true, Colour: Ink, Centre: c.Style.Centre}
	}
	head := row{cells: d.cut(names, heads, widths), styles: heads, widths: widths, filled: true}
	headed := func() {
		if !t.Headless {
			d.draw(&head, d.Left())
		}
	}
	for i, texts := range t.Rows {
		r := row{cells: d.cut(texts, styles, widths), styles: styles, widths: widths}
		whole := r.height()
		switch {
		case i == 0 && !t.Headless:
			if head.height()+min(whole, d.body(&head, t.Headless)) > d.Left() {
				d.Break()
			}
			headed()
		case whole > d.Left() && whole <= d.body(&head, t.Headless):
			d.page()
			headed()
		}
		if d.Left() < r.least() {
			d.page()
			headed()
		}
		for !d.draw(&r, d.Left()) {
			d.page()
			headed()
		}
	}
	if len(t.Rows) == 0 {
		headed()
	}
}

// Fits is how many rows of a table fit on what is left of the page when some
// millimetres below it stay free.
func (d *Document) Fits(t Table, free float64) int {
	widths, styles := d.columns(t), make([]Style, len(t.Columns))
	heads, names := make([]Style, len(t.Columns)), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		styles[i], names[i] = c.Style, c.Head
		heads[i] = Style{Size: c.Style.size(), Bold: true}
	}
	room := d.Left() - free
	if !t.Headless {
		head := row{cells: d.cut(names, heads, widths), styles: heads, widths: widths}
		room -= head.height()
	}
	for i, texts := range t.Rows {
		r := row{cells: d.cut(texts, styles, widths), styles: styles, widths: widths}
		if room -= r.height(); room < 0 {
			return i
		}
	}
	return len(t.Rows)
}

// body is how much of an empty page the rows of a table have.
func (d *Document) body(head *row, headless bool) float64 {
	room := d.bottom() - d.top()
	if !headless {
		room -= head.height()
	}
	return room
}

func (d *Document) columns(t Table) []float64 {
	sum := 0.0
	for _, c := range t.Columns {
		sum += c.Share
	}
	widths := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		widths[i] = d.Width() * c.Share / sum
	}
	return widths
}

func (d *Document) cut(texts []string, styles []Style, widths []float64) [][]string {
	cells := make([][]string, len(widths))
	for i := range widths {
		if i < len(texts) && texts[i] != "" {
			cells[i] = d.broken(texts[i], styles[i], widths[i]-2*pad)
		}
	}
	return cells
}

// height is how high what is left of a row is.
func (r *row) height() float64 {
	highest := 0.0
	for i, lines := range r.cells {
		highest = max(highest, float64(len(lines))*r.styles[i].height())
	}
	return highest + 2*pad
}

// least is how much room a row needs for one line of each cell.
func (r *row) least() float64 {
	highest := 0.0
	for _, s := range r.styles {
		highest = max(highest, s.height())
	}
	return highest + 2*pad
}

// draw draws as many lines of a row as there is room for, at least one of each
// cell, and reports whether that was all of it.
func (d *Document) draw(r *row, room float64) bool {
	part := row{cells: make([][]string, len(r.cells)), styles: r.styles, widths: r.widths}
	done := true
	for i, lines := range r.cells {
		n := min(len(lines), max(1, int((room-2*pad)/r.styles[i].height())))
		part.cells[i], r.cells[i] = lines[:n], lines[n:]
		done = done && len(r.cells[i]) == 0
	}
	height, x := part.height(), margin
	d.stroke()
	for i, lines := range part.cells {
		style := "D"
		if r.filled {
			d.pdf.SetFillColor(tint[0], tint[1], tint[2])
			style = "FD"
		}
		d.pdf.Rect(x, d.y, r.widths[i], height, style)
		for n, line := range lines {
			d.line(line, r.styles[i], x+pad, d.y+pad+float64(n)*r.styles[i].height(), r.widths[i]-2*pad)
		}
		x += r.widths[i]
	}
	d.y += height
	if r.filled {
		// A head is drawn again on the next page.
		r.cells = part.cells
	}
	return done
}
