package classify

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"unicode/utf8"
)

// magic begins every model file; its last byte is the version of the layout.
const magic = "YKTM\x02"

// withoutEdges is the version of the layout before, which is still read: an office
// keeps the model that it trained.
const withoutEdges = 1

// Layout, all numbers as unsigned varints unless said otherwise:
//
//	magic, task, number of labels, labels (texts as length and bytes)
//	rows, accuracy and macro-F1 in thousandths
//	longest run, longest run of the second machine, longest at the edges (not in
//	version 1, which had none), training texts
//	for each length: number of runs, their keys as differences, texts that hold each
//	for each machine: largest weights and offsets as float32, then a byte for each
//	run and label, where 0 is followed by how many zeros there are
//	mixture: signed varints in thousandths
//	CRC-32C of everything before, 4 bytes, little endian

// WriteTo writes the model file; the same model gives the same bytes.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	b := []byte(magic)
	number := func(v int) { b = binary.AppendUvarint(b, uint64(v)) }
	text := func(s string) { number(len(s)); b = append(b, s...) }
	text(m.card.Task)
	number(len(m.card.Labels))
	for _, label := range m.card.Labels {
		text(label)
	}
	for _, v := range []int{m.card.Rows, inThousandths(m.card.Accuracy), inThousandths(m.card.MacroF1), m.shape.long, m.shape.flat, m.shape.edge, m.words.texts} {
		number(v)
	}
	for length := 1; length <= longest; length++ {
		from, to := m.words.ends[length-1], m.words.ends[length]
		number(to - from)
		last := uint32(0)
		for _, key := range m.words.keys[from:to] {
			number(int(key - last))
			last = key
		}
		for _, n := range m.words.within[from:to] {
			number(int(n))
		}
	}
	for i := range m.blocks {
		b = m.blocks[i].append(b)
	}
	for _, v := range append([]float64{m.mix.first, m.mix.second}, m.mix.offsets...) {
		b = binary.AppendVarint(b, int64(inThousandths(v)))
	}
	b = binary.LittleEndian.AppendUint32(b, checksum(b))
	if len(b) > MaxFile {
		return 0, fmt.Errorf("模型有 %d MB，最多 %d MB", len(b)>>20, MaxFile>>20)
	}
	n, err := w.Write(b)
	return int64(n), err
}

func inThousandths(v float64) int { return int(math.Round(v * 1000)) }

