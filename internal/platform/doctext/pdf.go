package doctext

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/doctext/pdffile"
)

// line is one line of a page.
type line struct {
	page         int
	x, end, y    float64
	size         float64
	text         string
	first, last  bool
	pageW, pageH float64
}

// pdf reads the text layer of a PDF.
func (l Limits) pdf(ctx context.Context, data []byte) (Document, error) {
	file, err := pdffile.Open(ctx, data, l.Pages)
	if err != nil {
		return Document{}, refusal(err)
	}
	var lines []line
	var blank []int
	letters, unread, pictures, size := 0, 0, 0, 0
	for i := range file.Pages() {
		p, err := file.Page(i)
		if err != nil {
			return Document{}, refusal(err)
		}
		found := linesOf(p, i)
		n := 0
		for _, one := range found {
			n += utf8.RuneCountInString(one.text)
			size += len(one.text)
		}
		if size > l.TextBytes {
			return Document{}, ErrLong
		}
		if p.Picture {
			pictures++
		}
		if p.Picture && n < 10 {
			blank = append(blank, i+1)
		}
		letters, unread, lines = letters+n, unread+p.Unread, append(lines, found...)
	}
	switch {
	case unread > letters:
		return Document{}, ErrNoLetters
	case letters < 20 && pictures > 0, len(blank)*2 > file.Pages() && letters < 50*file.Pages():
		return Document{}, ErrScanned
	}
	d := Document{Text: paragraphs(rejoin(withoutMargins(lines, file.Pages()))), Pages: file.Pages()}
	if len(blank) > 0 {
		d.Warnings = append(d.Warnings, fmt.Sprintf("第 %s 页是图片，没有读出文字，请核对。", numbers(blank)))
	}
	if unread > 0 {
		d.Warnings = append(d.Warnings, fmt.Sprintf("有 %d 个字形没有说明是什么字，没有读出，请核对。", unread))
	}
	return d, nil
}

// refusal says in a sentence why a PDF is not read.
func refusal(err error) error {
	switch {
	case errors.Is(err, pdffile.ErrEncrypted):
		return ErrEncrypted
	case errors.Is(err, pdffile.ErrManyPages):
		return ErrPages
	case errors.Is(err, pdffile.ErrTooCostly):
		return ErrCostly
	case errors.Is(err, pdffile.ErrBroken):
		return ErrBroken
	}
	return err
}

// numbers lists page numbers, of many only the first.
func numbers(list []int) string {
	var parts []string
	for _, n := range list[:min(len(list), 10)] {
		parts = append(parts, fmt.Sprint(n))
	}
	if len(list) > 10 {
		return strings.Join(parts, "、") + " 等"
	}
	return strings.Join(parts, "、")
}

// linesOf puts the pieces of a page in reading order and joins them to lines.
func linesOf(p pdffile.Page, number int) []line {
	pieces := slices.DeleteFunc(slices.Clone(p.Pieces), func(one pdffile.Piece) bool { return one.Text == "" })
	slices.SortStableFunc(pieces, func(a, b pdffile.Piece) int { return cmp.Compare(b.Y, a.Y) })
	var out []line
	for len(pieces) > 0 {
		n := 1
		for n < len(pieces) && pieces[0].Y-pieces[n].Y < max(pieces[0].Size, pieces[n].Size)*0.4 {
			n++
		}
		row := pieces[:n]
		slices.SortStableFunc(row, func(a, b pdffile.Piece) int { return cmp.Compare(a.X, b.X) })
		if one := lineOf(row); one.text != "" {
			one.page, one.pageW, one.pageH = number, p.Width, p.Height
			out = append(out, one)
		}
		pieces = pieces[n:]
	}
	if len(out) > 0 {
		out[0].first, out[len(out)-1].last = true, true
	}
	return out
}

