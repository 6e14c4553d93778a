package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
)

// Limits of what is read. Guesses, all of them, well beyond what registers have.
const (
	// LineLimit is the longest line and the longest record of a CSV, in bytes.
	LineLimit = 1 << 20
	// WorkbookLimit is the largest .xlsx file, in bytes: it is held in memory.
	WorkbookLimit = 256 << 20
	// UnpackedLimit is the most that a workbook may unpack to, in bytes.
	UnpackedLimit = 2 << 30
	// partLimit is the most that the parts of a workbook that are not sheets may
	// unpack to together.
	partLimit = 64 << 20
	// ratioLimit is how much smaller than its content a large workbook may be.
	ratioLimit = 200
)

// Reader hands out the rows of a table.
type Reader struct {
	source rows
	header []string
	number int64
	// Workbook says that the table is an .xlsx, in which a date may be a number
	// of days since 1899-12-30.
	Workbook bool
	// Estimate is about how many rows there are.
	Estimate int64
	// Notes says in Chinese what was left unread.
	Notes []string
}

// rows is one format. next returns io.EOF after the last row; its cells are
// valid for ever.
type rows interface {
	next() ([]string, error)
	close() error
}

// Open looks at the whole of a file and returns a reader of its rows. The first
// row that is not empty is the header. Workbooks are partly unpacked into files
// in tempDir, "" for the system's; Close removes them.
func Open(ctx context.Context, src io.ReaderAt, size int64, tempDir string) (*Reader, error) {
	if size == 0 {
		return nil, ErrEmpty
	}
	head := make([]byte, min(size, 8<<10))
	if _, err := src.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	var r *Reader
	var err error
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		r, err = openWorkbook(ctx, src, size, tempDir)
	case bytes.HasPrefix(head, []byte("PK")):
		err = ErrWorkbook
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		err = compound(src, size)
	default:
		r, err = openText(ctx, src, size)
	}
	if err != nil {
		return nil, err
	}
	if err := r.readHeader(); err != nil {
		_ = r.Close()
		return nil, err
	}
	return r, nil
}

func (r *Reader) readHeader() error {
	for {
		cells, err := r.source.next()
		if errors.Is(err, io.EOF) {
			return ErrEmpty
		}
		if err != nil {
			return err
		}
		if blank(cells) {
			continue
		}
		for i, c := range cells {
			cells[i] = strings.TrimSpace(c)
		}
		r.header = cells
		return nil
	}
}

// Header returns the cells of the header row without surrounding space.
func (r *Reader) Header() []string { return r.header }

// Next returns the next row that is not blank and its number, which counts from
// 1 after the header and counts blank rows too. Rows may have fewer or more
// cells than the header. It returns io.EOF after the last.
func (r *Reader) Next() (number int64, cells []string, err error) {
	for {
		cells, err = r.source.next()
		if err != nil {
			return 0, nil, err
		}
		r.number++
		if !blank(cells) {
			return r.number, cells, nil
		}
	}
}

// Close frees what the reader holds; the file itself stays open.
func (r *Reader) Close() error { return r.source.close() }

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// compound tells an encrypted workbook from an old one: both are OLE compound
// files, whose directory names its streams in UTF-16.
func compound(src io.ReaderAt, size int64) error {
	var name []byte
	for _, c := range "EncryptedPackage" {
		name = append(name, byte(c), 0)
	}
	const block = 1 << 20
	buffer := make([]byte, block+len(name))
	for at := int64(0); at < size && at < 64*block; at += block {
		n, err := src.ReadAt(buffer, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if bytes.Contains(buffer[:n], name) {
			return ErrEncrypted
		}
	}
	return ErrOldXLS
}
