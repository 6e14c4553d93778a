package sorting

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/rekey"
	"github.com/yikou/yikou/internal/platform/seal"
)

const table = "appeal_reading"

// SealedColumns are what this package keeps sealed.
var SealedColumns = []rekey.Column{{Table: table, Name: "proposal", Stored: "proposal_sealed", ID: "case_id"}}

// Kept is what was read from a case.
type Kept struct {
	reading.Proposal
	At time.Time
	// Taken are the fields of which the proposal took effect by itself, ToCheck those
	// of them that wait for a person to look.
	Taken, ToCheck []reading.Field
}

func place(id string) seal.Place { return seal.Place{Table: table, Column: "proposal", Row: id} }

// load returns what was read from a case, nil while nothing was.
func (s *Service) load(ctx context.Context, id string) (*Kept, error) {
	var k Kept
	var at db.Time
	var sealed, taken, toCheck string
	err := s.DB.QueryRow(ctx, `SELECT at, proposal_sealed, taken, to_check FROM appeal_reading WHERE case_id = ?`, id).Scan(&at, &sealed, &taken, &toCheck)
	if db.IsNoRows(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load reading: %w", err)
	}
	text, err := s.Seal.Open(place(id), sealed)
	if err != nil {
		return nil, fmt.Errorf("open reading: %w", err)
	}
	k.At, k.Taken, k.ToCheck = at.Time, fieldsOf(taken), fieldsOf(toCheck)
	return &k, json.Unmarshal([]byte(text), &k.Proposal)
}

// keep stores what was read from a case; what is there already stays.
func (s *Service) keep(ctx context.Context, id string, k *Kept) error {
	text, err := json.Marshal(k.Proposal)
	if err != nil {
		return fmt.Errorf("write reading: %w", err)
	}
	sealed, err := s.Seal.Seal(place(id), string(text))
	if err != nil {
		return fmt.Errorf("seal reading: %w", err)
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_reading (case_id, at, edition, proposal_sealed, taken, to_check) VALUES (`+db.Placeholders(6)+`)
		ON CONFLICT (case_id) DO NOTHING`, id, db.At(k.At), k.Edition, sealed, names(k.Taken), names(k.ToCheck))
	if err != nil {
		return fmt.Errorf("store reading: %w", err)
	}
	return nil
}
