package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/yikou/yikou/internal/platform/doctext"
)

// What an uploaded archive may hold. Guesses: a year's papers of a city are 3,000.
const (
	maxArchived = 5_000
	maxUnpacked = 1 << 30
)

// Why files are not read.
var (
	ErrArchive = errors.New("archive damaged or too large")
	ErrLarge   = errors.New("file too large")
)

// Parcel is the files of one import.
type Parcel struct {
	// Names are those that may be policies, sorted.
	Names []string
	open  func(name string) (io.ReadCloser, error)
}

// OfFolder is what lies under a folder.
func OfFolder(folder fs.FS) (Parcel, error) {
	p := Parcel{open: func(name string) (io.ReadCloser, error) { return folder.Open(name) }}
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && readable(name) {
			p.Names = append(p.Names, name)
		}
		return err
	})
	slices.Sort(p.Names)
	return p, err
}

// OfUpload is what a ZIP archive holds, without the folder that holds all of it, or
// the uploaded file alone. It fails with ErrArchive.
func OfUpload(filename string, data []byte) (Parcel, error) {
	if !strings.EqualFold(path.Ext(filename), ".zip") {
		own := strings.TrimLeft(path.Clean("/"+strings.ReplaceAll(filename, `\`, "/")), "/")
		return Parcel{Names: []string{own}, open: func(name string) (io.ReadCloser, error) {
			if name != own {
				return nil, fs.ErrNotExist
			}
			return io.NopCloser(bytes.NewReader(data)), nil
		}}, nil
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(archive.File) > maxArchived {
		return Parcel{}, ErrArchive
	}
	files, err := unpackable(archive)
	if err != nil {
		return Parcel{}, err
	}
	p := Parcel{open: func(name string) (io.ReadCloser, error) {
		if f := files[name]; f != nil {
			return f.Open()
		}
		return nil, fs.ErrNotExist
	}}
	for name := range files {
		if readable(name) {
			p.Names = append(p.Names, name)
		}
	}
	slices.Sort(p.Names)
	return p, nil
}

// unpackable are the files of an archive by their names, or ErrArchive when they
// claim to unpack larger than documents do.
func unpackable(archive *zip.Reader) (map[string]*zip.File, error) {
	files := map[string]*zip.File{}
	limits, total, root := doctext.Standard(), uint64(0), ""
	for i, f := range archive.File {
		name := f.Name
		if !utf8.ValidString(name) {
			// Programs of Chinese offices write names in GBK and do not say so.
			name, _ = simplifiedchinese.GB18030.NewDecoder().String(name)
		}
		name = strings.TrimLeft(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
		total += f.UncompressedSize64
		if f.UncompressedSize64 > uint64(limits.Ratio)*(f.CompressedSize64+1024) || total > maxUnpacked || f.Flags&1 != 0 {
			return nil, ErrArchive
		}
		first, _, _ := strings.Cut(name, "/")
		if i == 0 {
			root = first
		}
		if first != root {
			root = ""
		}
		if !f.FileInfo().IsDir() {
			files[name] = f
		}
	}
	if _, is := files[root]; is || root == "" {
		return files, nil
	}
	inside := make(map[string]*zip.File, len(files))
	for name, f := range files {
		inside[strings.TrimPrefix(name, root+"/")] = f
	}
	return inside, nil
}

// Read reads a file, or fails with ErrLarge when it is larger than a document may
// be, whatever the archive says of its size.
func (p Parcel) Read(name string) ([]byte, error) {
	f, err := p.open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	limit := doctext.Standard().Bytes
	data, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err == nil && len(data) > limit {
		return nil, ErrLarge
	}
	return data, err
}

// Index is what index.csv says about the files, nothing where there is none.
func (p Parcel) Index() (map[string]Row, error) {
	data, err := p.Read("index.csv")
	if err != nil {
		return map[string]Row{}, nil //nolint:nilerr // a folder without index is as good
	}
	return ReadIndex(data)
}
