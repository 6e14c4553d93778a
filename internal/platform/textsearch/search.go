package textsearch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/db"
)

// Query asks for documents of one kind.
type Query struct {
	Kind string
	// Text is what a person typed. A text without any letter, digit or Chinese
	// character finds nothing.
	Text string
	// Offset and Limit choose a page of the hits; Limit is 1 to 200, 20 when
	// zero.
	Offset, Limit int
	// Only, if not nil, restricts hits to these ids: what the asker may see.
	Only []string
}

// Hit is a document found. Scores compare hits of one query only.
type Hit struct {
	ID    string
	Score float64
	// Complete says that the document holds every gram of the query.
	Complete bool
}

// Limits of one query. Guesses, all of them.
const (
	maxQueryRunes = 128
	maxQueryGrams = 48
	maxLimit      = 200
	// unbrokenWindow is how many of the best complete hits are looked into for
	// the words themselves.
	unbrokenWindow = 100
)

// The parameters of BM25, chosen on the same data as importance.
const (
	saturation = 1.0
	lengthPull = 0.85
)

// Search returns one page of the hits, best first, and how many there are.
func (x *Index) Search(ctx context.Context, q Query) (hits []Hit, total int, err error) {
	query := parse(q.Text)
	if len(query.grams) == 0 {
		return nil, 0, nil
	}
	m, err := x.load(ctx, q.Kind, query)
	if err != nil || m == nil {
		return nil, 0, err
	}
	if q.Only != nil {
		if err := x.restrict(ctx, m, q.Only); err != nil {
			return nil, 0, err
		}
	}
	m.score()
	limit := min(max(q.Limit, 0), maxLimit)
	if limit == 0 {
		limit = 20
	}
	offset := max(q.Offset, 0)
	best, total := m.best(max(offset+limit, unbrokenWindow))
	if offset >= total {
		return nil, total, nil
	}
	found, err := x.identify(ctx, m.kind, best, offset, offset+limit, query)
	if err != nil {
		return nil, 0, err
	}
	return found, total, nil
}

// matching is one query at work. Slices indexed by document number hold all
// documents of the kind, those that are gone too.
type matching struct {
	kind          int
	documents     int64
	averageLength float64
	lengths       []byte
	grams         []postings
	points        []float32
	held          []uint8 // how many grams of the query a document holds
	asked         *asked
}

// postings are the blocks of one gram.
type postings struct {
	blocks []int64
	bytes  [][]byte
	count  int
}

// load reads what the query needs; nil when no document of the kind is there.
func (x *Index) load(ctx context.Context, kind string, query *asked) (*matching, error) {
	m := &matching{grams: make([]postings, len(query.grams)+len(query.also)), asked: query}
	var next, length int64
	err := x.db.QueryRow(ctx, `SELECT number, next_document, documents, length FROM textsearch_kind WHERE kind = ?`, kind).
		Scan(&m.kind, &next, &m.documents, &length)
	if db.IsNoRows(err) || (err == nil && m.documents == 0) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("search %s: %w", kind, err)
	}
	m.averageLength = max(float64(length)/float64(m.documents), 1)
	blocks := (next + blockSize - 1) / blockSize
	m.lengths = make([]byte, blocks*blockSize)
	m.points, m.held = make([]float32, len(m.lengths)), make([]uint8, len(m.lengths))
	if err := x.loadLengths(ctx, m, blocks); err != nil {
		return nil, fmt.Errorf("search %s: %w", kind, err)
	}
	if err := x.loadPostings(ctx, m, blocks); err != nil {
		return nil, fmt.Errorf("search %s: %w", kind, err)
	}
	if err := x.weigh(ctx, m); err != nil {
		return nil, fmt.Errorf("search %s: %w", kind, err)
	}
	return m, nil
}

