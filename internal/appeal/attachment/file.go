package attachment

import (
	"fmt"
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

// File is one photo or voice note.
type File struct {
	ID     string
	Ticket string
	// Case is empty while no report has taken it.
	Case string
	// Later says that it was added to a case that was there.
	Later bool
	Media Media
	// Name is what it is called: the kind and a number.
	Name         string
	Size         int64
	SHA256, Blob string
	At           time.Time
}

// nameOf calls the n-th file of a ticket, from 1.
func nameOf(m Media, n int) string {
	kind := "录音"
	if m.Picture {
		kind = "照片"
	}
	return fmt.Sprintf("%s%d%s", kind, n, m.Ext)
}
