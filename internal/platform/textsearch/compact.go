package textsearch

import (
	"context"
	"errors"
	"fmt"
)

// compactRows is how many rows of grams one transaction of Compact goes through.
const compactRows = 2000

// Compact drops the postings of documents that were replaced or deleted. Searches
// go on meanwhile; writers of the kind wait for a few thousand rows at a time.
// Run it from a job now and then, outside a transaction: a kill in between loses
// nothing. It returns how many postings it dropped.
func (x *Index) Compact(ctx context.Context, kind string) (dropped int, err error) {
	var gram string
	block := int64(-1)
	for more := true; more; {
		err := x.db.InTx(ctx, func(ctx context.Context) error {
			k, err := x.lock(ctx, kind, 0)
			if err != nil {
				return err
			}
			var n int
			gram, block, n, more, err = x.compactSome(ctx, &k, gram, block)
			dropped += n
			return err
		})
		if err != nil {
			return dropped, fmt.Errorf("compact index of %s: %w", kind, err)
		}
	}
	return dropped, nil
}

// compactSome goes through the rows after (gram, block).
func (x *Index) compactSome(ctx context.Context, k *kindRow, gram string, block int64) (string, int64, int, bool, error) {
	rows, err := x.db.Query(ctx, `SELECT gram, block, postings FROM textsearch_gram WHERE kind = ? AND (gram, block) > (?, ?)
		ORDER BY gram, block LIMIT ?`, k.number, gram, block, compactRows)
	if err != nil {
		return gram, block, 0, false, err
	}
	type row struct {
		gram     string
		block    int64
		postings []byte
	}
	var some []row
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.gram, &r.block, &r.postings); err != nil {
			return gram, block, 0, false, errors.Join(err, rows.Close())
		}
		some = append(some, r)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return gram, block, 0, false, err
	}
	dropped := 0
	for _, r := range some {
		gram, block = r.gram, r.block
		lengths, err := x.block(ctx, k, r.block)
		if err != nil {
			return gram, block, dropped, false, err
		}
		kept := living(r.postings, lengths)
		if len(kept) == len(r.postings) {
			continue
		}
		dropped += (len(r.postings) - len(kept)) / postingSize
		statement, args := `UPDATE textsearch_gram SET postings = ? WHERE kind = ? AND gram = ? AND block = ?`, []any{kept}
		if len(kept) == 0 {
			statement, args = `DELETE FROM textsearch_gram WHERE kind = ? AND gram = ? AND block = ?`, nil
		}
		if _, err := x.db.Exec(ctx, statement, append(args, k.number, r.gram, r.block)...); err != nil {
			return gram, block, dropped, false, err
		}
	}
	return gram, block, dropped, len(some) == compactRows, nil
}

// living returns the postings of documents that are still there.
func living(postings, lengths []byte) []byte {
	kept := make([]byte, 0, len(postings))
	for ; len(postings) >= postingSize; postings = postings[postingSize:] {
		if place := int(postings[0])<<8 | int(postings[1]); place < len(lengths) && lengths[place] != 0 {
			kept = append(kept, postings[:postingSize]...)
		}
	}
	return kept
}
