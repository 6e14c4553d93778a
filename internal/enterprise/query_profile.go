package enterprise

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
)

// Profile is what is known of one enterprise, for those who evaluate: the facts
// in force of every source, and what the register says, in the order in which
// they were recorded.
type Profile struct {
	Ordinal    uint32
	USCC, Name string
	Facts      []Fact
	// Closed lists the keys of which some source is complete. It is shared
	// between profiles.
	Closed []string
}

// Facts returns the profile of one enterprise, or ErrNotFound. It asks for no
// permission: whoever shows it has asked for its own.
func (s *Service) Facts(ctx context.Context, uscc string) (Profile, error) {
	return s.FactsWithin(ctx, kernel.Everything(), uscc)
}

// profileColumns are what EachProfile reads of the registry.
const profileColumns = `ordinal, uscc, name, registered, type, capital_minor, capital_currency, status,
	industry_found, industry_tier, division_found, division_tier`

// EachProfile calls fn with every enterprise in the order of ordinals, which are
// dense from 1. The facts are valid until fn returns. It reads two streams side
// by side in little memory, outside of any transaction: a fact of an enterprise
// that came in meanwhile is left to its event. It asks for no permission.
func (s *Service) EachProfile(ctx context.Context, fn func(Profile) error) error {
	closed, err := s.store.ClosedKeys(ctx)
	if err != nil {
		return err
	}
	facts, err := s.openFacts(ctx)
	if err != nil {
		return err
	}
	defer facts.close()
	rows, err := s.DB.Query(ctx, `SELECT `+profileColumns+` FROM enterprise_entity ORDER BY ordinal`)
	if err != nil {
		return fmt.Errorf("read registry: %w", err)
	}
	return store.Drain(rows, func(rows *sql.Rows) error {
		var e Entity
		var registered store.Day
		var minor sql.NullInt64
		if err := rows.Scan(&e.Ordinal, &e.USCC, &e.Name, &registered, &e.Type, &minor, &e.Capital.Currency, &e.Status,
			&e.Industry.Code, &e.Industry.Tier, &e.Division.Code, &e.Division.Tier); err != nil {
			return err
		}
		e.Registered, e.Capital.Minor, e.Capital.Known = registered.Date, minor.Int64, minor.Valid
		own, err := facts.of(e.Ordinal)
		if err != nil {
			return err
		}
		return fn(Profile{Ordinal: e.Ordinal, USCC: e.USCC, Name: e.Name, Facts: append(e.RegistryFacts(), own...), Closed: closed})
	})
}

// factStream reads facts in the order of their enterprises.
type factStream struct {
	rows  *sql.Rows
	ahead store.OwnedFact
	more  bool
	batch []Fact
}

func (s *Service) openFacts(ctx context.Context) (*factStream, error) {
	rows, err := s.DB.Query(ctx, `SELECT id, enterprise, key, period, value, as_of, source, tier, valid_from, valid_to
		FROM enterprise_fact WHERE replaced_by IS NULL ORDER BY enterprise`)
	if err != nil {
		return nil, fmt.Errorf("read facts: %w", err)
	}
	f := &factStream{rows: rows}
	if err := f.step(); err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

func (f *factStream) close() { _ = f.rows.Close() }

func (f *factStream) step() error {
	if f.more = f.rows.Next(); !f.more {
		return f.rows.Err()
	}
	var asOf, from, to store.Day
	f.ahead = store.OwnedFact{}
	v := &f.ahead.Fact
	err := f.rows.Scan(&v.ID, &f.ahead.Enterprise, &v.Key, &v.Period, &v.Value, &asOf, &v.Source, &v.Tier, &from, &to)
	v.AsOf, v.From, v.To = asOf.Date, from.Date, to.Date
	return err
}

// of returns the facts of an enterprise; ordinals must rise from call to call.
func (f *factStream) of(ordinal uint32) ([]Fact, error) {
	f.batch = f.batch[:0]
	for f.more && f.ahead.Enterprise <= ordinal {
		if f.ahead.Enterprise == ordinal {
			f.batch = append(f.batch, f.ahead.Fact)
		}
		if err := f.step(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(f.batch, func(a, b Fact) int { return cmp.Compare(a.ID, b.ID) })
	return f.batch, nil
}

// Ordinal returns the ordinal of an enterprise, or ErrNotFound. It asks for no
// permission.
func (s *Service) Ordinal(ctx context.Context, uscc string) (uint32, error) {
	var n uint32
	err := s.DB.QueryRow(ctx, `SELECT ordinal FROM enterprise_entity WHERE uscc = ?`, uscc).Scan(&n)
	if db.IsNoRows(err) {
		return 0, ErrNotFound
	}
	return n, err
}

// Ordinals returns the ordinals of enterprises by their codes; one that is not
// registered is left out. It asks for no permission.
func (s *Service) Ordinals(ctx context.Context, codes []string) (map[string]uint32, error) {
	ordinals := make(map[string]uint32, len(codes))
	err := s.eachCode(ctx, `SELECT uscc, ordinal FROM enterprise_entity WHERE uscc IN (`, codes, func(rows *sql.Rows) error {
		var code string
		var n uint32
		err := rows.Scan(&code, &n)
		ordinals[code] = n
		return err
	})
	return ordinals, err
}

// eachCode asks for enterprises by their codes, part by part.
func (s *Service) eachCode(ctx context.Context, statement string, codes []string, read func(*sql.Rows) error) error {
	for part := range slices.Chunk(codes, store.LookChunk) {
		args := make([]any, len(part))
		for i, c := range part {
			args[i] = c
		}
		rows, err := s.DB.Query(ctx, statement+db.Placeholders(len(part))+`)`, args...)
		if err != nil {
			return err
		}
		if err := store.Drain(rows, read); err != nil {
			return err
		}
	}
	return nil
}

// Names returns rows for lists of other modules, in the order of the ordinals; one
// that does not exist has an empty USCC. It asks for no permission.
func (s *Service) Names(ctx context.Context, ordinals []uint32) ([]Item, error) {
	out := make([]Item, 0, len(ordinals))
	for part := range slices.Chunk(ordinals, store.LookChunk) {
		items, err := s.items(ctx, part)
		if err != nil {
			return nil, err
		}
		out = append(out, items...)
	}
	return out, nil
}

// NamesByUSCC returns the names of enterprises by their codes; one that is not
// registered is left out. It asks for no permission.
func (s *Service) NamesByUSCC(ctx context.Context, codes []string) (map[string]string, error) {
	names := make(map[string]string, len(codes))
	err := s.eachCode(ctx, `SELECT uscc, name FROM enterprise_entity WHERE uscc IN (`, codes, func(rows *sql.Rows) error {
		var code, name string
		err := rows.Scan(&code, &name)
		names[code] = name
		return err
	})
	return names, err
}

// History returns every statement ever recorded about an enterprise in the
// caller's reach, in the order in which they came, of one key where it is named.
func (s *Service) History(ctx context.Context, uscc, key string) ([]Fact, error) {
	scope, err := authz.Require(ctx, PermRead)
	if err != nil {
		return nil, err
	}
	e, err := s.entity(ctx, uscc, scope)
	if err != nil {
		return nil, err
	}
	return s.store.History(ctx, e.Ordinal, key)
}
