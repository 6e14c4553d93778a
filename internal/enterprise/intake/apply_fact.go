package intake

import (
	"context"
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/platform/sheet"
	"github.com/yikou/yikou/internal/standard/civil"
)

// factTarget applies rows of a fact file.
type factTarget struct {
	store  store.Store
	imp    *record.Import
	by     store.Stamp
	today  civil.Date
	who    string
	reader *factReader

	// next is the id of the next new statement.
	next int64
	seed maphash.Seed
	// seen maps the hash of each statement of the file to its first row.
	seen map[uint64]uint32
	// touched has a bit for each enterprise that got a new statement.
	touched []uint64
	// settles says that a key came that Settle reads.
	settles bool
	// owners keeps the enterprises of the batch before: files come in order of
	// enterprises more often than not.
	owners map[string]store.Owner
}

// statement identifies what a fact is about and who says so.
type statement struct {
	enterprise                   uint32
	key, period, subject, source string
}

func (t *factTarget) begin(context.Context) error {
	t.seed, t.seen = maphash.MakeSeed(), map[uint64]uint32{}
	return nil
}

func (t *factTarget) rows(ctx context.Context, r *sheet.Reader, note func(int)) error {
	return feed(ctx, r, t.reader.read, func(batch []factDraft) error {
		if err := t.batch(ctx, batch); err != nil {
			return err
		}
		note(len(batch))
		return nil
	})
}

func (t *factTarget) end(ctx context.Context) error {
	var list []uint32
	for w, word := range t.touched {
		for b := 0; word != 0; b, word = b+1, word>>1 {
			if word&1 != 0 {
				list = append(list, uint32(w*64+b+1))
			}
		}
	}
	for part := range slices.Chunk(list, store.LookChunk) {
		if err := t.store.Mark(ctx, part, t.by); err != nil {
			return fmt.Errorf("mark enterprises: %w", err)
		}
	}
	if !t.settles {
		return nil
	}
	return t.store.Restate(ctx, list, t.by, t.today)
}

func (t *factTarget) batch(ctx context.Context, batch []factDraft) error {
	if err := t.findOwners(ctx, batch); err != nil {
		return err
	}
	current, err := t.known(ctx, batch)
	if err != nil {
		return err
	}
	add := make([]store.NewFact, 0, len(batch))
	for i := range batch {
		d := &batch[i]
		if n, ok := t.row(d, current); ok {
			add = append(add, n)
		}
		t.imp.Report.Add(d.problems, d.refused)
	}
	return t.store.AddFacts(ctx, add, t.by)
}

// findOwners looks up the enterprises of a batch and refuses rows without one.
func (t *factTarget) findOwners(ctx context.Context, batch []factDraft) error {
	var unknown []string
	owners := make(map[string]store.Owner, len(batch))
	for i := range batch {
		code := batch[i].uscc
		if _, done := owners[code]; done || batch[i].refused {
			continue
		}
		if o, ok := t.owners[code]; ok {
			owners[code] = o
			continue
		}
		owners[code] = store.Owner{}
		unknown = append(unknown, code)
	}
	if err := t.store.Owners(ctx, unknown, owners); err != nil {
		return fmt.Errorf("look up enterprises: %w", err)
	}
	t.owners = owners
	for i := range batch {
		d := &batch[i]
		if d.refused {
			continue
		}
		switch o := owners[d.uscc]; {
		case o.Ordinal == 0:
			d.refuse(t.reader, columnUSCC, d.uscc, "企业库里没有这家企业")
		case outside(t.imp, o.Division):
			d.refuse(t.reader, columnUSCC, d.uscc, "企业不在您的管辖区划内")
		}
	}
	return nil
}

// known loads the statements in force that a batch may replace.
func (t *factTarget) known(ctx context.Context, batch []factDraft) (map[statement]record.Fact, error) {
	var list []uint32
	keys := map[string]bool{}
	for i := range batch {
		if !batch[i].refused {
			list = append(list, t.owners[batch[i].uscc].Ordinal)
			keys[batch[i].key.Key] = true
		}
	}
	slices.Sort(list)
	names := make([]string, 0, len(keys))
	for k := range keys {
		names = append(names, k)
	}
	slices.Sort(names)
	facts, err := t.store.CurrentFacts(ctx, slices.Compact(list), names...)
	if err != nil {
		return nil, err
	}
	current := make(map[statement]record.Fact, len(facts))
	for _, f := range facts {
		k, _ := t.reader.dictionary.Find(f.Fact.Key)
		current[statement{f.Enterprise, f.Fact.Key, f.Fact.Period, f.Fact.Subject(k.Kind), f.Fact.Source}] = f.Fact
	}
	return current, nil
}

// row decides what becomes of one row.
func (t *factTarget) row(d *factDraft, current map[statement]record.Fact) (add store.NewFact, ok bool) {
	if d.refused {
		return add, false
	}
	report := &t.imp.Report
	at := statement{t.owners[d.uscc].Ordinal, d.fact.Key, d.fact.Period, d.fact.Subject(d.key.Kind), d.fact.Source}
	hash := maphash.Comparable(t.seed, at)
	if first, twice := t.seen[hash]; twice {
		d.warn(t.reader, columnKey, record.StatementOf(d.key, d.fact.Period), fmt.Sprintf("与第 %d 行说的是同一件事，只用了第 %d 行", first, first))
		report.Unchanged++
		return add, false
	}
	t.seen[hash] = uint32(d.row)
	old, exists := current[at]
	switch {
	case exists && old.SameStatement(d.fact):
		report.Unchanged++
		return add, false
	case exists && d.fact.AsOf.Before(old.AsOf):
		d.warn(t.reader, columnAsOf, d.fact.AsOf.String(), "同一来源已有截至 "+old.AsOf.String()+" 的数据，这一行没有采用")
		report.Unchanged++
		return add, false
	case exists:
		report.Updated++
	default:
		report.Created++
	}
	d.fact.ID, d.fact.RecordedBy, d.fact.Import = t.next, t.who, t.imp.ID
	t.next++
	t.touch(at.enterprise)
	t.settles = t.settles || slices.Contains(record.SettledKeys(), at.key)
	return store.NewFact{OwnedFact: store.OwnedFact{Enterprise: at.enterprise, Fact: d.fact}, Subject: at.subject, Replaces: old.ID}, true
}

func (t *factTarget) touch(ordinal uint32) {
	w := int(ordinal-1) / 64
	for len(t.touched) <= w {
		t.touched = append(t.touched, make([]uint64, max(w+1-len(t.touched), 64))...)
	}
	t.touched[w] |= 1 << ((ordinal - 1) % 64)
}
