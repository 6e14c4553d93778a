package audit

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
)

// Entry is what a use case says of itself. Action is `module.verb` in the past
// tense ("enterprise.imported"); Detail is JSON without personal data.
type Entry struct {
	Action     string
	ObjectKind string
	Object     string
	Detail     any
}

// Options are what a Log can do without.
type Options struct {
	// Digest chains new entries; SHA256 if empty.
	Digest Digest
	// Key signs anchors; without it none are written.
	Key ed25519.PrivateKey
	// Anchors is the folder that anchors are written to.
	Anchors string
	// Labels name actions to people, Objects kinds of objects, in Chinese.
	Labels, Objects map[string]string
}

// Log appends to the chain, verifies it and lists it.
type Log struct {
	db    *db.DB
	clock clock.Clock
	Options
	verifying sync.Mutex
	pending   *db.Gatherer[row]
}

// New returns the log kept in d.
func New(d *db.DB, c clock.Clock) *Log { return NewWith(d, c, Options{}) }

// NewWith returns the log kept in d, with options.
func NewWith(d *db.DB, c clock.Clock, o Options) *Log {
	if o.Digest == "" {
		o.Digest = SHA256
	}
	l := &Log{db: d, clock: c, Options: o}
	l.pending = &db.Gatherer[row]{Rank: 1, Write: l.flush}
	return l
}

// row is an entry as it is stored and hashed.
type row struct {
	seq                         int64
	at                          db.Time
	actorKind, actor, actorName string
	request                     string
	action, objectKind, object  string
	detail                      string
	previous, hash              string
}

// Record adds e to the chain as part of the context's transaction; outside one
// it fails with db.ErrNoTx. The principal and the request come from ctx.
func (l *Log) Record(ctx context.Context, e Entry) error {
	detail := []byte("{}")
	if e.Detail != nil {
		var err error
		if detail, err = json.Marshal(e.Detail); err != nil {
			return fmt.Errorf("audit %s: %w", e.Action, err)
		}
	}
	p := authz.From(ctx)
	err := l.pending.Add(ctx, l.db, row{
		at: db.At(l.clock.Now()), actorKind: string(p.Kind), actor: p.ID, actorName: p.Name,
		request: kernel.RequestOf(ctx).ID, action: e.Action, objectKind: e.ObjectKind, object: e.Object, detail: string(detail),
	})
	if err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	return nil
}

// together is how many entries one statement writes.
const together = 500

// flush moves the head of the chain by the number of rows, which locks it until
// the commit, and writes them.
func (l *Log) flush(ctx context.Context, rows []row) error {
	var end int64
	var previous string
	const advance = `UPDATE audit_head SET seq = seq + ? WHERE id = 1 RETURNING seq, hash`
	if err := l.db.QueryRow(ctx, advance, len(rows)).Scan(&end, &previous); err != nil {
		return fmt.Errorf("advance audit chain: %w", err)
	}
	next := end - int64(len(rows))
	for some := range slices.Chunk(rows, together) {
		args := make([]any, 0, 12*len(some))
		for _, r := range some {
			next++
			r.seq, r.previous = next, previous
			r.hash = l.Digest.sum(r)
			previous = r.hash
			args = append(args, r.seq, r.at, r.actorKind, r.actor, r.actorName, r.request, r.action, r.objectKind, r.object, r.detail, r.previous, r.hash)
		}
		if _, err := l.db.Exec(ctx, `INSERT INTO audit_entry (seq, at, actor_kind, actor, actor_name, request, action, object_kind, object, detail, previous, hash)
			VALUES `+db.PlaceholderRows(len(some), 12), args...); err != nil {
			return fmt.Errorf("append audit entries: %w", err)
		}
	}
	if _, err := l.db.Exec(ctx, `UPDATE audit_head SET hash = ? WHERE id = 1`, previous); err != nil {
		return fmt.Errorf("set head of audit chain: %w", err)
	}
	return nil
}
