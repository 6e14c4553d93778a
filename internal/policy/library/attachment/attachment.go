package attachment

import (
	"archive/zip"
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/platform/errs"
)

// ErrKind refuses a file that may run something or that nobody can look at.
var ErrKind = errs.New(errs.Invalid, "policy.file_kind", "附件只能是 PDF、DOCX、XLSX、TXT、HTML、Markdown、PNG 或 JPG 文件，并且不能带宏，没有保存。")

const (
	pdf   = "application/pdf"
	docx  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsx  = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	png   = "image/png"
	jpeg  = "image/jpeg"
	plain = "text/plain"
)

// endings are how the names of files of a kind may end, the usual way first. What
// is kept as plain text ends so that no program takes it for a page.
var endings = map[string][]string{pdf: {".pdf"}, docx: {".docx"}, xlsx: {".xlsx"}, png: {".png"}, jpeg: {".jpg", ".jpeg"}, plain: {".txt"}}

// MediaOf tells what may be kept from its content: documents and pictures that run
// nothing. Web pages and Markdown are kept as the plain text that they are written
// in, with its encoding.
func MediaOf(filename string, data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return png, nil
	case bytes.HasPrefix(data, []byte("\xFF\xD8\xFF")):
		return jpeg, nil
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return ofArchive(data)
	}
	kind, err := doctext.Recognise(filename, data)
	switch {
	case err != nil:
		return "", ErrKind.Because(err)
	case kind == doctext.PDF:
		return pdf, nil
	}
	charset, err := doctext.Charset(data)
	if err != nil {
		return "", ErrKind.Because(err)
	}
	return plain + "; charset=" + charset, nil
}

func ofArchive(data []byte) (string, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", ErrKind.Because(err)
	}
	media := ""
	for _, part := range archive.File {
		switch name := strings.ToLower(part.Name); {
		case strings.Contains(name, "vbaproject"), strings.Contains(name, "/activex/"), strings.HasSuffix(name, ".exe"):
			return "", ErrKind
		case name == "word/document.xml":
			media = docx
		case name == "xl/workbook.xml":
			media = xlsx
		}
	}
	if media == "" {
		return "", ErrKind
	}
	return media, nil
}

// longestStem bounds the name of a file in characters, without its ending.
const longestStem = 100

// Name is what a file of a kind is called: without folders or characters that
// mislead, and with an ending that says what it is.
func Name(filename, media string) string {
	filename = path.Base(strings.ReplaceAll(filename, `\`, "/"))
	filename = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`"<>|:*?/\`, r) {
			return -1
		}
		return r
	}, filename)
	kind, _, _ := strings.Cut(media, ";")
	ext := ""
	for _, ending := range endings[kind] {
		if strings.HasSuffix(strings.ToLower(filename), ending) {
			ext = filename[len(filename)-len(ending):]
		}
	}
	stem := strings.TrimSuffix(filename, ext)
	if old := strings.ToLower(path.Ext(stem)); kind == plain && ext == "" && slices.Contains(doctext.Extensions(), old) {
		stem = stem[:len(stem)-len(old)] // 页.html is 页.txt
	}
	if ext == "" && len(endings[kind]) > 0 {
		ext = endings[kind][0]
	}
	if runes := []rune(stem); len(runes) > longestStem {
		stem = string(runes[:longestStem])
	}
	if strings.Trim(stem, ". ") == "" {
		stem = "附件"
	}
	return stem + ext
}
