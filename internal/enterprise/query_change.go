package enterprise

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math/bits"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

// FactsWithin returns the profile of one enterprise in the scope, or ErrNotFound.
func (s *Service) FactsWithin(ctx context.Context, scope kernel.Scope, uscc string) (Profile, error) {
	e, err := store.ScanEntity(s.DB.QueryRow(ctx, `SELECT `+store.EntityColumns+` FROM enterprise_entity WHERE uscc = ?`, uscc).Scan)
	if db.IsNoRows(err) || (err == nil && !within(scope, e)) {
		return Profile{}, ErrNotFound
	}
	if err != nil {
		return Profile{}, fmt.Errorf("load enterprise %s: %w", uscc, err)
	}
	found, err := s.profiles(ctx, []*Entity{e})
	if err != nil {
		return Profile{}, err
	}
	return found[0], nil
}

// FactsOn returns the profile of one enterprise in the scope as it was on a day, or
// ErrNotFound: the facts that held on it (record.AsOn) and the status that the
// register had at its end. Where knownThen is set, only what had been recorded by
// then. What else the register says is kept as it stands now only.
func (s *Service) FactsOn(ctx context.Context, scope kernel.Scope, uscc string, day civil.Date, knownThen bool) (Profile, error) {
	p, err := s.FactsWithin(ctx, scope, uscc)
	if err != nil {
		return Profile{}, err
	}
	dictionary, err := s.Dictionary(ctx)
	if err != nil {
		return Profile{}, err
	}
	all, err := s.store.History(ctx, p.Ordinal, "")
	if err != nil {
		return Profile{}, err
	}
	var known time.Time
	if knownThen {
		known = day.End(civil.Beijing)
	}
	own := slices.DeleteFunc(p.Facts, func(f Fact) bool { return f.ID != 0 })
	for i := range own {
		if own[i].Key == "status" {
			if own[i].Value, err = s.store.StatusOn(ctx, p.Ordinal, day.End(civil.Beijing), own[i].Value); err != nil {
				return Profile{}, err
			}
		}
	}
	kind := func(key string) record.Kind { k, _ := dictionary.Find(key); return k.Kind }
	p.Facts = append(own, record.AsOn(all, kind, day, known)...)
	return p, nil
}

// ProfilesOf returns the profiles of these ordinals, at most 1,000, in the order
// asked; ones that do not exist are left out. It asks for no permission.
func (s *Service) ProfilesOf(ctx context.Context, ordinals []uint32) ([]Profile, error) {
	if len(ordinals) == 0 {
		return nil, nil
	}
	entities, err := s.entities(ctx, ` WHERE ordinal IN (`+store.InOrdinals(ordinals)+`)`)
	if err != nil {
		return nil, err
	}
	found, err := s.profiles(ctx, entities)
	if err != nil {
		return nil, err
	}
	byOrdinal := make(map[uint32]Profile, len(found))
	for _, p := range found {
		byOrdinal[p.Ordinal] = p
	}
	ordered := make([]Profile, 0, len(found))
	for _, n := range ordinals {
		if p, ok := byOrdinal[n]; ok {
			ordered = append(ordered, p)
		}
	}
	return ordered, nil
}

// EachChanged calls fn with the profile of every enterprise that was changed
// after a mark, in any order, and returns the mark to ask with next time. Mark 0
// asks for the whole registry. Marks rise with every committed change and are the
// same on all nodes; an enterprise that is changed meanwhile may come again next
// time. The facts are valid until fn returns; total is how many will come, more
// or less. It asks for no permission.
func (s *Service) EachChanged(ctx context.Context, after int64, fn func(p Profile, total int64) error) (mark int64, err error) {
	var total int64
	const counters = `SELECT (SELECT n FROM enterprise_counter WHERE name = 'change'), (SELECT n FROM enterprise_counter WHERE name = 'ordinal')`
	if err := s.DB.QueryRow(ctx, counters).Scan(&mark, &total); err != nil {
		return after, fmt.Errorf("read change counter: %w", err)
	}
	if after == 0 {
		return mark, s.EachProfile(ctx, func(p Profile) error { return fn(p, total) })
	}
	if mark == after {
		return mark, nil
	}
	changed, err := s.changedBetween(ctx, after, mark)
	if err != nil {
		return after, err
	}
	for part := range slices.Chunk(changed, store.LookChunk) {
		found, err := s.ProfilesOf(ctx, part)
		if err != nil {
			return after, err
		}
		for _, p := range found {
			if err := fn(p, int64(len(changed))); err != nil {
				return after, err
			}
		}
	}
	return mark, nil
}

func (s *Service) changedBetween(ctx context.Context, after, until int64) ([]uint32, error) {
	rows, err := s.DB.Query(ctx, `SELECT ordinal FROM enterprise_entity
		WHERE tag IN (SELECT tag FROM enterprise_change WHERE seq > ? AND seq <= ?) ORDER BY ordinal`, after, until)
	if err != nil {
		return nil, fmt.Errorf("read changes of registry: %w", err)
	}
	var ordinals []uint32
	err = store.Drain(rows, func(rows *sql.Rows) error {
		var n uint32
		err := rows.Scan(&n)
		ordinals = append(ordinals, n)
		return err
	})
	return ordinals, err
}

// EachWithin calls fn with the ordinal of every enterprise in the scope that a
// filter chooses, in the order of ordinals. It fails with ErrDivision or
// ErrIndustry.
func (s *Service) EachWithin(ctx context.Context, scope kernel.Scope, f Filter, fn func(ordinal uint32)) error {
	wanted, err := s.rollFilter(f, scope)
	if err != nil {
		return err
	}
	columns, err := s.columns.Fresh(ctx)
	if err != nil {
		return err
	}
	words, _ := columns.Bitmap(wanted)
	for i, word := range words {
		for ; word != 0; word &= word - 1 {
			fn(uint32(i*64+bits.TrailingZeros64(word)) + 1)
		}
	}
	return nil
}

func (s *Service) entities(ctx context.Context, where string, args ...any) ([]*Entity, error) {
	rows, err := s.DB.Query(ctx, `SELECT `+store.EntityColumns+` FROM enterprise_entity`+where, args...)
	if err != nil {
		return nil, fmt.Errorf("load enterprises: %w", err)
	}
	var list []*Entity
	err = store.Drain(rows, func(rows *sql.Rows) error {
		e, err := store.ScanEntity(rows.Scan)
		list = append(list, e)
		return err
	})
	return list, err
}

// profiles joins the facts to their enterprises.
func (s *Service) profiles(ctx context.Context, entities []*Entity) ([]Profile, error) {
	closed, err := s.store.ClosedKeys(ctx)
	if err != nil {
		return nil, err
	}
	list, places := make([]Profile, len(entities)), make(map[uint32]int, len(entities))
	ordinals := make([]uint32, len(entities))
	for i, e := range entities {
		list[i] = Profile{Ordinal: e.Ordinal, USCC: e.USCC, Name: e.Name, Facts: e.RegistryFacts(), Closed: closed}
		places[e.Ordinal], ordinals[i] = i, e.Ordinal
	}
	facts, err := s.store.CurrentFacts(ctx, ordinals)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(facts, func(a, b store.OwnedFact) int { return cmp.Compare(a.Fact.ID, b.Fact.ID) })
	for _, f := range facts {
		p := &list[places[f.Enterprise]]
		p.Facts = append(p.Facts, f.Fact)
	}
	return list, nil
}
