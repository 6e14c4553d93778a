package pdffile

import (
	"bytes"
	"context"
	"errors"
	"math"
	"strconv"
)

// What keeps a file from being read. ErrBroken also stands for files that only
// claim to be PDF.
var (
	ErrBroken    = errors.New("not a PDF file, or damaged")
	ErrEncrypted = errors.New("the file is encrypted")
	ErrManyPages = errors.New("the file has too many pages")
)

// place says where an object is: at a byte of the file, or in a container that
// stands there.
type place struct {
	at        int
	container int
	offset    int
}

// File is a PDF file whose objects were found. It is not safe for concurrent use.
type File struct {
	data       []byte
	places     map[int]place
	containers map[int][]byte
	packed     []int
	root       any
	encrypted  bool
	budget     *budget
	fonts      map[int]*font
	pages      []page
}

// page is one page with the resources it inherited.
type page struct {
	node      dict
	resources any
	box       array
}

// Open finds the objects and pages of a file. The context bounds this and every
// later call.
func Open(ctx context.Context, data []byte, maxPages int) (*File, error) {
	f := &File{data: data, places: map[int]place{}, containers: map[int][]byte{}, fonts: map[int]*font{}, budget: &budget{ctx: ctx}}
	head := data[:min(len(data), 1024)]
	if !bytes.Contains(head, []byte("%PDF-")) {
		return nil, ErrBroken
	}
	f.scan()
	if f.encrypted {
		return nil, ErrEncrypted
	}
	for _, n := range f.packed {
		f.open(n)
	}
	if f.root == nil {
		f.findRoot()
	}
	catalogue, _ := f.resolve(f.root).(dict)
	err := f.collect(catalogue["Pages"], page{}, maxPages, map[int]bool{}, 0)
	if f.budget.err != nil {
		err = f.budget.err
	}
	if err == nil && len(f.pages) == 0 {
		err = ErrBroken
	}
	return f, err
}

// Pages is how many pages the file has.
func (f *File) Pages() int { return len(f.pages) }

// scan finds every object, trailer and container from the first byte on.
func (f *File) scan() {
	trailer := -1
	for at := 0; f.budget.spend(1); {
		if trailer < at {
			trailer = at + indexOrEnd(f.data[at:], "trailer")
		}
		next := at + indexOrEnd(f.data[at:], "obj")
		if trailer < next {
			at = f.readTrailer(trailer + len("trailer"))
			continue
		}
		if next >= len(f.data) {
			return
		}
		at = next
		if n, is := objectNumber(f.data[:at]); is {
			at = f.found(n, at+3)
		} else {
			at += 3
		}
	}
}

// indexOrEnd is where a word stands, the length of the data when it does not.
func indexOrEnd(data []byte, word string) int {
	if i := bytes.Index(data, []byte(word)); i >= 0 {
		return i
	}
	return len(data)
}

// objectNumber reads the "12 0 " that stands before "obj".
func objectNumber(before []byte) (int, bool) {
	before = bytes.TrimRight(before[max(0, len(before)-40):], " \r\n\t\x00\f")
	i := len(before)
	for i > 0 && before[i-1] >= '0' && before[i-1] <= '9' {
		i--
	}
	if i == len(before) || i == 0 || !space(before[i-1]) {
		return 0, false
	}
	before = bytes.TrimRight(before[:i], " \r\n\t\x00\f")
	i = len(before)
	for i > 0 && before[i-1] >= '0' && before[i-1] <= '9' {
		i--
	}
	n, err := strconv.ParseUint(string(before[i:]), 10, 31)
	return int(n), err == nil
}

// found notes the object at a byte and returns where to look on: behind its
// stream, in which other objects may only seem to be.
func (f *File) found(n, at int) int {
	if len(f.places) >= maxObjects {
		f.budget.err = ErrTooCostly
		return len(f.data)
	}
	f.places[n] = place{at: at, container: -1}
	v, after := f.read(at)
	d, is := v.(dict)
	if !is {
		return max(after, at)
	}
	switch d["Type"] {
	case name("ObjStm"):
		f.packed = append(f.packed, n)
	case name("XRef"):
		f.trailer(d)
	}
	if raw, is := f.stream(d, after, false); is {
		after += len(raw)
	}
	return max(after, at)
}

// read parses the value at a byte of the file.
func (f *File) read(at int) (any, int) {
	l := &lexer{data: f.data, pos: at, budget: f.budget, refs: true}
	v := l.value(0)
	return v, l.pos
}

func (f *File) readTrailer(at int) int {
	v, after := f.read(at)
	if d, is := v.(dict); is {
		f.trailer(d)
		return after
	}
	return at
}

