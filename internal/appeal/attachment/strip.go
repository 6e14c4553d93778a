package attachment

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

// strip removes from a file what tells where it was made and by which device. The
// picture or the sound stays as it is. It fails with ErrDamaged for a file whose
// parts cannot be told apart, which is then not kept, and with ErrHuge for a photo that
// nobody could open.
func strip(m Media, data []byte) ([]byte, error) {
	if pixels(m, data) > mostPixels {
		return nil, ErrHuge
	}
	switch m.Type {
	case "image/jpeg":
		return stripJPEG(data)
	case "image/png":
		return stripPNG(data)
	case "image/webp":
		return stripWebP(data)
	case "image/heic", "image/heif":
		return stripHEIC(data)
	case "audio/mp4":
		return blankPlaces(data), nil
	}
	return data, nil
}

// stripJPEG drops application segments but those that the colours depend on, and
// comments. Which way is up is kept, as the only entry of a fresh Exif segment.
func stripJPEG(data []byte) ([]byte, error) {
	const markers, startOfScan = 2, 0xDA
	out := append(make([]byte, 0, len(data)), data[:markers]...)
	up, at := uint16(1), markers
	var rest []byte
	for {
		if at+4 > len(data) || data[at] != 0xFF {
			return nil, ErrDamaged
		}
		kind := data[at+1]
		if kind == 0xFF { // fill byte
			at++
			continue
		}
		if kind == startOfScan {
			rest = data[at:]
			break
		}
		size := int(binary.BigEndian.Uint16(data[at+2:]))
		if size < 2 || at+2+size > len(data) {
			return nil, ErrDamaged
		}
		segment := data[at : at+2+size]
		switch {
		case kind == 0xE1 && bytes.HasPrefix(segment[4:], []byte("Exif\x00\x00")):
			up = orientation(segment[10:])
		case kind == 0xE0, kind == 0xEE, kind == 0xE2 && bytes.HasPrefix(segment[4:], []byte("ICC_PROFILE\x00")):
			out = append(out, segment...)
		case kind >= 0xE0 && kind <= 0xEF, kind == 0xFE:
		default:
			out = append(out, segment...)
		}
		at += 2 + size
	}
	if up > 1 && up <= 8 {
		out = append(out[:markers:markers], append(exifOf(up), out[markers:]...)...)
	}
	// After the end of the picture anything may follow, a second picture with its
	// own Exif among it.
	end := bytes.LastIndex(rest, []byte{0xFF, 0xD9})
	if first := endOfPicture(rest); first > 0 {
		end = first
	}
	if end < 0 {
		return nil, ErrDamaged
	}
	return append(out, rest[:end+2]...), nil
}

// endOfPicture finds where the first picture of a file ends. Within a scan 0xFF is
// followed by 0x00 or a restart; between the scans of a progressive picture stand
// segments, which are skipped whole. It is -1 where no end is found.
func endOfPicture(data []byte) int {
	for at := 0; at+1 < len(data); {
		if data[at] != 0xFF {
			at++
			continue
		}
		switch kind := data[at+1]; {
		case kind == 0xD9:
			return at
		case kind == 0x00 || kind == 0xFF || kind >= 0xD0 && kind <= 0xD7:
			at++
			if kind != 0xFF {
				at++
			}
		default:
			if at+4 > len(data) {
				return -1
			}
			at += 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		}
	}
	return -1
}

// orientation reads the tag 0x0112 of a TIFF block, 1 (as it is) where there is
// none.
func orientation(tiff []byte) uint16 {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	for n := int64(order.Uint16(tiff[at:])); n > 0; n-- {
		entry := at + 2 + (n-1)*12
		if entry+12 > int64(len(tiff)) {
			continue
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			return order.Uint16(tiff[entry+8:])
		}
	}
	return 1
}

// exifOf is a segment that says nothing but which way is up.
func exifOf(up uint16) []byte {
	tiff := []byte{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, byte(up >> 8), byte(up), 0, 0, 0, 0, 0, 0}
	body := append([]byte("Exif\x00\x00"), tiff...)
	return append([]byte{0xFF, 0xE1, 0, byte(len(body) + 2)}, body...)
}

// stripPNG drops every chunk that a picture can be shown without, but those of its
// colours.
func stripPNG(data []byte) ([]byte, error) {
	const head = 8
	out, at := append(make([]byte, 0, len(data)), data[:head]...), head
	for at+12 <= len(data) {
		size := int64(binary.BigEndian.Uint32(data[at:]))
		end := int64(at) + 12 + size
		if end > int64(len(data)) {
			return nil, ErrDamaged
		}
		chunk := data[at:end]
		if crc32.ChecksumIEEE(chunk[4:8+size]) != binary.BigEndian.Uint32(chunk[8+size:]) {
			return nil, ErrDamaged
		}
		switch name := string(chunk[4:8]); name {
		case "IEND":
			return append(out, chunk...), nil
		case "gAMA", "cHRM", "sRGB", "iCCP", "tRNS", "bKGD", "pHYs", "sBIT", "hIST", "sPLT":
			out = append(out, chunk...)
		default:
			if name[0] >= 'A' && name[0] <= 'Z' { // critical
				out = append(out, chunk...)
			}
		}
		at = int(end)
	}
	return nil, ErrDamaged
}

// stripWebP drops the chunks EXIF and XMP and the flags that announce them.
func stripWebP(data []byte) ([]byte, error) {
	const head = 12
	out := append(make([]byte, 0, len(data)), data[:head]...)
	for at := head; at+8 <= len(data); {
		size := int64(binary.LittleEndian.Uint32(data[at+4:]))
		end := int64(at) + 8 + size + size&1
		if end > int64(len(data)) {
			if end > int64(len(data))+1 || size&1 == 0 {
				return nil, ErrDamaged
			}
			end = int64(len(data)) // the last byte of padding is often left out
		}
		chunk := data[at:end]
		switch name := string(chunk[:4]); name {
		case "EXIF", "XMP ":
		case "VP8X":
			if size < 1 {
				return nil, ErrDamaged
			}
			chunk = bytes.Clone(chunk)
			chunk[8] &^= 0x08 | 0x04
			out = append(out, chunk...)
		default:
			out = append(out, chunk...)
		}
		at = int(end)
	}
	if len(out) == head {
		return nil, ErrDamaged
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}

// blankPlaces overwrites where a recording was made (the boxes ©xyz and loci of
// MP4 and QuickTime).
func blankPlaces(data []byte) []byte {
	out := bytes.Clone(data)
	for _, name := range []string{"\xa9xyz", "loci", "com.apple.quicktime.location"} {
		for at := 0; ; {
			next := bytes.Index(out[at:], []byte(name))
			if next < 0 {
				break
			}
			at += next + len(name)
			size := 64
			if next := at - len(name) - 4; len(name) == 4 && next >= 0 {
				size = int(binary.BigEndian.Uint32(out[next:])) - 8
			}
			clear(out[at:min(len(out), at+max(0, min(size, 4096)))])
		}
	}
	return out
}

// Cleaned returns a photo or a voice note without what tells where it was made. It
// fails with ErrKind and ErrDamaged.
func Cleaned(data []byte) ([]byte, error) {
	media, err := mediaOf(data)
	if err != nil {
		return nil, err
	}
	return strip(media, data)
}
