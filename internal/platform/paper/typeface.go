package paper

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

// Where the screens keep the typeface.
const (
	regularFile = "fonts/NotoSansSC-Regular.ttf.gz"
	boldFile    = "fonts/NotoSansSC-Bold.ttf.gz"
)

// box stands for a character that the typeface lacks. It has it itself.
const box = '□'

// typefaceLimit bounds an unpacked weight, in bytes: the whole of Noto Sans SC.
const typefaceLimit = 16 << 20

// face is one weight of a typeface.
type face struct {
	file []byte
	// widths are in thousandths of the size, 0 for a character that is not there.
	widths [1 << 16]uint16
}

// Press makes documents. It unpacks the typeface when the first one is asked for
// and is safe for concurrent use.
type Press struct {
	weights func() ([2]*face, error)
}

// NewPress returns a press with the typeface among the built screens.
func NewPress(screens fs.FS) *Press {
	return &Press{weights: sync.OnceValues(func() (faces [2]*face, err error) {
		for i, name := range [...]string{regularFile, boldFile} {
			if faces[i], err = readFace(screens, name); err != nil {
				return faces, ErrTypeface.Because(err)
			}
		}
		return faces, nil
	})}
}

// Ready fails with ErrTypeface when the press has no typeface. Ask before the
// first byte of an answer is sent.
func (p *Press) Ready() error {
	_, err := p.weights()
	return err
}

func readFace(screens fs.FS, name string) (*face, error) {
	packed, err := fs.ReadFile(screens, name)
	if err != nil {
		return nil, err
	}
	in, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", name, err)
	}
	file, err := io.ReadAll(io.LimitReader(in, typefaceLimit))
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", name, err)
	}
	f := &face{file: file}
	if err := f.measure(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return f, nil
}

var errTables = errors.New("tables of the typeface are not as fonts.mjs writes them")

// measure reads the widths: a table of characters of format 4 whose segments are
// all told by their delta, and a width for each glyph.
func (f *face) measure() error {
	tables, err := f.tables()
	if err != nil {
		return err
	}
	head, cmap, hmtx := tables["head"], tables["cmap"], tables["hmtx"]
	if len(head) < 54 || len(cmap) < 28 || word(cmap, 12) != 4 {
		return errTables
	}
	em, segments := int(word(head, 18)), int(word(cmap, 18))/2
	if em == 0 || len(cmap) < 28+segments*8 {
		return errTables
	}
	for i := range segments {
		end, start := int(word(cmap, 26+i*2)), int(word(cmap, 28+segments*2+i*2))
		delta := int(word(cmap, 28+segments*4+i*2))
		for c := start; c <= end && c != 0xffff; c++ {
			glyph := (c + delta) & 0xffff
			if len(hmtx) < glyph*4+4 {
				return errTables
			}
			f.widths[c] = uint16(int(word(hmtx, glyph*4)) * 1000 / em)
		}
	}
	if f.widths[box] == 0 || f.widths['一'] == 0 {
		return errTables
	}
	return nil
}

func word(table []byte, at int) uint16 { return binary.BigEndian.Uint16(table[at:]) }

// tables returns the tables of a TrueType file by name.
func (f *face) tables() (map[string][]byte, error) {
	if len(f.file) < 12 || binary.BigEndian.Uint32(f.file) != 0x00010000 {
		return nil, errTables
	}
	tables := map[string][]byte{}
	for i := range int(word(f.file, 4)) {
		at := 12 + i*16
		if len(f.file) < at+16 {
			return nil, errTables
		}
		from, size := uint64(binary.BigEndian.Uint32(f.file[at+8:])), uint64(binary.BigEndian.Uint32(f.file[at+12:]))
		if from+size > uint64(len(f.file)) {
			return nil, errTables
		}
		tables[string(f.file[at:at+4])] = f.file[from : from+size]
	}
	return tables, nil
}

// has reports whether the typeface can show a character.
func (f *face) has(r rune) bool { return r >= 0 && int(r) < len(f.widths) && f.widths[r] > 0 }
