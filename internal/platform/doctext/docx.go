package doctext

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// maxParts bounds the parts of an archive.
const maxParts = 5000

// part opens one part of an archive within the limits, nil when there is none.
func (l Limits) part(archive *zip.Reader, name string) (io.ReadCloser, error) {
	if len(archive.File) > maxParts {
		return nil, errTooMuch
	}
	for _, f := range archive.File {
		if !strings.EqualFold(f.Name, name) {
			continue
		}
		if f.Flags&1 != 0 {
			return nil, ErrEncrypted
		}
		if f.UncompressedSize64 > uint64(l.Unpacked) || f.UncompressedSize64 > uint64(l.Ratio)*(f.CompressedSize64+1024) {
			return nil, errTooMuch
		}
		r, err := f.Open()
		if err != nil {
			return nil, ErrBroken.Because(err)
		}
		return r, nil
	}
	return nil, nil
}

// elements calls fn for every token of a part of an archive until it fails. A part
// that is not there has none.
func (l Limits) elements(ctx context.Context, archive *zip.Reader, name string, fn func(xml.Token) error) error {
	in, err := l.part(archive, name)
	if in == nil || err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	decoder := xml.NewDecoder(io.LimitReader(in, l.Unpacked))
	for n, depth := 0, 0; ; n++ {
		if n&0xFFF == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return ErrBroken.Because(err)
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if depth > l.Depth {
			return errTooMuch
		}
		if err := fn(token); err != nil {
			return err
		}
	}
}

// docx reads the body of a Word document with its automatic numbers. Deleted and
// moved-away passages, field codes, headers and footers are left out.
func (l Limits) docx(ctx context.Context, data []byte) (Document, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Document{}, ErrBroken.Because(err)
	}
	macros := false
	err = l.elements(ctx, archive, "[Content_Types].xml", func(token xml.Token) error {
		if e, is := token.(xml.StartElement); is {
			macros = macros || strings.Contains(attribute(e, "ContentType"), "macroEnabled") || strings.Contains(attribute(e, "ContentType"), "vbaProject")
		}
		return nil
	})
	if err != nil {
		return Document{}, err
	}
	if macros {
		return Document{}, ErrMacros
	}
	numbers := numbering{levels: map[string]map[int]level{}, lists: map[string]string{}, counts: map[string][]int{}}
	if err := l.elements(ctx, archive, "word/numbering.xml", numbers.read); err != nil {
		return Document{}, err
	}
	styles := styles{lists: map[string]place{}}
	if err := l.elements(ctx, archive, "word/styles.xml", styles.read); err != nil {
		return Document{}, err
	}
	w := &word{numbers: &numbers, styles: &styles, most: l.TextBytes}
	if err := l.elements(ctx, archive, "word/document.xml", w.read); err != nil {
		return Document{}, err
	}
	w.end()
	return Document{Text: paragraphs(w.lines)}, nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// word gathers the lines of a document.
type word struct {
	numbers *numbering
	styles  *styles
	lines   []string
	line    strings.Builder
	// size is how many bytes the lines have, most how many they may have.
	size, most int
	// row is how many rows of tables are open, cells how many cells the row has.
	row, cells int
	// hidden counts open elements whose content does not count.
	hidden int
	inText bool
	list   place
}

// place is where a paragraph stands in a numbered list: its id and level.
type place struct {
	list  string
	level int
}

func (w *word) read(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		w.start(t)
	case xml.CharData:
		if w.inText && w.hidden == 0 {
			w.line.Write(t)
		}
	case xml.EndElement:
		w.close(t.Name.Local)
	}
	if w.size+w.line.Len() > w.most {
		return ErrLong
	}
	return nil
}

// silent are elements whose content does not count: the old form of a picture
// with text, deleted and moved-away passages, properties.
func silent(name string) bool {
	return name == "Fallback" || name == "del" || name == "moveFrom" || name == "sectPr" || name == "rPr"
}

func (w *word) start(e xml.StartElement) {
	switch name := e.Name.Local; {
	case silent(name):
		w.hidden++
	case w.hidden > 0:
	case name == "t":
		w.inText = true
	case name == "tab":
		w.line.WriteByte(' ')
	case name == "br" || name == "cr":
		w.block()
	case name == "p":
		w.list = place{}
	case name == "pStyle":
		w.list = w.styles.lists[attribute(e, "val")]
	case name == "numId":
		w.list.list = attribute(e, "val")
	case name == "ilvl":
		w.list.level, _ = strconv.Atoi(attribute(e, "val"))
	case name == "r":
		w.number()
	case name == "tr":
		w.end()
		w.row++
	case name == "tc":
		if w.cells > 0 {
			w.line.WriteString(cellBar)
		}
		w.cells++
	}
}

// number writes the automatic number of a paragraph before its first run.
func (w *word) number() {
	if w.list.list != "" && w.list.list != "0" {
		w.line.WriteString(w.numbers.next(w.list))
	}
	w.list = place{}
}

func (w *word) close(name string) {
	switch {
	case silent(name):
		w.hidden = max(0, w.hidden-1)
	case w.hidden > 0:
	case name == "t":
		w.inText = false
	case name == "p":
		w.block()
	case name == "tr":
		w.row = max(0, w.row-1)
		w.end()
	}
}

// block ends a line; within a row of a table it is only a gap.
func (w *word) block() {
	if w.row > 0 {
		w.line.WriteByte(' ')
		return
	}
	w.end()
}

func (w *word) end() {
	w.lines = append(w.lines, w.line.String())
	w.size += w.line.Len() + 1
	w.line.Reset()
	w.cells = 0
}
