package audit

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"
	"strings"

	"github.com/emmansun/gmsm/sm3"

	"github.com/yikou/yikou/internal/platform/db"
)

// Digest names the hash that chains entries. A chain may go from one to the
// other: each entry says which one made its hash.
type Digest string

// The digests: FIPS 180-4, and GB/T 32905 as GB/T 39786 asks.
const (
	SHA256 Digest = "sha256"
	SM3    Digest = "sm3"
)

// sm3Prefix stands before a hash that SM3 made. One without is of SHA-256, the
// only one at first.
const sm3Prefix = "sm3:"

func digestOf(hash string) Digest {
	if strings.HasPrefix(hash, sm3Prefix) {
		return SM3
	}
	return SHA256
}

// sum is the hash over every column but the hash itself, each preceded by its
// length, so that moving text from one column to the next changes the sum.
func (d Digest) sum(r row) string {
	var h hash.Hash
	prefix := ""
	if d == SM3 {
		h, prefix = sm3.New(), sm3Prefix
	} else {
		h = sha256.New()
	}
	for _, field := range []string{
		strconv.FormatInt(r.seq, 10), r.at.UTC().Format("2006-01-02T15:04:05.000000Z"), r.actorKind, r.actor, r.actorName,
		r.request, r.action, r.objectKind, r.object, r.detail, r.previous,
	} {
		var size [8]byte
		binary.BigEndian.PutUint64(size[:], uint64(len(field)))
		h.Write(size[:])
		h.Write([]byte(field))
	}
	return prefix + hex.EncodeToString(h.Sum(nil))
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

// link is what the next entry hangs on.
type link struct {
	seq  int64
	hash string
}

// follows returns what is wrong with r behind the link, nil if it fits.
func (l link) follows(r row) *Broken {
	switch {
	case r.seq != l.seq+1:
		return &Broken{Seq: l.seq + 1, Reason: "这一条不见了"}
	case r.previous != l.hash:
		return &Broken{Seq: r.seq, Reason: "与上一条接不上"}
	case r.hash != digestOf(r.hash).sum(r):
		return &Broken{Seq: r.seq, Reason: "内容被改动过"}
	}
	return nil
}

// verifyPage is how many entries one read of a verification fetches, so that no
// long reader keeps the database from tidying up. A guess.
const verifyPage = 5000

// Verify walks the chain as it stands at the call and returns the number of
// entries that hold. It returns a *Broken for the first row that does not.
// Writers are not held up.
func (l *Log) Verify(ctx context.Context) (entries int64, err error) {
	head, last, err := l.ends(ctx)
	if err != nil {
		return 0, err
	}
	at := link{}
	for at.seq < head.seq {
		before := at
		if at, err = l.verifyFrom(ctx, at, head.seq); err != nil {
			return at.seq, err
		}
		if at == before {
			break
		}
	}
	if at != head || last != head.seq {
		return at.seq, &Broken{Seq: at.seq + 1, Reason: "链尾与链头记录不符，末尾有条目被删去"}
	}
	return at.seq, nil
}

// ends returns where the chain says that it ends and the number of its last row.
func (l *Log) ends(ctx context.Context) (head link, last int64, err error) {
	// One statement, so that both are of one instant.
	err = l.db.QueryRow(ctx, `SELECT h.seq, h.hash, (SELECT COALESCE(max(seq), 0) FROM audit_entry) FROM audit_head h WHERE h.id = 1`).
		Scan(&head.seq, &head.hash, &last)
	if db.IsNoRows(err) {
		return link{}, 0, &Broken{Seq: 0, Reason: "链头记录不见了"}
	}
	if err != nil {
		return link{}, 0, fmt.Errorf("read head of audit chain: %w", err)
	}
	return head, last, nil
}

// verifyFrom verifies one page of entries behind at, up to number until, and
// returns the last that holds.
func (l *Log) verifyFrom(ctx context.Context, at link, until int64) (link, error) {
	rows, err := l.db.Query(ctx, `SELECT `+columns+` FROM audit_entry WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`, at.seq, until, verifyPage)
	if err != nil {
		return at, fmt.Errorf("read audit chain: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		r, err := scan(rows)
		if err != nil {
			return at, fmt.Errorf("read audit entry after %d: %w", at.seq, err)
		}
		if broken := at.follows(r); broken != nil {
			return at, broken
		}
		at = link{r.seq, r.hash}
	}
	if err := rows.Err(); err != nil {
		return at, fmt.Errorf("read audit chain: %w", err)
	}
	return at, nil
}

const columns = `seq, at, actor_kind, actor, actor_name, request, action, object_kind, object, detail, previous, hash`

type scanner interface{ Scan(into ...any) error }

func scan(from scanner) (r row, err error) {
	err = from.Scan(&r.seq, &r.at, &r.actorKind, &r.actor, &r.actorName, &r.request, &r.action,
		&r.objectKind, &r.object, &r.detail, &r.previous, &r.hash)
	return r, err
}
