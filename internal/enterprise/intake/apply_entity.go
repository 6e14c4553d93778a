package intake

import (
	"context"
	"fmt"
	"strings"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/platform/sheet"
	"github.com/yikou/yikou/internal/standard/civil"
)

// outside reports whether an import that is limited to a branch may not touch a
// division.
func outside(i *record.Import, division string) bool {
	return i.Branch != "" && !strings.HasPrefix(division, i.Branch)
}

// entityTarget applies rows of an enterprise file.
type entityTarget struct {
	store  store.Store
	imp    *record.Import
	by     store.Stamp
	today  civil.Date
	reader *entityReader

	last uint32
	// seen maps each code of the file to its first row.
	seen map[[18]byte]int64
	// moved are enterprises whose division or industry in the register changed.
	moved []uint32
}

func (t *entityTarget) begin(ctx context.Context) (err error) {
	t.seen = map[[18]byte]int64{}
	t.last, err = t.store.LockOrdinals(ctx)
	return err
}

func (t *entityTarget) rows(ctx context.Context, r *sheet.Reader, note func(int)) error {
	return feed(ctx, r, t.reader.read, func(batch []draft) error {
		if err := t.batch(ctx, batch); err != nil {
			return err
		}
		note(len(batch))
		return nil
	})
}

func (t *entityTarget) end(ctx context.Context) error {
	if err := t.store.SetOrdinals(ctx, t.last); err != nil {
		return err
	}
	return t.store.Restate(ctx, t.moved, t.by, t.today)
}

func (t *entityTarget) batch(ctx context.Context, batch []draft) error {
	codes := make([]string, 0, len(batch))
	for i := range batch {
		if !batch[i].refused {
			codes = append(codes, batch[i].entity.USCC)
		}
	}
	known, err := t.store.EntitiesByUSCC(ctx, codes)
	if err != nil {
		return fmt.Errorf("look up enterprises: %w", err)
	}
	save := make([]*record.Entity, 0, len(batch))
	for i := range batch {
		e, err := t.row(ctx, &batch[i], known)
		if err != nil {
			return err
		}
		if e != nil {
			save = append(save, e)
		}
		t.imp.Report.Add(batch[i].problems, batch[i].refused)
	}
	return t.store.SaveEntities(ctx, save, t.by)
}

// row decides what becomes of one row and returns the entity to be saved, nil
// when nothing changes.
func (t *entityTarget) row(ctx context.Context, d *draft, known map[string]*record.Entity) (*record.Entity, error) {
	if d.refused {
		return nil, nil
	}
	report := &t.imp.Report
	var key [18]byte
	copy(key[:], d.entity.USCC)
	if first, twice := t.seen[key]; twice {
		d.warn(t.reader, columnUSCC, d.entity.USCC, fmt.Sprintf("与第 %d 行是同一家企业，只用了第 %d 行", first, first))
		report.Unchanged++
		return nil, nil
	}
	e, exists := known[d.entity.USCC]
	if exists && outside(t.imp, e.DivisionNow) || !exists && outside(t.imp, d.entity.Division.Code) {
		d.refuse(t.reader, columnUSCC, d.entity.USCC, "企业不在您的管辖区划内，这一行没有导入")
		return nil, nil
	}
	t.seen[key] = d.row
	if d.capital {
		report.CapitalParsed++
	}
	if d.district {
		report.DistrictFound++
	}
	if !exists {
		e = &d.entity
		t.last++
		e.Ordinal, e.Version = t.last, 1
		e.IndustryNow, e.DivisionNow = e.Industry.Code, e.Division.Code
		report.Created++
		return e, nil
	}
	return t.merge(ctx, d, e)
}

func (t *entityTarget) merge(ctx context.Context, d *draft, e *record.Entity) (*record.Entity, error) {
	before := *e
	if !merge(e, &d.entity, t.reader.layout.has) {
		t.imp.Report.Unchanged++
		return nil, nil
	}
	e.Version++
	t.imp.Report.Updated++
	if e.Industry != before.Industry || e.Division != before.Division {
		t.moved = append(t.moved, e.Ordinal)
	}
	if e.Status != before.Status {
		if err := t.store.AddStatus(ctx, e.Ordinal, before.Status, e.Status, t.imp.Filename, t.by); err != nil {
			return nil, fmt.Errorf("keep status: %w", err)
		}
	}
	return e, nil
}