// lineOf joins the pieces of a line; a gap wider than a letter becomes a blank.
func lineOf(row []pdffile.Piece) line {
	one := line{x: math.Inf(1)}
	var b strings.Builder
	for i, piece := range row {
		if i > 0 {
			before := row[i-1]
			if piece.X == before.X && piece.Text == before.Text {
				continue // drawn twice to look bold
			}
			gap := piece.X - one.end
			wide := max(piece.Size, 1)
			latin := piece.Text[0] < 0x80 || before.Text[len(before.Text)-1] < 0x80
			if gap > wide || latin && gap > wide*0.2 {
				b.WriteByte(' ')
			}
		}
		b.WriteString(piece.Text)
		if strings.TrimSpace(piece.Text) != "" {
			one.x = min(one.x, piece.X)
			one.size = max(one.size, piece.Size)
			one.y = piece.Y
		}
		one.end = max(one.end, piece.End)
	}
	one.text = tidy(b.String())
	if strings.HasPrefix(b.String(), "\u3000") && one.size > 0 {
		// A paragraph set in with ideographic spaces begins at the margin.
		blanks := utf8.RuneCountInString(b.String()) - utf8.RuneCountInString(strings.TrimLeft(b.String(), "\u3000 "))
		one.x += float64(blanks) * one.size
	}
	return one
}

// pageNumber is a line that only numbers its page.
var pageNumber = regexp.MustCompile(`^[-—–―－·\s]*(第\s*)?\d{1,4}(\s*页)?([\s，,/]*(共\s*)?\d{1,4}\s*页?)?[-—–―－·\s]*$`)

// digits are what differs between the headers of pages.
var digits = regexp.MustCompile(`[\d一二三四五六七八九十]+`)

// withoutMargins leaves out page numbers and the headers and footers that come
// again on at least three pages and a third of all.
func withoutMargins(lines []line, pages int) []line {
	again := map[string]int{}
	key := func(one line) string { return fmt.Sprintf("%.0f %s", one.y, digits.ReplaceAllString(one.text, "#")) }
	margin := func(one line) bool {
		return one.first || one.last || one.y > one.pageH*0.92 || one.y < one.pageH*0.08
	}
	for _, one := range lines {
		if margin(one) {
			again[key(one)]++
		}
	}
	return slices.DeleteFunc(lines, func(one line) bool {
		if !margin(one) {
			return false
		}
		return pageNumber.MatchString(one.text) || again[key(one)] >= max(3, pages/3)
	})
}

// rejoin makes paragraphs of lines.
func rejoin(lines []line) []string {
	if len(lines) == 0 {
		return nil
	}
	left, right, size := measure(lines)
	var out []string
	for i, one := range lines {
		if i > 0 && continues(lines[i-1], one, left, right, size) {
			out[len(out)-1] = join(out[len(out)-1], one.text)
			continue
		}
		out = append(out, one.text)
	}
	return out
}

// measure finds the margins and the size of most of the text.
func measure(lines []line) (left, right, size float64) {
	lefts, sizes := map[float64]int{}, map[float64]int{}
	ends := make([]float64, 0, len(lines))
	for _, one := range lines {
		weight := utf8.RuneCountInString(one.text)
		sizes[math.Round(one.size*2)/2] += weight
		if weight >= 15 {
			lefts[math.Round(one.x/3)*3] += weight
		}
		ends = append(ends, one.end)
	}
	most := func(counts map[float64]int, otherwise float64) float64 {
		best, n := otherwise, 0
		for value, count := range counts {
			if count > n || count == n && value < best {
				best, n = value, count
			}
		}
		return best
	}
	slices.Sort(ends)
	// Where most paragraphs have one line most lines are set in: the margin is the
	// leftmost place at which a fair share of the text begins.
	left = most(lefts, lines[0].x)
	all := 0
	for _, count := range lefts {
		all += count
	}
	for x, count := range lefts {
		if x < left && count*8 >= all {
			left = x
		}
	}
	return left, ends[len(ends)*9/10], max(1, most(sizes, 10))
}

// continues reports whether a line goes on with the paragraph of the one before.
func continues(before, one line, left, right, size float64) bool {
	if start.MatchString(one.text) || math.Abs(before.size-one.size) > size*0.2 {
		return false
	}
	if before.page == one.page && before.y-one.y > 2.6*max(size, one.size) {
		return false
	}
	if before.size > size*1.15 {
		// Titles of several lines stand in the middle.
		return math.Abs((before.x+before.end)-(one.x+one.end)) < 2*size && before.page == one.page
	}
	if one.x > left+1.4*size {
		return false
	}
	full := before.end > right-1.6*size
	return full || !ended(before.text) && before.end > right-6*size
}
