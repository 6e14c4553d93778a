// Package audit keeps the chain of who did what. An entry is written in the
// transaction that did the work, or neither happened; each entry's hash covers
// the entry before it, so an altered, removed or inserted row is found by
// Verify.
//
// Appending takes the lock on the head of the chain as the last work before the
// commit: several nodes append to one chain without a fork.
package audit

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

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

// Log appends to the chain and verifies it.
type Log struct {
	db    *db.DB
	clock clock.Clock
}

// New returns the log kept in d.
func New(d *db.DB, c clock.Clock) *Log { return &Log{db: d, clock: c} }

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
		r.hash = r.sum()
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

// sum is SHA-256 over every column but the hash itself, each preceded by its
// length, so that moving text from one column to the next changes the sum.
func (r row) sum() string {
	h := sha256.New()
	for _, field := range []string{
		strconv.FormatInt(r.seq, 10), r.at.UTC().Format("2006-01-02T15:04:05.000000Z"), r.actorKind, r.actor, r.actorName,
		r.request, r.action, r.objectKind, r.object, r.detail, r.previous,
	} {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(field)))
		h.Write(size[:])
		h.Write([]byte(field))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Broken says where the chain no longer holds.
type Broken struct {
	// Seq is the number of the first row that does not fit.
	Seq int64
	// Reason says in Chinese what is wrong with it.
	Reason string
}

// Error returns the finding as one sentence.
func (b *Broken) Error() string {
	return fmt.Sprintf("审计链在第 %d 条断开：%s", b.Seq, b.Reason)
}

// Verify walks the whole chain and returns the number of entries that hold. It
// returns a *Broken for the first row that does not.
func (l *Log) Verify(ctx context.Context) (entries int64, err error) {
	err = l.db.InTx(ctx, func(ctx context.Context) error {
		entries, err = l.verify(ctx)
		return err
	})
	return entries, err
}

func (l *Log) verify(ctx context.Context) (int64, error) {
	var headSeq int64
	var headHash string
	if err := l.db.QueryRow(ctx, `SELECT seq, hash FROM audit_head WHERE id = 1`).Scan(&headSeq, &headHash); err != nil {
		if db.IsNoRows(err) {
			return 0, &Broken{Seq: 0, Reason: "链头记录不见了"}
		}
		return 0, fmt.Errorf("read head of audit chain: %w", err)
	}
	rows, err := l.db.Query(ctx, `SELECT seq, at, actor_kind, actor, actor_name, request, action, object_kind, object, detail, previous, hash
		FROM audit_entry ORDER BY seq`)
	if err != nil {
		return 0, fmt.Errorf("read audit chain: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var count int64
	previous := ""
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.seq, &r.at, &r.actorKind, &r.actor, &r.actorName, &r.request, &r.action,
			&r.objectKind, &r.object, &r.detail, &r.previous, &r.hash); err != nil {
			return count, fmt.Errorf("read audit entry after %d: %w", count, err)
		}
		switch {
		case r.seq != count+1:
			return count, &Broken{Seq: count + 1, Reason: "这一条不见了"}
		case r.previous != previous:
			return count, &Broken{Seq: r.seq, Reason: "与上一条接不上"}
		case r.hash != r.sum():
			return count, &Broken{Seq: r.seq, Reason: "内容被改动过"}
		}
		count, previous = r.seq, r.hash
	}
	if err := rows.Err(); err != nil {
		return count, fmt.Errorf("read audit chain: %w", err)
	}
	if count != headSeq || previous != headHash {
		return count, &Broken{Seq: count + 1, Reason: "链尾与链头记录不符，末尾有条目被删去"}
	}
	return count, nil
}
