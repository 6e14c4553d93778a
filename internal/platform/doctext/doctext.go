package doctext

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"
)

// Kind is the format of a document.
type Kind string

// The formats that are read.
const (
	PDF      Kind = "pdf"
	DOCX     Kind = "docx"
	HTML     Kind = "html"
	Markdown Kind = "markdown"
	Text     Kind = "text"
)

// Label names the format for people.
func (k Kind) Label() string {
	return map[Kind]string{PDF: "PDF", DOCX: "Word 文档", HTML: "网页", Markdown: "Markdown", Text: "文本"}[k]
}

// Document is what a file says.
type Document struct {
	// Text is plain text, a paragraph a line.
	Text string
	// Pages counts the pages of a PDF, 0 for formats that have none.
	Pages int
	Kind  Kind
	// Warnings are sentences about what could not be read.
	Warnings []string
}

// Limits bound what one document may cost. They are guesses.
type Limits struct {
	// Bytes bounds the file, TextBytes what is read out of it.
	Bytes, TextBytes int
	// Pages bounds a PDF.
	Pages int
	// Time bounds the reading.
	Time time.Duration
	// Unpacked bounds one part of an archive in bytes, Ratio how many times
	// larger than its packed form it may be.
	Unpacked, Ratio int64
	// Depth bounds how deep elements nest.
	Depth int
}

// Standard returns the limits for uploads of people.
func Standard() Limits {
	return Limits{Bytes: 32 << 20, TextBytes: 4 << 20, Pages: 2000, Time: 20 * time.Second, Unpacked: 64 << 20, Ratio: 400, Depth: 256}
}

// Extract reads a document within the standard limits. The name only helps where
// content alone cannot tell formats apart (Markdown, text, HTML). Errors are
// sentences for people.
func Extract(ctx context.Context, filename string, data []byte) (Document, error) {
	return Standard().Extract(ctx, filename, data)
}

// Extract reads a document within these limits.
func (l Limits) Extract(ctx context.Context, filename string, data []byte) (d Document, err error) {
	if len(data) > l.Bytes {
		return d, ErrTooLarge
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return d, ErrEmpty
	}
	ctx, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()
	// The readers meet hostile files: a fault in one of them refuses the file and
	// must not stop the program.
	defer func() {
		if fault := recover(); fault != nil {
			d, err = Document{}, ErrBroken.Because(fmt.Errorf("reader of documents: %v", fault))
		}
	}()
	kind, err := Recognise(filename, data)
	if err != nil {
		return d, err
	}
	switch kind {
	case PDF:
		d, err = l.pdf(ctx, data)
	case DOCX:
		d, err = l.docx(ctx, data)
	default:
		d, err = l.marked(ctx, kind, data)
	}
	d.Kind = kind
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errTooMuch) {
		err = ErrCostly.Because(err)
	}
	if err == nil && d.Text == "" {
		err = ErrEmpty
	}
	if err == nil && len(d.Text) > l.TextBytes {
		err = ErrLong
	}
	if err != nil {
		return Document{}, err
	}
	return d, nil
}

// errTooMuch says that a document nests deeper or unpacks larger than allowed.
var errTooMuch = errors.New("document beyond its limits")

// marked reads the formats that are text with or without marks in it.
func (l Limits) marked(ctx context.Context, kind Kind, data []byte) (Document, error) {
	text, err := decode(data)
	if err != nil {
		return Document{}, err
	}
	d := Document{}
	switch kind {
	case HTML:
		d.Text, err = l.html(ctx, text)
	case Markdown:
		d.Text = markdown(text)
	default:
		d.Text = plain(text)
	}
	return d, err
}

// formats are the formats that only a file's name tells, by its extension.
var formats = map[string]Kind{".md": Markdown, ".markdown": Markdown, ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".txt": Text, ".text": Text, "": Text}

// Extensions are how the names of files end that may be read, in lower case.
func Extensions() []string {
	list := []string{".pdf", ".docx", ".docm"}
	for ext := range formats {
		if ext != "" {
			list = append(list, ext)
		}
	}
	return list
}

// Recognise tells the format of a file that Extract reads, or fails with why it
// reads none.
func Recognise(filename string, data []byte) (Kind, error) {
	head := data[:min(len(data), 1024)]
	switch {
	case bytes.Contains(head, []byte("%PDF-")):
		return PDF, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return recogniseArchive(data)
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return "", ErrEncrypted
		}
		return "", ErrOldWord
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return "", ErrRTF
	case picture(head):
		return "", ErrPicture
	}
	ext := strings.ToLower(path.Ext(filename))
	kind, known := formats[ext]
	switch {
	case kind == Text:
		if start := bytes.ToLower(bytes.TrimLeft(head, "\ufeff \r\n\t")); bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html")) {
			return HTML, nil
		}
		return Text, nil
	case known:
		return kind, nil
	case ext == ".pdf" || ext == ".docx" || ext == ".docm":
		return "", ErrBroken
	}
	return "", ErrKind
}

func picture(head []byte) bool {
	for _, magic := range []string{"\x89PNG\r\n", "\xFF\xD8\xFF", "GIF8", "BM", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(head, []byte(magic)) && (len(magic) > 2 || bytes.IndexByte(head, 0) >= 0) {
			return true
		}
	}
	return bytes.HasPrefix(head, []byte("RIFF")) && bytes.Contains(head[:min(len(head), 16)], []byte("WEBP"))
}

// recogniseArchive tells what a ZIP archive is.
func recogniseArchive(data []byte) (Kind, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", ErrBroken.Because(err)
	}
	kind := Kind("")
	for _, part := range archive.File {
		switch name := strings.ToLower(part.Name); {
		case strings.HasSuffix(name, "vbaproject.bin"), strings.HasSuffix(name, "vbadata.xml"):
			return "", ErrMacros
		case name == "ofd.xml":
			return "", ErrOFD
		case name == "word/document.xml":
			kind = DOCX
		}
	}
	if kind == "" {
		return "", ErrKind
	}
	return kind, nil
}
