package doctext_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// sheet builds PDF files by hand, so that each test sees every byte it is about.
type sheet struct {
	objects []string
}

func (s *sheet) add(body string) int {
	s.objects = append(s.objects, body)
	return len(s.objects)
}

func stream(entries, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(content), content)
}

func deflated(t require.TestingT, content string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, err := w.Write([]byte(content))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.String()
}

// file puts the objects together; root is the number of the catalogue.
func (s *sheet) file(root int, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n%\xE2\xE3\xCF\xD3\n")
	for i, body := range s.objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	fmt.Fprintf(&b, "trailer\n<</Root %d 0 R/Size %d%s>>\nstartxref\n0\n%%%%EOF\n", root, len(s.objects)+1, trailer)
	return b.Bytes()
}

// row is some text at a place of a page.
type row struct {
	x, y, size float64
	text       string
}

// toUnicode is the map of a font whose codes are UTF-16.
const toUnicode = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange " +
	"2 beginbfrange <0000> <D7FF> <0000> <E000> <FFFF> <E000> endbfrange endcmap end end"

func hexText(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return "<" + b.String() + ">"
}

func drawn(rows []row, show func(string) string) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "BT /F1 %g Tf 1 0 0 1 %g %g Tm %s Tj ET\n", r.size, r.x, r.y, show(r.text))
	}
	return b.String()
}

// book is a PDF of these pages in a font that names its characters.
func book(t require.TestingT, pages [][]row) []byte {
	s := &sheet{}
	unicode := s.add(stream("/Filter/FlateDecode", deflated(t, toUnicode)))
	child := s.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000/W [32 126 500]>>")
	font := s.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts [%d 0 R]/ToUnicode %d 0 R>>", child, unicode))
	return s.pages(t, font, pages, hexText)
}

func (s *sheet) pages(t require.TestingT, font int, pages [][]row, show func(string) string) []byte {
	tree := len(s.objects) + 2*len(pages) + 1
	var kids strings.Builder
	for _, rows := range pages {
		content := s.add(stream("/Filter [/FlateDecode]", deflated(t, drawn(rows, show))))
		page := s.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/Contents %d 0 R>>", tree, content))
		fmt.Fprintf(&kids, "%d 0 R ", page)
	}
	s.add(fmt.Sprintf("<</Type/Pages/MediaBox [0 0 595 842]/Resources <</Font <</F1 %d 0 R>>>>/Count %d/Kids [%s]>>", font, len(pages), kids.String()))
	return s.file(s.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", tree)), "")
}

// gbkBook is a PDF as older office software writes it: GBK codes and no map.
func gbkBook(t require.TestingT, rows []row) []byte {
	s := &sheet{}
	child := s.add("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo <</Registry (Adobe)/Ordering (GB1)/Supplement 2>>>>")
	font := s.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H/DescendantFonts [%d 0 R]>>", child))
	return s.pages(t, font, [][]row{rows}, func(text string) string {
		raw, err := simplifiedchinese.GB18030.NewEncoder().String(text)
		require.NoError(t, err)
		return fmt.Sprintf("<%X>", raw)
	})
}

// scan is a PDF whose pages are pictures.
func scan(pages int) []byte {
	s := &sheet{}
	picture := s.add(stream("/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode", "\xFF\xD8\xFF\xE0 picture"))
	content := s.add(stream("", "q 595 0 0 842 0 0 cm /Im1 Do Q"))
	tree := len(s.objects) + pages + 1
	var kids strings.Builder
	for range pages {
		fmt.Fprintf(&kids, "%d 0 R ", s.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/Contents %d 0 R>>", tree, content)))
	}
	s.add(fmt.Sprintf("<</Type/Pages/MediaBox [0 0 595 842]/Resources <</XObject <</Im1 %d 0 R>>>>/Kids [%s]>>", picture, kids.String()))
	return s.file(s.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", tree)), "")
}

// typeset sets paragraphs in lines of so many characters, the first one set in by
// two, with a header and a page number on each page.
func typeset(paragraphs []string, wide, perPage int, header string) [][]row {
	var pages [][]row
	var page []row
	y := 760.0
	flush := func() {
		if header != "" {
			page = append(page, row{200, 810, 9, header}, row{280, 40, 9, fmt.Sprintf("— %d —", len(pages)+1)})
		}
		pages, page, y = append(pages, page), nil, 760
	}
	for _, p := range paragraphs {
		letters, x := []rune(p), 74.0
		room := wide - 2
		for len(letters) > 0 {
			n := min(room, len(letters))
			page = append(page, row{x, y, 12, string(letters[:n])})
			letters, x, room, y = letters[n:], 50, wide, y-20
			if len(page) >= perPage {
				flush()
			}
		}
	}
	if len(page) > 0 {
		flush()
	}
	return pages
}

// archive is a ZIP of these parts.
func archive(t require.TestingT, parts map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		part, err := w.Create(name)
		require.NoError(t, err)
		_, err = part.Write([]byte(content))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

const wordHead = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>`

func docx(t require.TestingT, body string, more map[string]string) []byte {
	parts := map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": wordHead + body + `</w:body></w:document>`}
	for name, content := range more {
		parts[name] = content
	}
	return archive(t, parts)
}

func golden(t *testing.T, want, got string) {
	t.Helper()
	require.Equal(t, strings.Split(strings.TrimSpace(want), "\n"), strings.Split(got, "\n"))
}
