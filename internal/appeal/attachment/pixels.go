package attachment

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
)

// mostPixels bounds a photo as it is shown: who opens it unpacks all of it, and a few
// kilobytes can say that they are a picture of many gigabytes. A guess: cameras of phones
// have a tenth of it, and what has more does not fit into MostBytes.
const mostPixels = 100_000_000

// pixels is how large a photo says it is, 0 for a sound and for what does not say it.
func pixels(m Media, data []byte) uint64 {
	switch m.Type {
	case "image/jpeg":
		return sized(jpeg.DecodeConfig(bytes.NewReader(data)))
	case "image/png":
		return sized(png.DecodeConfig(bytes.NewReader(data)))
	case "image/webp":
		return pixelsWebP(data)
	case "image/heic", "image/heif":
		return pixelsHEIC(data)
	}
	return 0
}

func sized(c image.Config, err error) uint64 {
	if err != nil {
		return 0
	}
	return uint64(c.Width) * uint64(c.Height)
}

// pixelsWebP reads the first chunk, which tells the size in each of the three kinds
// (RFC 9649): of the canvas, of a picture without loss, of one with it.
func pixelsWebP(data []byte) uint64 {
	const header, body = 12, 20
	if len(data) < body+10 {
		return 0
	}
	at := data[body:]
	switch string(data[header : header+4]) {
	case "VP8X":
		side := func(b []byte) uint64 { return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 }
		return (side(at[4:]) + 1) * (side(at[7:]) + 1)
	case "VP8L":
		bits := uint64(binary.LittleEndian.Uint32(at[1:]))
		return (bits&0x3FFF + 1) * (bits>>14&0x3FFF + 1)
	case "VP8 ":
		return uint64(binary.LittleEndian.Uint16(at[6:])&0x3FFF) * uint64(binary.LittleEndian.Uint16(at[8:])&0x3FFF)
	}
	return 0
}

// pixelsHEIC is the largest of all sizes that a file tells (ISO/IEC 23008-12, ispe): it
// holds pictures of several.
func pixelsHEIC(data []byte) (most uint64) {
	const name = "ispe"
	for at := bytes.Index(data, []byte(name)); at >= 0 && at+16 <= len(data); {
		most = max(most, uint64(binary.BigEndian.Uint32(data[at+8:]))*uint64(binary.BigEndian.Uint32(data[at+12:])))
		next := bytes.Index(data[at+4:], []byte(name))
		if next < 0 {
			break
		}
		at += 4 + next
	}
	return most
}
