package pdffile

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

// unpack undoes the filters of a stream. A stream that is damaged or cut off
// yields what could be read of it, one packed as a picture nothing.
func (f *File) unpack(d dict, raw []byte) []byte {
	filters := f.list(d["Filter"])
	params := f.list(d["DecodeParms"])
	for i, filter := range filters {
		var p dict
		if i < len(params) {
			p, _ = f.resolve(params[i]).(dict)
		}
		switch f.resolve(filter) {
		case name("FlateDecode"), name("Fl"):
			raw = f.unpredict(p, f.inflate(raw))
		case name("ASCII85Decode"), name("A85"):
			raw = f.ascii85(raw)
		case name("ASCIIHexDecode"), name("AHx"):
			l := &lexer{data: append([]byte("<"), raw...), budget: f.budget}
			raw = []byte(l.hex())
		case name("LZWDecode"), name("LZW"):
			early, is := f.resolve(p["EarlyChange"]).(float64)
			raw = f.unpredict(p, f.lzw(raw, !is || early != 0))
		default:
			return nil
		}
	}
	return raw
}

// list is a value that may be one thing or several.
func (f *File) list(v any) array {
	switch v := f.resolve(v).(type) {
	case nil:
		return nil
	case array:
		return v
	default:
		return array{v}
	}
}

// inflate unpacks bytes as far as the budget allows.
func (f *File) inflate(raw []byte) []byte {
	in, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil
	}
	return f.drain(in)
}

// drain reads everything as far as the budget allows.
func (f *File) drain(in io.Reader) []byte {
	var out bytes.Buffer
	piece := make([]byte, 32<<10)
	for {
		n, err := in.Read(piece)
		out.Write(piece[:n])
		if !f.budget.unpack(n) {
			return nil
		}
		if out.Len() > maxStream {
			f.budget.err = ErrTooCostly
			return nil
		}
		if err != nil {
			return out.Bytes()
		}
	}
}

func (f *File) ascii85(raw []byte) []byte {
	raw = bytes.TrimSpace(raw)
	raw = bytes.TrimSuffix(bytes.TrimPrefix(raw, []byte("<~")), []byte("~>"))
	return f.drain(ascii85.NewDecoder(bytes.NewReader(raw)))
}

// lzw unpacks the variant of LZW that PDF has: most significant bit first, codes
// that grow one early unless the stream says otherwise.
func (f *File) lzw(raw []byte, early bool) []byte {
	const reset, stop = 256, 257
	var out []byte
	table := make([][]byte, 258, 4096)
	for i := range 256 {
		table[i] = []byte{byte(i)}
	}
	width, bits, held := 9, 0, 0
	var last []byte
	grow := 0
	if early {
		grow = 1
	}
	for _, c := range raw {
		held, bits = held<<8|int(c), bits+8
		if bits < width {
			continue
		}
		code := held >> (bits - width) & (1<<width - 1)
		bits -= width
		held &= 1<<bits - 1
		switch code {
		case stop:
			return out
		case reset:
			table, width, last = table[:258], 9, nil
			continue
		}
		entry, ok := entryOf(table, code, last)
		if !ok || !f.budget.unpack(len(entry)) || len(out) > maxStream {
			return out
		}
		out = append(out, entry...)
		if last != nil && len(table) < 4096 {
			table = append(table, append(last[:len(last):len(last)], entry[0]))
		}
		last = entry
		for width < 12 && len(table)+grow >= 1<<width {
			width++
		}
	}
	return out
}

// entryOf is what a code of LZW stands for.
func entryOf(table [][]byte, code int, last []byte) ([]byte, bool) {
	switch {
	case code < len(table) && len(table[code]) > 0:
		return table[code], true
	case code == len(table) && last != nil:
		return append(last[:len(last):len(last)], last[0]), true
	}
	return nil, false
}

// unpredict undoes the row predictors of PNG, which tables of objects use.
func (f *File) unpredict(p dict, data []byte) []byte {
	kind, _ := f.resolve(p["Predictor"]).(float64)
	if kind < 10 || len(data) == 0 {
		return data
	}
	columns, _ := f.resolve(p["Columns"]).(float64)
	colors, isColors := f.resolve(p["Colors"]).(float64)
	if !isColors {
		colors = 1
	}
	row := int(max(1, min(columns*colors, 1<<20)))
	step := int(max(1, min(colors, 32)))
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for len(data) > 1 {
		filter, line := data[0], bytes.Clone(data[1:min(len(data), row+1)])
		data = data[min(len(data), row+1):]
		if !f.budget.spend(1 + len(line)>>4) {
			return nil
		}
		for i := range line {
			line[i] += predicted(filter, line, above, i, step)
		}
		out = append(out, line...)
		above = append(line, make([]byte, row-len(line))...)
	}
	return out
}

// predicted is what a PNG filter expects of byte i of a row.
func predicted(filter byte, line, above []byte, i, step int) byte {
	var left, corner byte
	if i >= step {
		left, corner = line[i-step], above[i-step]
	}
	switch filter {
	case 1:
		return left
	case 2:
		return above[i]
	case 3:
		return byte((int(left) + int(above[i])) / 2)
	case 4:
		return paeth(int(left), int(above[i]), int(corner))
	}
	return 0
}

func paeth(a, b, c int) byte {
	p := a + b - c
	pa, pb, pc := max(p-a, a-p), max(p-b, b-p), max(p-c, c-p)
	switch {
	case pa <= pb && pa <= pc:
		return byte(a)
	case pb <= pc:
		return byte(b)
	}
	return byte(c)
}
