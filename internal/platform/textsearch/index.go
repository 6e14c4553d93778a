package textsearch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/db"
)

// Index is the search index of a database. It is safe for concurrent use.
type Index struct{ db *db.DB }

// New returns the index kept in d.
func New(d *db.DB) *Index { return &Index{db: d} }

// Document is one thing to be found. ID is unique within its kind.
type Document struct {
	ID     string
	Fields []Field
}

// Field is a text of a document. Weight, 1 to 15, multiplies what a word found in
// it counts: 1 for a body, about 5 for a title. Zero is 1.
type Field struct {
	Text   string
	Weight int
}

const (
	blockSize   = 2048
	postingSize = 3 // place in the block as two bytes, the higher first; occurrences
	maxCount    = 255
	// rowsPerStatement keeps statements under the limits of both engines on
	// parameters.
	rowsPerStatement = 1000
)

// Put indexes documents of one kind and replaces those that were indexed
// before. It joins the transaction of ctx. Writers of one kind queue for each
// other until they commit, so index many documents in one call: a call costs
// about the same for one document as for dozens.
func (x *Index) Put(ctx context.Context, kind string, documents ...Document) error {
	documents = lastOfEach(documents)
	if len(documents) == 0 {
		return nil
	}
	err := x.db.InTx(ctx, func(ctx context.Context) error {
		k, err := x.lock(ctx, kind, len(documents))
		if err != nil {
			return err
		}
		ids := make([]string, len(documents))
		for i, d := range documents {
			ids[i] = d.ID
		}
		if err := x.forget(ctx, &k, ids); err != nil {
			return err
		}
		if err := x.store(ctx, &k, documents); err != nil {
			return err
		}
		return x.save(ctx, k)
	})
	if err != nil {
		return fmt.Errorf("index %d documents of %s: %w", len(documents), kind, err)
	}
	return nil
}

// Delete takes documents out of the index. Unknown ids are ignored. It joins the
// transaction of ctx.
func (x *Index) Delete(ctx context.Context, kind string, ids ...string) error {
	err := x.db.InTx(ctx, func(ctx context.Context) error {
		k, err := x.lock(ctx, kind, 0)
		if err != nil {
			return err
		}
		if err := x.forget(ctx, &k, ids); err != nil {
			return err
		}
		return x.save(ctx, k)
	})
	if err != nil {
		return fmt.Errorf("take %d documents of %s out of the index: %w", len(ids), kind, err)
	}
	return nil
}

// lastOfEach drops all but the last document of each id.
func lastOfEach(documents []Document) []Document {
	last := make(map[string]int, len(documents))
	for i, d := range documents {
		last[d.ID] = i
	}
	if len(last) == len(documents) {
		return documents
	}
	kept := make([]Document, 0, len(last))
	for i, d := range documents {
		if last[d.ID] == i {
			kept = append(kept, d)
		}
	}
	return kept
}

// kindRow is the row of a kind that this transaction has locked.
type kindRow struct {
	number            int
	first             int64 // number of the first new document
	documents, length int64
	blocks            map[int64][]byte // lengths of the blocks touched so far
}

// lock locks the kind for this transaction, makes it if it is new, and takes n
// document numbers.
func (x *Index) lock(ctx context.Context, kind string, n int) (kindRow, error) {
	for range 5 { // two programs may make two new kinds at once
		k := kindRow{blocks: map[int64][]byte{}}
		err := x.db.QueryRow(ctx, `UPDATE textsearch_kind SET next_document = next_document + ? WHERE kind = ?
			RETURNING number, next_document, documents, length`, n, kind).Scan(&k.number, &k.first, &k.documents, &k.length)
		if err == nil {
			k.first -= int64(n)
			return k, nil
		}
		if !db.IsNoRows(err) {
			return k, err
		}
		_, err = x.db.Exec(ctx, `INSERT INTO textsearch_kind (kind, number, next_document, documents, length)
			SELECT ?, coalesce(max(number), 0) + 1, 0, 0, 0 FROM textsearch_kind WHERE 1 = 1 ON CONFLICT DO NOTHING`, kind)
		if err != nil {
			return k, err
		}
	}
	return kindRow{}, errors.New("textsearch: kinds are made too fast")
}

// block returns the lengths of a block for change.
func (x *Index) block(ctx context.Context, k *kindRow, block int64) ([]byte, error) {
	if lengths, ok := k.blocks[block]; ok {
		return lengths, nil
	}
	var stored []byte
	err := x.db.QueryRow(ctx, `SELECT lengths FROM textsearch_block WHERE kind = ? AND block = ?`, k.number, block).Scan(&stored)
	if err != nil && !db.IsNoRows(err) {
		return nil, err
	}
	lengths := make([]byte, blockSize)
	copy(lengths, stored)
	k.blocks[block] = lengths
	return lengths, nil
}

