package signal

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// mostSeen bounds how many cases one picture is made of. A guess: far more than the
// kept signals of a city have.
const mostSeen = 100_000

// Look returns the signals that stand on what the caller sees. Groups count the
// cases of the last so many days.
func (s *Service) Look(ctx context.Context, days int) (p Picture, err error) {
	sight, err := s.Sight(ctx, PermRead)
	if err != nil {
		return p, err
	}
	if p.Run, err = s.lastRun(ctx); err != nil || p.At.IsZero() {
		return p, err
	}
	all, err := s.seen(ctx, sight, p.At.Add(-time.Duration(days)*24*time.Hour))
	if err != nil {
		return p, err
	}
	named, err := s.spots(ctx, all)
	if err != nil {
		return p, err
	}
	var rising, groups []*Seen
	for _, one := range all {
		if one.gather(named); one.Kind == KindAlike {
			groups = append(groups, one)
			continue
		}
		if one.Recent < leastCases {
			continue
		}
		earlier, err := s.Count(ctx, inSignal(sight, one.ID, false))
		if err != nil {
			return p, err
		}
		one.Earlier = int(earlier)
		rising = append(rising, one)
	}
	p.Rising, p.Groups = standing(rising, p.Weeks, p.Tested), worth(groups)
	return p, nil
}

// seen returns the signals with those of their cases that are in a sight; of groups
// those received after a time.
func (s *Service) seen(ctx context.Context, sight appeal.Sight, after time.Time) ([]*Seen, error) {
	rows, err := s.signals(ctx)
	if err != nil {
		return nil, err
	}
	of, err := s.recentOf(ctx)
	if err != nil {
		return nil, err
	}
	cases, err := s.Cases(ctx, inSignals(sight), mostSeen)
	if err != nil {
		return nil, err
	}
	all := make([]*Seen, len(rows))
	byID := map[string]*Seen{}
	for i, row := range rows {
		all[i] = &Seen{ID: row.ID, Kind: row.Kind, Key: row.Key}
		byID[row.ID] = all[i]
	}
	for _, c := range cases {
		for _, id := range of[c.ID] {
			if one := byID[id]; one != nil && (one.Kind == KindRising || c.ReceivedAt.After(after)) {
				one.Cases = append(one.Cases, c)
			}
		}
	}
	return all, nil
}

// spots returns what names the place of a case.
func (s *Service) spots(ctx context.Context, all []*Seen) (func(*appeal.Case) string, error) {
	places, divisions := map[string]bool{}, map[string]bool{}
	for _, one := range all {
		for _, c := range one.Cases {
			if c.PlaceCode != "" {
				places[c.PlaceCode] = true
			} else if c.Division != "" {
				divisions[c.Division] = true
			}
		}
	}
	names, err := s.PlaceNames(ctx, keysOf(places))
	if err != nil {
		return nil, err
	}
	towns, err := s.Divisions.DivisionNames(ctx, keysOf(divisions))
	if err != nil {
		return nil, err
	}
	return func(c *appeal.Case) string {
		if c.PlaceCode != "" {
			return names[c.PlaceCode]
		}
		return towns[c.Division]
	}, nil
}

func keysOf(set map[string]bool) []string {
	list := make([]string, 0, len(set))
	for k := range set {
		list = append(list, k)
	}
	return list
}

// order is that of the lists: the newest first.
func order() db.Keyset { return db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true} }

// Behind returns one page of the cases that a signal stands on, the newest first: as
// many as Look counted. What Look would not show does not exist here either.
func (s *Service) Behind(ctx context.Context, id string, days int, page kernel.Page) (out kernel.Rows[*appeal.Case], err error) {
	sight, err := s.Sight(ctx, PermRead)
	if err != nil {
		return out, err
	}
	run, err := s.lastRun(ctx)
	if err != nil {
		return out, err
	}
	kind, err := s.kindOf(ctx, id)
	if err != nil {
		return out, err
	}
	v, least := inSignal(sight, id, true), int64(leastCases)
	if kind != KindRising {
		v, least = receivedSince(v, run.At.Add(-time.Duration(days)*24*time.Hour)), leastAlike
	}
	if out.Total, err = s.Count(ctx, v); err != nil {
		return out, err
	}
	if out.Total < least {
		return out, ErrNotFound
	}
	after, args, err := order().After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		v = v.And(after, args...)
	}
	out.Items, err = s.Cases(ctx, v, page.Limit+1)
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = order().Cursor(out.Items[page.Limit-1].ID)
	}
	return out, err
}

// Basis is what a signal stands on for somebody.
type Basis struct {
	Kind
	// Key is empty for cases that are alike.
	Key
	Cases []string
}

// Basis returns what a signal stands on for the caller, for who acts on it; of cases
// that are alike all that are kept. What Look would not show does not exist.
func (s *Service) Basis(ctx context.Context, id string) (b Basis, err error) {
	sight, err := s.Sight(ctx, PermRead)
	if err != nil {
		return b, err
	}
	rows, err := s.signals(ctx)
	if err != nil {
		return b, err
	}
	for _, row := range rows {
		if row.ID == id {
			b.Kind, b.Key = row.Kind, row.Key
		}
	}
	list, err := s.Cases(ctx, inSignal(sight, id, true), mostSeen)
	least := leastAlike
	if b.Kind == KindRising {
		least = leastCases
	}
	if err == nil && len(list) < least {
		err = ErrNotFound
	}
	for _, c := range list {
		b.Cases = append(b.Cases, c.ID)
	}
	return b, err
}
