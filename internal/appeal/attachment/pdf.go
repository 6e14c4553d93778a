package attachment

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"regexp"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/doctext/pdffile"
)

// The bounds of looking into a PDF file: pages, and how long it may take.
const (
	mostPages = 500
	lookTime  = 10 * time.Second
)

// doing are the names by which a PDF file runs, fetches, sends or carries something
// instead of showing it.
var doing = []string{"JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA", "SubmitForm", "ImportData", "GoToE"}

// cleanPDF refuses a document that does anything but show pages, and removes who
// wrote it, with what, and where its pictures were taken. What is removed is
// overwritten where it stands: offsets in the file must not move.
func cleanPDF(ctx context.Context, data []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	f, err := pdffile.Open(ctx, data, mostPages)
	if errors.Is(err, pdffile.ErrEncrypted) {
		return nil, ErrLocked
	}
	if err != nil {
		return nil, ErrDamaged.Because(err)
	}
	if f.Mentions(doing...) || says(data) {
		return nil, ErrActive
	}
	out := bytes.Clone(data)
	for _, n := range informations(out) {
		blankObject(out, n)
	}
	blankPackets(out)
	blankExif(out)
	return out, nil
}

// says finds what the reader of objects does not see: an older version of an object
// that a newer one replaced. Two letters are too few to look for.
func says(data []byte) bool {
	return slices.ContainsFunc(doing, func(name string) bool { return len(name) > 2 && bytes.Contains(data, []byte("/"+name)) })
}

var information = regexp.MustCompile(`/Info\s+(\d{1,10})\s+\d{1,5}\s+R`)

// informations blanks the references to what tells of a document, and returns the
// numbers of the objects.
func informations(data []byte) (numbers [][]byte) {
	for _, at := range information.FindAllSubmatchIndex(data, -1) {
		numbers = append(numbers, bytes.Clone(data[at[2]:at[3]]))
		blank(data[at[0]:at[1]])
	}
	return numbers
}

// blankObject blanks what stands in an object between its brackets.
func blankObject(data, number []byte) {
	head := regexp.MustCompile(`(^|[\r\n ])` + string(number) + `\s+\d{1,5}\s+obj\s*<<`)
	for _, at := range head.FindAllIndex(data, -1) {
		rest := data[at[1]:]
		end := bytes.Index(rest, []byte("endobj"))
		if end < 0 {
			continue
		}
		if close := bytes.LastIndex(rest[:end], []byte(">>")); close > 0 {
			blank(rest[:close])
		}
	}
}

// blankPackets blanks descriptions in XMP, which stand unpacked.
func blankPackets(data []byte) {
	for {
		from := bytes.Index(data, []byte("<?xpacket begin"))
		if from < 0 {
			return
		}
		to := len(data)
		if end := bytes.Index(data[from:], []byte("<?xpacket end")); end >= 0 {
			to = from + end
		} else if end := bytes.Index(data[from:], []byte("endstream")); end >= 0 {
			to = from + end
		}
		blank(data[from:to])
		data = data[to:]
	}
}

// blankExif empties the Exif segments of the photos in a document.
func blankExif(data []byte) {
	const head = 10 // marker, length, "Exif\0\0"
	for {
		at := bytes.Index(data, []byte("Exif\x00\x00"))
		if at < 0 {
			return
		}
		if at >= 4 && data[at-4] == 0xFF && data[at-3] == 0xE1 {
			size := int(binary.BigEndian.Uint16(data[at-2:]))
			clear(data[min(at-4+head, len(data)):min(at-2+size, len(data))])
		}
		data = data[at+6:]
	}
}

func blank(data []byte) {
	for i := range data {
		data[i] = ' '
	}
}
