package sorting

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal"
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

// keep stores what was read from a case, and for counting how sure the program was
// of each field; what is there already stays.
func (s *Service) keep(ctx context.Context, c *appeal.Case, k *Kept) error {
	id := c.ID
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
	for _, g := range k.Guesses() {
		if _, err := s.DB.Exec(ctx, `INSERT INTO appeal_reading_guess (case_id, field, at, model, confidence, class, drawn, taken, shielded) VALUES (`+db.Placeholders(9)+`)
			ON CONFLICT (case_id, field) DO NOTHING`, id, string(g.Field), db.At(k.At), g.Model, int64(g.Confidence*1000), string(g.Class), g.Check,
			slices.Contains(k.Taken, g.Field), c.Accused != ""); err != nil {
			return fmt.Errorf("store reading: %w", err)
		}
	}
	return nil
}

// checked takes fields that somebody decided off what waits to be checked.
func (s *Service) checked(ctx context.Context, id string, k *Kept, list []Choice) error {
	left := slices.DeleteFunc(slices.Clone(k.ToCheck), func(f reading.Field) bool {
		return slices.ContainsFunc(list, func(one Choice) bool { return one.Field == f })
	})
	if len(left) == len(k.ToCheck) {
		return nil
	}
	k.ToCheck = left
	if _, err := s.DB.Exec(ctx, `UPDATE appeal_reading SET to_check = ? WHERE case_id = ?`, names(left), id); err != nil {
		return fmt.Errorf("store what is checked: %w", err)
	}
	return nil
}
