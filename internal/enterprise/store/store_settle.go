package store

import (
	"context"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Restate sets again the columns that rest on register and facts together.
func (s Store) Restate(ctx context.Context, list []uint32, by Stamp, today civil.Date) error {
	for len(list) > 0 {
		part := list[:min(len(list), LookChunk)]
		list = list[len(part):]
		facts, err := s.CurrentFacts(ctx, part, record.SettledKeys()...)
		if err != nil {
			return err
		}
		of := make(map[uint32][]record.Fact, len(part))
		for _, f := range facts {
			of[f.Enterprise] = append(of[f.Enterprise], f.Fact)
		}
		entities, err := s.EntitiesByOrdinal(ctx, part)
		if err != nil {
			return err
		}
		changed := entities[:0]
		for _, e := range entities {
			if e.Settle(of[e.Ordinal], today) {
				changed = append(changed, e)
			}
		}
		if err := s.SaveEntities(ctx, changed, by); err != nil {
			return err
		}
	}
	return nil
}
