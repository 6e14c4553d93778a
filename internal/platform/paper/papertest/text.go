// Package papertest reads what package paper wrote, for tests.
package papertest

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

var (
	stream = regexp.MustCompile(`(?s)/Filter /FlateDecode /Length \d+>>\nstream\n(.*?)\nendstream`)
	shown  = regexp.MustCompile(`(?s)BT [-0-9.]+ [-0-9.]+ Td \((.*?)\) Tj ET`)
)

// Pages returns the text of each page of a PDF as a reader copies it, a line for
// each line on paper.
func Pages(t testing.TB, file []byte) []string {
	t.Helper()
	require.True(t, bytes.HasPrefix(file, []byte("%PDF-")), "not a PDF")
	require.Contains(t, string(file), "<0000> <FFFF> <0000>", "codes of characters must be their Unicode")
	var pages []string
	for _, m := range stream.FindAllSubmatch(file, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		require.NoError(t, err)
		content, err := io.ReadAll(r)
		require.NoError(t, err)
		var lines []string
		for _, text := range shown.FindAllSubmatch(content, -1) {
			lines = append(lines, decode(text[1]))
		}
		pages = append(pages, strings.Join(lines, "\n"))
	}
	require.NotEmpty(t, pages, "no page found")
	return pages
}

// Text returns the text of all pages without line breaks.
func Text(t testing.TB, file []byte) string {
	t.Helper()
	return strings.ReplaceAll(strings.Join(Pages(t, file), ""), "\n", "")
}

// decode reads a string of a PDF, whose characters are UTF-16.
func decode(escaped []byte) string {
	var raw []byte
	for i := 0; i < len(escaped); i++ {
		c := escaped[i]
		if c == '\\' && i+1 < len(escaped) {
			i++
			if c = escaped[i]; c == 'r' {
				c = '\r'
			}
		}
		raw = append(raw, c)
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[i*2])<<8 | uint16(raw[i*2+1])
	}
	return string(utf16.Decode(units))
}
