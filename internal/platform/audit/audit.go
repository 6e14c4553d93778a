package audit

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
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
}

// New returns the log kept in d.
func New(d *db.DB, c clock.Clock) *Log { return NewWith(d, c, Options{}) }

// NewWith returns the log kept in d, with options.
func NewWith(d *db.DB, c clock.Clock, o Options) *Log {
	if o.Digest == "" {
		o.Digest = SHA256
	}
	return &Log{db: d, clock: c, Options: o}
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

type pendingKey struct{}

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
	first := false
	pending, err := db.TxValue(ctx, l.db, pendingKey{}, func() *[]row { first = true; return &[]row{} })
	if err != nil {
		return fmt.Errorf("audit %s: %w", e.Action, err)
	}
	p := authz.From(ctx)
	*pending = append(*pending, row{
		at: db.At(l.clock.Now()), actorKind: string(p.Kind), actor: p.ID, actorName: p.Name,
		request: kernel.RequestOf(ctx).ID, action: e.Action, objectKind: e.ObjectKind, object: e.Object, detail: string(detail),
	})
	if !first {
		return nil
	}
	return l.db.BeforeCommit(ctx, func(ctx context.Context) error { return l.flush(ctx, *pending) })
}

// flush moves the head of the chain by the number of rows, which locks it until
// the commit, and writes them.
func (l *Log) flush(ctx context.Context, rows []row) error {
	var end int64
	var previous string
	const advance = `UPDATE audit_head SET seq = seq + ? WHERE id = 1 RETURNING seq, hash`
	if err := l.db.QueryRow(ctx, advance, len(rows)).Scan(&end, &previous); err != nil {
		return fmt.Errorf("advance audit chain: %w", err)
	}
	for i, r := range rows {
		r.seq = end - int64(len(rows)) + int64(i) + 1
		r.previous = previous
		r.hash = l.Digest.sum(r)
		const insert = `INSERT INTO audit_entry (seq, at, actor_kind, actor, actor_name, request, action, object_kind, object, detail, previous, hash)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
		if _, err := l.db.Exec(ctx, insert, r.seq, r.at, r.actorKind, r.actor, r.actorName, r.request,
			r.action, r.objectKind, r.object, r.detail, r.previous, r.hash); err != nil {
			return fmt.Errorf("append audit entry: %w", err)
		}
		previous = r.hash
	}
	if _, err := l.db.Exec(ctx, `UPDATE audit_head SET hash = ? WHERE id = 1`, previous); err != nil {
		return fmt.Errorf("set head of audit chain: %w", err)
	}
	return nil
}
