package intake

import (
	"context"
	"encoding/json"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Draft is what somebody who acts for an enterprise has begun to write. It is
// nobody's but the writer's.
type Draft struct {
	Kind         appeal.Kind `json:"kind"`
	Text         string      `json:"text"`
	Place        string      `json:"place"`
	Confidential bool        `json:"confidential"`
	Accused      string      `json:"accused"`
	// Ticket is that of the photos and voice notes added so far.
	Ticket  string    `json:"ticket"`
	SavedAt time.Time `json:"-"`
}

// longestDraft is how long a draft may be, in bytes: the longest text and what
// stands around it.
const longestDraft = 32 << 10

// SaveDraft keeps a draft in place of the one before.
func (s *Service) SaveDraft(ctx context.Context, uscc string, d Draft) error {
	if _, err := s.own(ctx, uscc); err != nil {
		return err
	}
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	if len(body) > longestDraft {
		return ErrDraftLarge
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		account := authz.From(ctx).ID
		// A row is sealed under its own id, which stays while the draft is rewritten.
		id, _, _, err := s.loadDraft(ctx, account, uscc)
		if err != nil {
			return err
		}
		if id == "" {
			id = kernel.NewID()
		}
		sealed, err := s.Seal.Seal(draftPlace(id), string(body))
		if err != nil {
			return wrap(err, "seal draft")
		}
		return s.saveDraft(ctx, id, account, uscc, sealed, s.Clock.Now())
	})
}

func draftPlace(id string) seal.Place {
	return seal.Place{Table: "appeal_draft", Column: "body", Row: id}
}

// LoadDraft returns the caller's draft for an enterprise; false for none.
func (s *Service) LoadDraft(ctx context.Context, uscc string) (Draft, bool, error) {
	var d Draft
	if _, err := s.own(ctx, uscc); err != nil {
		return d, false, err
	}
	id, sealed, at, err := s.loadDraft(ctx, authz.From(ctx).ID, uscc)
	if err != nil || id == "" {
		return d, false, err
	}
	body, err := s.Seal.Open(draftPlace(id), sealed)
	if err != nil {
		return d, false, wrap(err, "open draft")
	}
	if err := json.Unmarshal([]byte(body), &d); err != nil {
		return d, false, wrap(err, "read draft")
	}
	d.SavedAt = at
	return d, true, nil
}

// DropDraft forgets the caller's draft for an enterprise.
func (s *Service) DropDraft(ctx context.Context, uscc string) error {
	if _, err := s.own(ctx, uscc); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error { return s.dropDraft(ctx, authz.From(ctx).ID, uscc) })
}
