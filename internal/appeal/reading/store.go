package reading

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/rekey"
	"github.com/yikou/yikou/internal/platform/seal"
)

const textTable = "appeal_reading_text"

// SealedColumns are what this package keeps sealed.
var SealedColumns = []rekey.Column{{Table: textTable, Name: "text", Stored: "text_sealed", ID: "case_id"}}

func wrap(err error, what string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// keepText stores the text of a case, or what has become of it.
func (s *Service) keepText(ctx context.Context, caseID, text string) error {
	stored, err := s.Seal.Seal(seal.Place{Table: textTable, Column: "text", Row: caseID}, text)
	if err != nil {
		return wrap(err, "seal text")
	}
	sum := sha256.Sum256([]byte(text))
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_reading_text (case_id, text_hash, text_sealed) VALUES (?, ?, ?)
		ON CONFLICT (case_id) DO UPDATE SET text_hash = excluded.text_hash, text_sealed = excluded.text_sealed`,
		caseID, hex.EncodeToString(sum[:]), stored)
	return wrap(err, "store text")
}

func (s *Service) insertDecision(ctx context.Context, d Decided, one Decision) error {
	if _, err := s.DB.Exec(ctx, `UPDATE appeal_reading_decision SET superseded = ?, measured = ? WHERE case_id = ? AND field = ? AND superseded = ?`, true, false, d.Case, string(one.Field), false); err != nil {
		return wrap(err, "replace decision")
	}
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_reading_decision (id, case_id, field, proposed, confidence, class, drawn, decided, agreed, edition, at, by_id, model, shielded, measured)
		VALUES (`+db.Placeholders(15)+`)`,
		kernel.NewID(), d.Case, string(one.Field), one.Proposed.Value, int64(one.Proposed.Confidence*1000), string(one.Proposed.Class), one.Proposed.Check,
		one.Decided, one.Decided == one.Proposed.Value, d.Edition, db.At(s.Clock.Now()), authz.From(ctx).ID,
		one.Proposed.Model, d.Shielded, one.measured() && !d.Shielded)
	return wrap(err, "store decision")
}

func (s *Service) insertEdition(ctx context.Context, e Edition) error {
	for _, f := range Fields {
		l := e.Limits[f]
		_, err := s.DB.Exec(ctx, `INSERT INTO appeal_reading_edition (version, field, automatic, sampled, share, automatic_share, reason, at, valid_from, by_id, by_name, agreed_by_id, agreed_by_name)
			VALUES (`+db.Placeholders(13)+`)`,
			e.Version, string(f), l.Automatic, l.Sampled, l.Share, l.AutomaticShare, e.Reason, db.At(e.At), db.At(e.From), e.ByID, e.ByName, e.AgreedID, e.AgreedName)
		if key, taken := db.UniqueViolation(err); taken && key == "appeal_reading_edition_pkey" {
			return ErrStale.Because(err)
		}
		if err != nil {
			return wrap(err, "store edition")
		}
	}
	return nil
}
