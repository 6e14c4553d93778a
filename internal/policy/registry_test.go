package policy_test

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/yikou/yikou/internal/policy/wording"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// city is a registry in memory: the whole of the port, without a database.
type city struct {
	mu   sync.Mutex
	mark int64
	all  map[string]*resident
	// read counts the enterprises that Each has handed out.
	read int
	// broken makes Each fail, as a database does that goes away.
	broken error
	// entered, if not nil, is told of a call of Each, which then hangs until its
	// context ends.
	entered chan struct{}
}

type resident struct {
	policy.Enterprise
	changed int64
}

func newCity() *city { return &city{all: map[string]*resident{}} }

// put adds an enterprise or gives one other facts: key, period, value by turns.
func (c *city) put(uscc, division string, facts ...eligibility.Fact) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mark++
	r := c.all[uscc]
	if r == nil {
		r = &resident{}
		r.Ordinal, r.USCC, r.Name = uint32(len(c.all)+1), uscc, "企业"+uscc
		c.all[uscc] = r
	}
	r.changed = c.mark
	r.Closed = []string{"dishonest", "qualification"}
	r.Facts = append([]eligibility.Fact{{Key: "division", Value: eligibility.TextValue(division), Tier: eligibility.T0}}, facts...)
}

func (r *resident) division() string { return r.Facts[0].Value.Text }

func (r *resident) seen(scope kernel.Scope) bool {
	switch scope.Reach {
	case kernel.ReachAll:
		return true
	case kernel.ReachOwn:
		return slices.Contains(scope.Enterprises, r.USCC)
	case kernel.ReachDivisionSubtree:
		return strings.HasPrefix(r.division(), scope.Division)
	}
	return false
}

func (c *city) Enterprise(_ context.Context, scope kernel.Scope, uscc string) (policy.Enterprise, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.all[uscc]; r != nil && r.seen(scope) {
		return r.Enterprise, nil
	}
	return policy.Enterprise{}, errs.New(errs.NotFound, "enterprise.not_found", "没有")
}

func (c *city) EnterpriseOn(ctx context.Context, scope kernel.Scope, uscc string, day civil.Date, _ bool) (policy.Enterprise, error) {
	e, err := c.Enterprise(ctx, scope, uscc)
	e.Facts = slices.DeleteFunc(slices.Clone(e.Facts), func(f eligibility.Fact) bool { return f.AsOf.After(day) })
	return e, err
}

func (c *city) sorted() []*resident {
	var out []*resident
	for _, r := range c.all {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *resident) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	return out
}

func (c *city) Each(ctx context.Context, after int64, fn func(*policy.Enterprise, int64) error) (int64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entered != nil {
		c.entered <- struct{}{}
		<-ctx.Done()
		return 0, ctx.Err()
	}
	if c.broken != nil {
		return 0, c.broken
	}
	for _, r := range c.sorted() {
		if r.changed <= after {
			continue
		}
		c.read++
		if err := fn(&r.Enterprise, int64(len(c.all))); err != nil {
			return 0, err
		}
	}
	return c.mark, nil
}

func (c *city) Load(_ context.Context, ordinals []uint32) ([]policy.Enterprise, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []policy.Enterprise
	for _, o := range ordinals {
		for _, r := range c.all {
			if r.Ordinal == o {
				out = append(out, r.Enterprise)
			}
		}
	}
	return out, nil
}

func (c *city) Rows(ctx context.Context, ordinals []uint32) ([]policy.EnterpriseRow, error) {
	found, err := c.Load(ctx, ordinals)
	var out []policy.EnterpriseRow
	for _, e := range found {
		out = append(out, policy.EnterpriseRow{Ordinal: e.Ordinal, USCC: e.USCC, Name: e.Name, Division: policy.Coded{Code: e.Facts[0].Value.Text, Label: "某地"}})
	}
	return out, err
}

func (c *city) Within(_ context.Context, scope kernel.Scope, f policy.EnterpriseFilter, fn func(uint32)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range c.all {
		if r.seen(scope) && strings.HasPrefix(r.division(), f.Division) && strings.Contains(r.Name, f.Text) {
			fn(r.Ordinal)
		}
	}
	return nil
}

func (c *city) FactKeys(context.Context) ([]policy.FactKey, error) {
	return []policy.FactKey{
		{Key: "revenue", Label: "营业收入", Kind: eligibility.KindNumber, Unit: "元", Periodic: true},
		{Key: "qualification", Label: "资质", Kind: eligibility.KindQualification, Options: map[string]string{"high_tech": "高新技术企业"}},
		{Key: "self_score", Label: "自评分", Kind: eligibility.KindNumber, Unit: "分"},
	}, nil
}

func (c *city) DepartmentNames(context.Context) (map[string]string, error) {
	return map[string]string{"wz-sci": "云溪区科学技术局"}, nil
}

func (c *city) DivisionNames(context.Context) (wording.Divisions, error) { return c, nil }

func (c *city) Name(code string) string {
	return map[string]string{"390102": "云溪区", "390102001": "青石街道"}[code]
}

func revenue(yuan float64) eligibility.Fact {
	return eligibility.Fact{Key: "revenue", Period: "2025", Value: eligibility.NumberValue(yuan), Tier: eligibility.T0, Source: "税务"}
}
