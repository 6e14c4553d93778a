package backup

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"strings"
)

// maxManifest bounds what is read into memory for the manifest: some hundred
// bytes for each of millions of files.
const maxManifest = 1 << 30

// found is what a pass over a backup came upon.
type found struct {
	manifest  Manifest
	sum       string // of the manifest as it was read
	stated    string // of the manifest as the file states it
	parts     []Part
	sawSum    bool
	sawOthers bool // something behind the manifest's sum
}

// Verify reads a whole backup and compares every part with its sum. It fails
// with ErrNotBackup, ErrTruncated or the name of the damaged part.
func Verify(ctx context.Context, path string) (Summary, error) {
	file, err := os.Open(path)
	if err != nil {
		return Summary{}, err
	}
	defer func() { _ = file.Close() }()
	whole := sha256.New()
	var f found
	if err := walk(ctx, io.TeeReader(bufio.NewReaderSize(file, 1<<20), whole), f.see); err != nil {
		return Summary{}, err
	}
	if err := f.check(); err != nil {
		return Summary{}, err
	}
	if _, err := io.Copy(whole, file); err != nil {
		return Summary{}, err
	}
	info, err := file.Stat()
	if err != nil {
		return Summary{}, err
	}
	return Summary{Manifest: f.manifest, Size: info.Size(), SHA256: hex.EncodeToString(whole.Sum(nil))}, nil
}

// see takes one part in.
func (f *found) see(name string, size int64, r io.Reader) error {
	switch name {
	case nameManifest:
		text, err := io.ReadAll(io.LimitReader(r, maxManifest))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		f.sum = hex.EncodeToString(sum[:])
		if json.Unmarshal(text, &f.manifest) != nil {
			return damaged(nameManifest)
		}
		return nil
	case nameSum:
		text, err := io.ReadAll(io.LimitReader(r, 2*sha256.BlockSize))
		f.stated, f.sawSum = strings.TrimSpace(string(text)), true
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, r); err != nil {
		return err
	}
	f.sawOthers = f.sawOthers || f.sum != ""
	f.parts = append(f.parts, Part{Name: name, Size: size, SHA256: hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// check compares the parts with the manifest.
func (f *found) check() error {
	if !f.sawSum {
		last := nameFormat
		if n := len(f.parts); n > 0 {
			last = f.parts[n-1].Name
		}
		return truncated(last)
	}
	if f.sum != f.stated {
		return damaged(nameManifest)
	}
	for n, want := range f.manifest.Parts {
		if n >= len(f.parts) || f.parts[n] != want {
			return damaged(want.Name)
		}
	}
	if len(f.parts) != len(f.manifest.Parts) || f.sawOthers {
		return damaged(nameManifest)
	}
	return nil
}