// forget takes documents out without touching their postings.
func (x *Index) forget(ctx context.Context, k *kindRow, ids []string) error {
	for some := range slices.Chunk(ids, rowsPerStatement) {
		args := []any{k.number}
		for _, id := range some {
			args = append(args, id)
		}
		rows, err := x.db.Query(ctx, `DELETE FROM textsearch_document WHERE kind = ? AND id IN (`+db.Placeholders(len(some))+`)
			RETURNING number, length`, args...)
		if err != nil {
			return err
		}
		var gone [][2]int64
		for rows.Next() {
			var number, length int64
			if err := rows.Scan(&number, &length); err != nil {
				return errors.Join(err, rows.Close())
			}
			gone = append(gone, [2]int64{number, length})
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
		for _, g := range gone {
			lengths, err := x.block(ctx, k, g[0]/blockSize)
			if err != nil {
				return err
			}
			lengths[g[0]%blockSize] = 0
			k.documents--
			k.length -= g[1]
		}
	}
	return nil
}

type gramKey struct {
	block int64
	gram  string
}

// store writes rows and postings of new documents.
func (x *Index) store(ctx context.Context, k *kindRow, documents []Document) error {
	added := map[gramKey][]byte{}
	for some := range slices.Chunk(documents, rowsPerStatement) {
		args := make([]any, 0, 5*len(some))
		for _, d := range some {
			number := k.first
			k.first++
			text, length, counts := analyse(d)
			lengths, err := x.block(ctx, k, number/blockSize)
			if err != nil {
				return err
			}
			lengths[number%blockSize] = packLength(length)
			k.documents++
			k.length += length
			place := number % blockSize
			for gram, n := range counts {
				key := gramKey{number / blockSize, gram}
				added[key] = append(added[key], byte(place>>8), byte(place), byte(min(n, maxCount)))
			}
			args = append(args, k.number, number, d.ID, length, text)
		}
		if err := x.insertRows(ctx, `INSERT INTO textsearch_document (kind, number, id, length, text) VALUES `, ``, 5, args); err != nil {
			return err
		}
	}
	return x.addPostings(ctx, k.number, added)
}

// analyse returns what is stored of a document: its folded text, its length in
// characters, and how often each gram occurs, times the weight of its field.
func analyse(d Document) (text string, length int64, counts map[string]int) {
	counts = map[string]int{}
	var all [][]rune
	for _, f := range d.Fields {
		weight := min(max(f.Weight, 1), 15)
		for _, run := range runs(f.Text) {
			length += int64(len(run))
			grams(run, false, func(gram string) { counts[gram] += weight })
			all = append(all, run)
		}
	}
	return folded(all), length, counts
}

func (x *Index) insertRows(ctx context.Context, head, tail string, columns int, args []any) error {
	values := strings.TrimSuffix(strings.Repeat("("+db.Placeholders(columns)+"), ", len(args)/columns), ", ")
	_, err := x.db.Exec(ctx, head+values+tail, args...)
	return err
}

// addPostings appends postings to the rows that exist and makes the others.
func (x *Index) addPostings(ctx context.Context, kind int, added map[gramKey][]byte) error {
	blocks := map[int64][]string{}
	for key := range added {
		blocks[key.block] = append(blocks[key.block], key.gram)
	}
	for _, block := range slices.Sorted(maps.Keys(blocks)) {
		all := blocks[block]
		slices.Sort(all) // neighbours in the tree are written together
		for some := range slices.Chunk(all, rowsPerStatement) {
			if err := x.addSome(ctx, kind, block, some, added); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *Index) addSome(ctx context.Context, kind int, block int64, some []string, added map[gramKey][]byte) error {
	query := make([]any, 0, len(some)+2)
	query = append(query, kind, block)
	for _, gram := range some {
		query = append(query, gram)
	}
	rows, err := x.db.Query(ctx, `SELECT gram, postings FROM textsearch_gram WHERE kind = ? AND block = ? AND gram IN (`+
		db.Placeholders(len(some))+`)`, query...)
	if err != nil {
		return err
	}
	before := map[string][]byte{}
	for rows.Next() {
		var gram string
		var postings []byte
		if err := rows.Scan(&gram, &postings); err != nil {
			return errors.Join(err, rows.Close())
		}
		before[gram] = postings
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	args := make([]any, 0, 4*len(some))
	for _, gram := range some {
		args = append(args, kind, gram, block, append(before[gram], added[gramKey{block, gram}]...))
	}
	return x.insertRows(ctx, `INSERT INTO textsearch_gram (kind, gram, block, postings) VALUES `,
		` ON CONFLICT (kind, gram, block) DO UPDATE SET postings = excluded.postings`, 4, args)
}

// save stores what has changed of the kind.
func (x *Index) save(ctx context.Context, k kindRow) error {
	for block, lengths := range k.blocks {
		_, err := x.db.Exec(ctx, `INSERT INTO textsearch_block (kind, block, lengths) VALUES (?, ?, ?)
			ON CONFLICT (kind, block) DO UPDATE SET lengths = excluded.lengths`, k.number, block, bytes.TrimRight(lengths, "\x00"))
		if err != nil {
			return err
		}
	}
	_, err := x.db.Exec(ctx, `UPDATE textsearch_kind SET documents = ?, length = ? WHERE number = ?`, k.documents, k.length, k.number)
	return err
}

// packLength keeps a length of characters in one byte, to about 4 %: a sixteenth
// of a power of two each. It is never 0, which stands for no document.
func packLength(length int64) byte {
	return byte(1 + min(254, int(math.Round(16*math.Log2(float64(length+1))))))
}

func unpackLength(b byte) float64 { return math.Exp2(float64(b-1)/16) - 1 }
