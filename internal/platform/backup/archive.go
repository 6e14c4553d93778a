package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// partSize is how much of a table is kept in memory: a part is written whole,
// because tar states sizes beforehand. Bytes; a guess.
const partSize = 4 << 20

// archive writes parts and remembers their sums.
type archive struct {
	compressed *zstd.Encoder
	tar        *tar.Writer
	parts      []Part
}

func newArchive(w io.Writer) (*archive, error) {
	compressed, err := zstd.NewWriter(w)
	if err != nil {
		return nil, fmt.Errorf("begin backup: %w", err)
	}
	a := &archive{compressed: compressed, tar: tar.NewWriter(compressed)}
	return a, a.add(nameFormat, []byte(format))
}

func (a *archive) close() error { return errors.Join(a.tar.Close(), a.compressed.Close()) }

// add writes a part that is in memory.
func (a *archive) add(name string, content []byte) error {
	return a.copy(name, int64(len(content)), strings.NewReader(string(content)))
}

// copy writes a part of known size.
func (a *archive) copy(name string, size int64, r io.Reader) error {
	if err := a.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, Format: tar.FormatPAX}); err != nil {
		return fmt.Errorf("begin part %s: %w", name, err)
	}
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(a.tar, sum), r, size); err != nil {
		return fmt.Errorf("write part %s: %w", name, err)
	}
	a.parts = append(a.parts, Part{Name: name, Size: size, SHA256: hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// lines gathers lines into parts.
func (a *archive) lines(folder string) *lines { return &lines{archive: a, folder: folder} }

type lines struct {
	archive *archive
	folder  string
	number  int
	buffer  []byte
}

func (l *lines) write(line []byte) error {
	l.buffer = append(l.buffer, line...)
	if len(l.buffer) < partSize {
		return nil
	}
	return l.flush()
}

func (l *lines) flush() error {
	if len(l.buffer) == 0 {
		return nil
	}
	l.number++
	err := l.archive.add(fmt.Sprintf("%s%06d.jsonl", l.folder, l.number), l.buffer)
	l.buffer = l.buffer[:0]
	return err
}

// walk calls fn for every part of a backup. What cannot be read is ErrTruncated,
// ErrNotBackup or the name of the damaged part; fn's own errors are passed on.
func walk(ctx context.Context, r io.Reader, fn func(name string, size int64, r io.Reader) error) error {
	plain, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		return fmt.Errorf("read backup: %w", err)
	}
	defer plain.Close()
	archive := tar.NewReader(plain)
	last := ""
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return unreadable(last, err)
		}
		first := last == ""
		last = header.Name
		if first && last != nameFormat {
			return ErrNotBackup
		}
		part := io.Reader(partReader{r: archive, name: last})
		if first {
			if err := readFormat(part); err != nil {
				return err
			}
			part = strings.NewReader(format)
		}
		if err := fn(last, header.Size, part); err != nil {
			return err
		}
	}
	if last == "" {
		return ErrNotBackup
	}
	_, err = io.Copy(io.Discard, partReader{r: plain, name: last})
	return err
}

func readFormat(r io.Reader) error {
	text := make([]byte, len(format))
	if _, err := io.ReadFull(r, text); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	if string(text) != format {
		return ErrNotBackup
	}
	return nil
}

// partReader says of an error in which part it came up.
type partReader struct {
	r    io.Reader
	name string
}

// Read reads the part.
func (p partReader) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = unreadable(p.name, err)
	}
	return n, err
}

// unreadable tells a file that ends too early from one that is no backup at all
// and one that is damaged at or behind a part.
func unreadable(part string, err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) && part == "":
		return truncated(nameFormat)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return truncated(part)
	case part == "":
		return ErrNotBackup.Because(err)
	default:
		return damaged(part).Because(err)
	}
}