func (x *Index) loadPostings(ctx context.Context, m *matching, blocks int64) error {
	place := make(map[string]int, len(m.grams))
	args := []any{m.kind}
	for i, gram := range slices.Concat(m.asked.grams, m.asked.also) {
		place[gram] = i
		args = append(args, gram)
	}
	rows, err := x.db.Query(ctx, `SELECT gram, block, postings FROM textsearch_gram WHERE kind = ? AND gram IN (`+
		db.Placeholders(len(m.grams))+`)`, args...)
	if err != nil {
		return err
	}
	for rows.Next() {
		var gram string
		var block int64
		var list []byte
		if err := rows.Scan(&gram, &block, &list); err != nil {
			return errors.Join(err, rows.Close())
		}
		if block >= blocks {
			continue // written after next_document was read
		}
		p := &m.grams[place[gram]]
		p.blocks, p.bytes, p.count = append(p.blocks, block), append(p.bytes, list), p.count+len(list)/postingSize
	}
	return errors.Join(rows.Err(), rows.Close())
}

// weigh counts how many documents hold each gram, and each Chinese character
// alone, and weighs the query by it.
func (x *Index) weigh(ctx context.Context, m *matching) error {
	with := make([]int, len(m.grams))
	for i, p := range m.grams {
		with[i] = p.count
	}
	alone := map[rune]int64{}
	args := []any{m.kind}
	for _, c := range m.asked.chars {
		if c.content {
			args = append(args, string(c.r))
		}
	}
	if len(args) > 1 {
		rows, err := x.db.Query(ctx, `SELECT gram, sum(length(postings)) FROM textsearch_gram WHERE kind = ? AND gram IN (`+
			db.Placeholders(len(args)-1)+`) GROUP BY gram`, args...)
		if err != nil {
			return err
		}
		for rows.Next() {
			var gram string
			var bytes int64
			if err := rows.Scan(&gram, &bytes); err != nil {
				return errors.Join(err, rows.Close())
			}
			alone[[]rune(gram)[0]] = bytes / postingSize
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
	}
	m.asked.weigh(with, alone, m.documents)
	return nil
}

func (x *Index) loadLengths(ctx context.Context, m *matching, blocks int64) error {
	rows, err := x.db.Query(ctx, `SELECT block, lengths FROM textsearch_block WHERE kind = ?`, m.kind)
	if err != nil {
		return err
	}
	for rows.Next() {
		var block int64
		var lengths []byte
		if err := rows.Scan(&block, &lengths); err != nil {
			return errors.Join(err, rows.Close())
		}
		if block < blocks {
			copy(m.lengths[block*blockSize:], lengths)
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}

// restrict treats every document but those of ids as gone.
func (x *Index) restrict(ctx context.Context, m *matching, ids []string) error {
	allowed := make([]byte, len(m.lengths))
	for some := range slices.Chunk(ids, rowsPerStatement) {
		args := []any{m.kind}
		for _, id := range some {
			args = append(args, id)
		}
		rows, err := x.db.Query(ctx, `SELECT number FROM textsearch_document WHERE kind = ? AND id IN (`+db.Placeholders(len(some))+`)`, args...)
		if err != nil {
			return fmt.Errorf("restrict search: %w", err)
		}
		for rows.Next() {
			var number int64
			if err := rows.Scan(&number); err != nil {
				return errors.Join(fmt.Errorf("restrict search: %w", err), rows.Close())
			}
			if number < int64(len(allowed)) {
				allowed[number] = m.lengths[number]
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return fmt.Errorf("restrict search: %w", err)
		}
	}
	m.lengths = allowed
	return nil
}

// score gives every document its points by BM25.
func (m *matching) score() {
	var drag [256]float32 // what a document's length does to its occurrences
	for b := 1; b < 256; b++ {
		drag[b] = float32(saturation * (1 - lengthPull + lengthPull*unpackLength(byte(b))/m.averageLength))
	}
	weights := slices.Concat(m.asked.weights, m.asked.alsoWeights)
	for i, p := range m.grams {
		weight, holds := weights[i], uint8(1)
		if i >= len(m.asked.grams) {
			holds = 0 // a synonym does not make a document complete
		}
		for b, block := range p.blocks {
			lengths := m.lengths[block*blockSize : (block+1)*blockSize]
			points := m.points[block*blockSize : (block+1)*blockSize]
			held := m.held[block*blockSize : (block+1)*blockSize]
			list := p.bytes[b]
			for ; len(list) >= postingSize; list = list[postingSize:] {
				place := (int(list[0])<<8 | int(list[1])) % blockSize
				length := lengths[place]
				if length == 0 {
					continue
				}
				n := float32(list[2])
				points[place] += weight * n * (saturation + 1) / (n + drag[length])
				held[place] += holds
			}
		}
	}
}

// candidate is a document that may be shown.
type candidate struct {
	number   int64
	points   float32
	complete bool
	unbroken bool // complete, and its runs stand in the text as they were typed
}

// better orders candidates: complete ones first, of these unbroken ones, then by
// points, then the newer.
func better(a, b candidate) int {
	if a.complete != b.complete {
		return ahead(a.complete)
	}
	if a.complete && a.unbroken != b.unbroken {
		return ahead(a.unbroken)
	}
	return cmp.Or(cmp.Compare(b.points, a.points), cmp.Compare(b.number, a.number))
}

func ahead(yes bool) int {
	if yes {
		return -1
	}
	return 1
}

// best returns the n best documents in order, and how many are hits at all.
func (m *matching) best(n int) (list []candidate, total int) {
	all := uint8(len(m.asked.grams))
	// Points saturate at (saturation+1) times the weight; a document that holds
	// half of the query by weight, once and at average length, has half of it.
	least := m.asked.whole * m.asked.least()
	worst := candidate{} // of the n best so far, once there were 2n
	for number, held := range m.held {
		if held == 0 && m.points[number] == 0 {
			continue
		}
		c := candidate{number: int64(number), points: m.points[number], complete: held == all}
		if !c.complete && c.points < least {
			continue
		}
		total++
		if worst.points > 0 && better(c, worst) > 0 {
			continue
		}
		if len(list) == 2*n {
			slices.SortFunc(list, better)
			list = list[:n]
			worst = list[n-1]
		}
		list = append(list, c)
	}
	slices.SortFunc(list, better)
	return list[:min(n, len(list))], total
}

// identify returns the hits from first to last by id, after those of the best
// that hold the query's words unbroken were moved to the front.
func (x *Index) identify(ctx context.Context, kind int, best []candidate, first, last int, query *asked) ([]Hit, error) {
	head := best[:min(unbrokenWindow, len(best))]
	tail := best[min(first, len(best)):min(last, len(best))]
	wanted := make([]any, 0, len(head)+len(tail)+1)
	wanted = append(wanted, kind)
	for _, c := range head {
		wanted = append(wanted, c.number)
	}
	if last > len(head) {
		for _, c := range tail {
			wanted = append(wanted, c.number)
		}
	}
	rows, err := x.db.Query(ctx, `SELECT number, id, text FROM textsearch_document WHERE kind = ? AND number IN (`+
		db.Placeholders(len(wanted)-1)+`)`, wanted...)
	if err != nil {
		return nil, fmt.Errorf("identify hits: %w", err)
	}
	ids := map[int64]string{}
	unbroken := map[int64]bool{}
	d := newReading(query)
	points := make(map[int64]float32, len(head))
	for _, c := range head {
		points[c.number] = c.points
	}
	for rows.Next() {
		var number int64
		var id, text string
		if err := rows.Scan(&number, &id, &text); err != nil {
			return nil, errors.Join(fmt.Errorf("identify hits: %w", err), rows.Close())
		}
		ids[number] = id
		if p, ok := points[number]; ok {
			unbroken[number] = !slices.ContainsFunc(query.runs, func(run string) bool { return !strings.Contains(text, run) })
			points[number] = d.score(p, text)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, fmt.Errorf("identify hits: %w", err)
	}
	for i := range head {
		head[i].points, head[i].unbroken = points[head[i].number], unbroken[head[i].number]
	}
	slices.SortFunc(head, better)
	for i := range tail { // of another scale, and behind the head
		if first+i >= len(head) {
			tail[i].points = min(tail[i].points, head[len(head)-1].points)
		}
	}
	hits := []Hit{}
	for _, c := range best[min(first, len(best)):min(last, len(best))] {
		if id, ok := ids[c.number]; ok { // else deleted in between
			hits = append(hits, Hit{ID: id, Score: float64(c.points), Complete: c.complete})
		}
	}
	return hits, nil
}
