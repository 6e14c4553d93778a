package open311

import (
	"time"

	"github.com/yikou/yikou/internal/appeal/exchange"
)

// Prefix begins every key, so that one that has leaked is found.
const Prefix = "o311_"

// Key lets a partner report and read. Only hashes are kept.
type Key struct {
	Partner string
	Hash    string
	// Old counts besides until OldUntil.
	Old       string
	OldUntil  time.Time
	ChangedAt time.Time
	ChangedBy string
	// Version is 0 while there is none.
	Version int64
}

// replace puts a new key in place; the one before counts as long as an old secret
// does.
func (k *Key) replace(hash string, now time.Time) {
	k.Old, k.OldUntil = k.Hash, time.Time{}
	if k.Old != "" {
		k.OldUntil = now.Add(exchange.Overlap)
	}
	k.Hash = hash
}

// opens reports whether a key with this hash counts now.
func (k *Key) opens(hash string, now time.Time) bool {
	return hash == k.Hash || k.Old != "" && hash == k.Old && now.Before(k.OldUntil)
}
