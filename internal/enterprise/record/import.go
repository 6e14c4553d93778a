package record

import "time"

// ImportKind is what a file holds.
type ImportKind string

// The kinds of imports.
const (
	ImportEnterprises ImportKind = "enterprises"
	ImportFacts       ImportKind = "facts"
)

// ImportState is where an import stands.
type ImportState string

// The states: queued → running → done, refused or failed. A run that was cut
// short is still running until it runs again. Refused is a file that cannot be
// imported, failed one that the program could not import; neither changed
// anything.
const (
	ImportQueued  ImportState = "queued"
	ImportRunning ImportState = "running"
	ImportDone    ImportState = "done"
	ImportRefused ImportState = "refused"
	ImportFailed  ImportState = "failed"
)

// Final reports whether the import will not change any more.
func (s ImportState) Final() bool { return s == ImportDone || s == ImportRefused || s == ImportFailed }

// Import is one run of an import. Its report holds counts and notes; problems
// are listed apart.
type Import struct {
	ID       string
	Kind     ImportKind
	Filename string
	// Blob is the id of the kept upload, empty for a file that a command read.
	Blob   string
	State  ImportState
	Report Report
	// Message says in Chinese why it was refused or failed.
	Message string
	// ByID and ByName say who asked for it.
	ByID, ByName string
	// Branch is the branch of divisions that it may touch; empty is everywhere.
	Branch                           string
	CreatedAt, StartedAt, FinishedAt time.Time
}