func (f *File) trailer(d dict) {
	if d["Root"] != nil {
		f.root = d["Root"]
	}
	if d["Encrypt"] != nil {
		f.encrypted = true
	}
}

// stream returns the raw bytes of the stream that follows a dictionary. Its
// stated length counts only when the stream really ends there.
func (f *File) stream(d dict, after int, follow bool) ([]byte, bool) {
	l := &lexer{data: f.data, pos: after, budget: f.budget}
	l.skip()
	if !bytes.HasPrefix(f.data[l.pos:], []byte("stream")) {
		return nil, false
	}
	from := l.pos + len("stream")
	if from < len(f.data) && f.data[from] == '\r' {
		from++
	}
	if from < len(f.data) && f.data[from] == '\n' {
		from++
	}
	length := d["Length"]
	if follow {
		length = f.resolve(length)
	}
	if n, is := length.(float64); is && n >= 0 && n <= float64(len(f.data)-from) {
		rest := bytes.TrimLeft(f.data[from+int(n):min(len(f.data), from+int(n)+20)], " \r\n\t")
		if bytes.HasPrefix(rest, []byte("endstream")) {
			return f.data[from : from+int(n)], true
		}
	}
	to := bytes.Index(f.data[from:], []byte("endstream"))
	if to < 0 {
		to = len(f.data) - from
	}
	f.budget.spend(to >> 10)
	return f.data[from : from+to], true
}

// open unpacks a container of objects and notes what it holds, unless a later
// part of the file has a newer one.
func (f *File) open(n int) {
	d, content := f.content(ref{n})
	count, _ := f.resolve(d["N"]).(float64)
	first, _ := f.resolve(d["First"]).(float64)
	if content == nil || first < 0 || first > float64(len(content)) {
		return
	}
	f.containers[n] = content
	at := f.places[n].at
	l := &lexer{data: content[:int(first)], budget: f.budget}
	for i := 0; i < int(min(count, maxObjects)); i++ {
		id, is1 := l.value(0).(float64)
		offset, is2 := l.value(0).(float64)
		if !is1 || !is2 || id < 0 || id > math.MaxInt32 || offset < 0 || first+offset > float64(len(content)) {
			return
		}
		if old, exists := f.places[int(id)]; !exists || old.at < at {
			f.places[int(id)] = place{at: at, container: n, offset: int(first + offset)}
		}
	}
}

// resolve follows references until a value.
func (f *File) resolve(v any) any {
	for range maxDepth {
		r, is := v.(ref)
		if !is {
			return v
		}
		p, known := f.places[r.number]
		if !known || !f.budget.spend(8) {
			return nil
		}
		if p.container < 0 {
			v, _ = f.read(p.at)
			continue
		}
		l := &lexer{data: f.containers[p.container], pos: p.offset, budget: f.budget, refs: true}
		v = l.value(0)
	}
	return nil
}

// content returns the dictionary and the unpacked bytes of a stream, nil bytes
// when it is none or packed in a way that text never is.
func (f *File) content(v any) (dict, []byte) {
	r, is := v.(ref)
	p, known := f.places[r.number]
	if !is || !known || p.container >= 0 {
		return nil, nil
	}
	value, after := f.read(p.at)
	d, is := value.(dict)
	if !is {
		return nil, nil
	}
	raw, is := f.stream(d, after, true)
	if !is {
		return d, nil
	}
	return d, f.unpack(d, raw)
}

// findRoot looks for the catalogue among all objects of a file without trailer.
func (f *File) findRoot() {
	for n := range f.places {
		if d, is := f.resolve(ref{n}).(dict); is && d["Type"] == name("Catalog") {
			f.root = ref{n}
			return
		}
	}
}

// collect lists the pages under a node of the tree of pages.
func (f *File) collect(v any, inherited page, most int, seen map[int]bool, depth int) error {
	if r, is := v.(ref); is {
		if seen[r.number] {
			return nil
		}
		seen[r.number] = true
	}
	node, is := f.resolve(v).(dict)
	if !is || depth > maxDepth || !f.budget.spend(1) {
		return nil
	}
	if node["Resources"] != nil {
		inherited.resources = node["Resources"]
	}
	if box, is := f.resolve(node["MediaBox"]).(array); is {
		inherited.box = box
	}
	kids, is := f.resolve(node["Kids"]).(array)
	if !is {
		if len(f.pages) >= most {
			return ErrManyPages
		}
		inherited.node = node
		f.pages = append(f.pages, inherited)
		return nil
	}
	for _, kid := range kids {
		if err := f.collect(kid, inherited, most, seen, depth+1); err != nil {
			return err
		}
	}
	return nil
}