func checksum(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

func (b *block) append(out []byte) []byte {
	for _, list := range [][]float32{b.scale, b.bias} {
		for _, v := range list {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
	}
	zeros := 0
	flush := func() {
		for ; zeros > 0; zeros -= min(zeros, 255) {
			out = append(out, 0, byte(min(zeros, 255)))
		}
	}
	for _, q := range b.weights {
		if q == 0 {
			zeros++
			continue
		}
		flush()
		out = append(out, byte(q))
	}
	flush()
	return out
}

// Save writes the model file in one step: whoever reads it sees the old one or
// the new one, never a part.
func (m *Model) Save(name string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".model-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	if _, err = m.WriteTo(f); err != nil {
		return errors.Join(err, f.Close())
	}
	if err = errors.Join(f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

var (
	errNoModel = errors.New("这不是一口的模型文件")
	errVersion = errors.New("这个模型文件是别的版本的程序写的，请用这个版本重新训练")
	errDamaged = errors.New("模型文件损坏")
)

// Load reads a model file. The errors are sentences in Chinese.
func Load(name string) (m *Model, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return Read(f)
}

// Read reads a model file of at most MaxFile bytes. It trusts nothing in it: what
// does not fit is refused, and memory stays within a small multiple of the file.
func Read(r io.Reader) (*Model, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read model: %w", err)
	case len(b) > MaxFile:
		return nil, fmt.Errorf("模型文件太大：最多 %d MB", MaxFile>>20)
	case len(b) < len(magic)+4 || !bytes.Equal(b[:len(magic)-1], []byte(magic[:len(magic)-1])):
		return nil, errNoModel
	case b[len(magic)-1] != magic[len(magic)-1] && b[len(magic)-1] != withoutEdges:
		return nil, errVersion
	}
	body, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if checksum(body) != sum {
		return nil, errDamaged
	}
	p := &parser{rest: body[len(magic):]}
	m := p.model(b[len(magic)-1] == withoutEdges)
	if p.bad || len(p.rest) > 0 {
		return nil, errDamaged
	}
	m.words.prepare()
	m.prepare()
	return m, nil
}

// parser takes a model file apart; after the first thing that does not fit it is
// bad and gives zeros.
type parser struct {
	rest []byte
	bad  bool
}

// number reads one that must be between 0 and most.
func (p *parser) number(most int) int {
	v, n := binary.Uvarint(p.rest)
	if p.bad || n <= 0 || v > uint64(most) {
		p.bad = true
		return 0
	}
	p.rest = p.rest[n:]
	return int(v)
}

func (p *parser) bytes(n int) []byte {
	if p.bad || n > len(p.rest) {
		p.bad = true
		return nil
	}
	out := p.rest[:n]
	p.rest = p.rest[n:]
	return out
}

func (p *parser) text(most int) string {
	b := p.bytes(p.number(4 * most))
	if !utf8.Valid(b) || utf8.RuneCount(b) > most {
		p.bad = true
	}
	return string(b)
}

func (p *parser) model(edgeless bool) *Model {
	m := &Model{words: &vocabulary{}}
	m.card.Task = p.text(60)
	labels := p.number(MaxLabels)
	for range labels {
		m.card.Labels = append(m.card.Labels, p.text(maxLabel))
	}
	if labels < 2 || !slices.IsSorted(m.card.Labels) {
		p.bad = true
	}
	m.card.Rows = p.number(math.MaxInt32)
	m.card.Accuracy, m.card.MacroF1 = float64(p.number(1000))/1000, float64(p.number(1000))/1000
	m.shape = shape{long: p.number(longest), flat: p.number(longest)}
	if !edgeless {
		m.shape.edge = p.number(longest)
	}
	m.words.texts = p.number(math.MaxInt32)
	for length := 1; length <= longest; length++ {
		p.runs(m.words, length)
	}
	for i, runs := range []int{len(m.words.keys), m.words.ends[m.shape.flat]} {
		m.blocks[i] = p.block(runs, labels)
	}
	m.mix = mixture{first: p.thousandths(), second: p.thousandths(), offsets: make([]float64, labels)}
	for c := range m.mix.offsets {
		m.mix.offsets[c] = p.thousandths()
	}
	return m
}

// runs reads the runs of one length. Each takes two bytes at least, so no more can
// be there than half of what is left.
func (p *parser) runs(v *vocabulary, length int) {
	count, last := p.number(len(p.rest)/2), 0
	for i := range count {
		last += p.number(math.MaxUint32 - last)
		if i > 0 && uint32(last) == v.keys[len(v.keys)-1] {
			p.bad = true
		}
		if p.bad {
			return
		}
		v.keys = append(v.keys, uint32(last))
	}
	for range count {
		v.within = append(v.within, uint32(p.number(v.texts)))
	}
	for n := length; n <= longest; n++ {
		v.ends[n] += count
	}
}

// block reads the weights of one machine. Two bytes may stand for 255 zeros, so
// the whole is bounded by what is left times 128.
func (p *parser) block(runs, labels int) block {
	if p.bad || runs*labels > 128*len(p.rest) || runs*labels > maxWeights {
		p.bad = true
		return block{}
	}
	b := newBlock(runs, labels)
	for _, list := range [][]float32{b.scale, b.bias} {
		for c := range list {
			raw := p.bytes(4)
			if p.bad {
				return b
			}
			list[c] = math.Float32frombits(binary.LittleEndian.Uint32(raw))
			if math.IsNaN(float64(list[c])) || math.Abs(float64(list[c])) > 1e6 {
				p.bad = true
			}
		}
	}
	for at := 0; at < len(b.weights); {
		raw := p.bytes(1)
		if p.bad {
			return b
		}
		if raw[0] != 0 {
			b.weights[at] = int8(raw[0])
			at++
			continue
		}
		zeros := p.bytes(1)
		if p.bad || zeros[0] == 0 || int(zeros[0]) > len(b.weights)-at {
			p.bad = true
			return b
		}
		at += int(zeros[0])
	}
	return b
}

// maxWeights bounds the memory of one machine of a file made of zeros.
const maxWeights = 64 << 20

func (p *parser) thousandths() float64 {
	v, n := binary.Varint(p.rest)
	if p.bad || n <= 0 || v > 1e6 || v < -1e6 {
		p.bad = true
		return 0
	}
	p.rest = p.rest[n:]
	return float64(v) / 1000
}
