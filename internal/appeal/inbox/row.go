package inbox

import (
	"encoding/hex"
	"errors"
	"math"
	"strings"

	"github.com/yikou/yikou/internal/appeal/score"
)

// Row is a case as the inbox knows it.
type Row struct {
	ID                             string
	State, Kind, Channel, Urgency  string
	Lead, Handler, USCC, Division  string
	Accused, RecordedBy            string
	Suspended, Deliberation, Asked bool
	// Received, Due and Risk are microseconds since 1970; Due and Risk are NoDue where
	// no term runs.
	Received, Due, Risk int64
	Parts               []Part
	// Score is what the rates need beside the above.
	Score score.Score
	// Text is what words are looked for in. Of a row that is known it is not looked
	// at again: what somebody wrote never changes.
	Text string
}

// Part is the share of one department in a case.
type Part struct {
	Department, Staff string
	// Live says that it is still somebody's work.
	Live bool
}

// NoDue stands where no term runs: behind every instant.
const NoDue = math.MaxInt64

// errRow is of a row that the columns cannot hold. Then all is asked in SQL.
var errRow = errors.New("inbox: a case does not fit the columns")

// ID is the id of a case; it sorts as its text does.
type ID [16]byte

// ParseID reads an id as the program writes it: small letters, with hyphens.
func ParseID(text string) (id ID, ok bool) {
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' || text != strings.ToLower(text) {
		return id, false
	}
	_, err := hex.Decode(id[:], []byte(text[:8]+text[9:13]+text[14:18]+text[19:23]+text[24:]))
	return id, err == nil
}

// String writes the id.
func (id ID) String() string {
	var b [36]byte
	hex.Encode(b[:8], id[:4])
	hex.Encode(b[9:13], id[4:6])
	hex.Encode(b[14:18], id[6:8])
	hex.Encode(b[19:23], id[8:10])
	hex.Encode(b[24:], id[10:])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return string(b[:])
}
