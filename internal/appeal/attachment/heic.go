package attachment

import (
	"bytes"
	"encoding/binary"
	"math"
)

// stripHEIC overwrites the Exif and XMP items of a HEIC picture (ISO/IEC 23008-12)
// with zeros; where they lie is written in its meta box. Which way is up is a
// property of the picture there, not of Exif.
func stripHEIC(data []byte) ([]byte, error) {
	meta, ok := box(data, "meta")
	if !ok || len(meta) < 4 {
		return nil, ErrDamaged
	}
	meta = meta[4:] // version and flags
	infos, ok := box(meta, "iinf")
	if !ok {
		return nil, ErrDamaged
	}
	drop := told(infos)
	if len(drop) == 0 {
		return data, nil
	}
	places, ok := box(meta, "iloc")
	if !ok {
		return nil, ErrDamaged
	}
	extents, ok := located(places, drop)
	if !ok {
		return nil, ErrDamaged
	}
	out := bytes.Clone(data)
	for _, e := range extents {
		if e[0]+e[1] > uint64(len(out)) || e[0] > uint64(len(out)) {
			return nil, ErrDamaged
		}
		clear(out[e[0] : e[0]+e[1]])
	}
	return out, nil
}

// box returns the content of the first box of a kind on one level.
func box(data []byte, kind string) ([]byte, bool) {
	for len(data) >= 8 {
		size, head := uint64(binary.BigEndian.Uint32(data)), uint64(8)
		switch size {
		case 0:
			size = uint64(len(data))
		case 1:
			if len(data) < 16 {
				return nil, false
			}
			size, head = binary.BigEndian.Uint64(data[8:]), 16
		}
		if size < head || size > uint64(len(data)) {
			return nil, false
		}
		if string(data[4:8]) == kind {
			return data[head:size], true
		}
		data = data[size:]
	}
	return nil, false
}

// told returns the items that tell of the making of a picture: Exif, and XMP as
// mime.
func told(infos []byte) map[uint64]bool {
	r := reader{data: infos}
	version := r.take(1)
	r.take(3)
	if version == 0 {
		r.take(2)
	} else {
		r.take(4)
	}
	out := map[uint64]bool{}
	for rest := r.rest(); len(rest) >= 8; {
		size := binary.BigEndian.Uint32(rest)
		if size < 8 || uint64(size) > uint64(len(rest)) {
			return out
		}
		item := reader{data: rest[8:size]}
		version := item.take(1)
		item.take(3)
		width := 2
		if version == 3 {
			width = 4
		}
		id := item.take(width)
		item.take(2)
		if kind := item.text(4); version >= 2 && (kind == "Exif" || kind == "mime") {
			out[id] = true
		}
		rest = rest[size:]
	}
	return out
}

// located returns where items lie in the file, as offset and length; false where
// that is not in the file itself or cannot be read.
func located(places []byte, items map[uint64]bool) (out [][2]uint64, ok bool) {
	r := reader{data: places}
	version := r.take(1)
	r.take(3)
	sizes := r.take(2)
	offset, length, base, index := int(sizes>>12&15), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if version == 0 {
		index = 0
	}
	wide := 2
	if version == 2 {
		wide = 4
	}
	for n := r.take(wide); n > 0 && !r.bad; n-- {
		id, method := r.take(wide), uint64(0)
		if version > 0 {
			method = r.take(2) & 15
		}
		r.take(2)
		from := r.take(base)
		for extents := r.take(2); extents > 0 && !r.bad; extents-- {
			r.take(index)
			at, size := from+r.take(offset), r.take(length)
			if !items[id] {
				continue
			}
			if method != 0 || at > math.MaxUint32 || size > math.MaxUint32 {
				return nil, false
			}
			out = append(out, [2]uint64{at, size})
		}
	}
	return out, !r.bad
}

// reader takes numbers off the front of some bytes; beyond the end it is bad and
// gives zeros.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) text(n int) string {
	if n > len(r.data) {
		r.bad = true
		return ""
	}
	out := string(r.data[:n])
	r.data = r.data[n:]
	return out
}

func (r *reader) take(n int) (out uint64) {
	for _, b := range []byte(r.text(n)) {
		out = out<<8 | uint64(b)
	}
	return out
}

func (r *reader) rest() []byte { return r.data }
