package open311

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
)

// newKey returns a key of 256 random bits.
func newKey(random io.Reader) (string, error) {
	raw := make([]byte, 32)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("random key: %w", err)
	}
	return Prefix + base64.RawURLEncoding.EncodeToString(raw), nil
}

// hashOf is how a key is kept. A plain hash is enough: nobody can guess 256 bits.
func hashOf(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// Access returns what a partner has of a key; one of version 0 is none.
func (s *Service) Access(ctx context.Context, partner string) (*Key, error) {
	if _, err := s.Get(ctx, partner); err != nil {
		return nil, err
	}
	return s.keyOf(ctx, partner)
}

// Draw gives a partner a new key, which is returned this once. The one before counts
// a day longer.
func (s *Service) Draw(ctx context.Context, partner string, version int64) (k *Key, key string, err error) {
	if _, err := authz.Require(ctx, exchange.PermPartners); err != nil {
		return nil, "", err
	}
	if key, err = newKey(s.Random); err != nil {
		return nil, "", err
	}
	k, err = s.changeKey(ctx, partner, version, "appeal.open311_key_drawn", func(ctx context.Context, k *Key) error {
		k.replace(hashOf(key), s.Clock.Now())
		return s.saveKey(ctx, k)
	})
	return k, key, err
}

// Shut takes a partner's keys away at once.
func (s *Service) Shut(ctx context.Context, partner string, version int64) error {
	_, err := s.changeKey(ctx, partner, version, "appeal.open311_shut", func(ctx context.Context, k *Key) error {
		if k.Version == 0 {
			return ErrShut
		}
		return s.deleteKey(ctx, k)
	})
	return err
}

func (s *Service) changeKey(ctx context.Context, partner string, version int64, action string, do func(context.Context, *Key) error) (k *Key, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Get(ctx, partner)
		if err != nil {
			return err
		}
		if k, err = s.keyOf(ctx, partner); err != nil {
			return err
		}
		if k.Version != version {
			return ErrStale
		}
		k.ChangedAt, k.ChangedBy = s.Clock.Now(), authz.From(ctx).Name
		if err := do(ctx, k); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "appeal_partner", Object: p.ID, Detail: map[string]any{"code": p.Code}})
	})
	return k, err
}
