package attachment

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Bounds of what may come with one report.
const (
	// MostFiles is how many files a ticket takes, MostBytes how large one may be.
	MostFiles = 9
	MostBytes = 10 << 20
	// mostLoose bounds the files that no report has taken, in bytes: what strangers
	// can fill of the disk. A guess: 500 reports that are being written.
	mostLoose = 5 << 30
	// looseAge is how long a file and a ticket wait for their report.
	looseAge = 24 * time.Hour
)

// File is one photo, voice note or document.
type File struct {
	ID     string
	Ticket string
	// Case is empty while no report has taken it.
	Case string
	// Later says that it was added to a case that was there.
	Later bool
	// Reply is the answer that it was shown with, empty for what the reporter sent.
	Reply string
	Media Media
	// Name is what it is called: the kind and a number.
	Name         string
	Size         int64
	SHA256, Blob string
	At           time.Time
}

// nameOf calls a file by its kind and the first number that none of had has.
func nameOf(m Media, had []File) string {
	kind := "录音"
	switch {
	case m.Picture:
		kind = "照片"
	case m.Document():
		kind = "文件"
	}
	for n := 1; ; n++ {
		number := strconv.Itoa(n)
		if !slices.ContainsFunc(had, func(f File) bool { return strings.TrimLeft(f.Title(), "照片录音文件") == number }) {
			return kind + number + m.Ext
		}
	}
}

// Title is what people call a file: its name without the ending.
func (f File) Title() string {
	title, _, _ := strings.Cut(f.Name, ".")
	return title
}
