package benchmatch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

type object = map[string]any

// MeasuresJSON returns the world's measures as a file of measures.
func (w *World) MeasuresJSON() ([]byte, error) {
	pools := w.pools()
	list := make([]object, w.Measures)
	for i := range list {
		r := newRandom(w.Seed, 2, uint64(i))
		list[i] = w.measure(&r, pools, i)
	}
	data, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("encode made-up measures: %w", err)
	}
	return data, nil
}

// DecodedMeasures returns the world's measures.
func (w *World) DecodedMeasures() ([]*eligibility.Measure, error) {
	data, err := w.MeasuresJSON()
	if err != nil {
		return nil, err
	}
	list, err := eligibility.DecodeMeasures(bytes.NewReader(data), eligibility.DecodeOptions{Strict: true})
	if err != nil {
		return nil, fmt.Errorf("decode made-up measures: %w", err)
	}
	out := make([]*eligibility.Measure, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out, nil
}

// pool is the clauses of one kind that measures choose from.
type pool struct {
	weight  float64
	clauses []object
}

func (p *pool) add(fact, period, op string, value any) {
	c := object{"fact": fact, "op": op, "value": value}
	if period != "" {
		c["period"] = period
	}
	p.clauses = append(p.clauses, c)
}

// steps returns n round figures from 10^from upward, as people set thresholds.
func steps(from, n int) []float64 {
	heads := []float64{1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8}
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Round(heads[i%len(heads)] * math.Pow10(from+i/len(heads)))
	}
	return out
}

// pools returns the places of the world's clauses: where, what trade, figures,
// shares, dates, qualifications, lists.
func (w *World) pools() []pool {
	where := pool{weight: 0}
	where.add("division", "", "under", "370100")
	for _, d := range w.districts {
		where.add("division", "", "under", d)
	}
	for _, s := range w.streets {
		where.add("division", "", "under", s)
	}
	return append([]pool{where, w.trades(), w.figurePool(), sharePool(), datePool(), w.qualificationPool()}, listPool())
}

func (w *World) trades() pool {
	p := pool{}
	r := newRandom(11, 0, 0)
	seen := map[string]bool{}
	for len(p.clauses) < 1000 {
		var branches []string
		for range 1 + r.intn(4) {
			code := w.industries[r.early(len(w.industries))]
			branches = append(branches, code[:1+[...]int{0, 2, 2, 2, 3, 4}[r.intn(6)]])
		}
		if text := fmt.Sprint(branches); !seen[text] {
			seen[text] = true
			p.add("industry", "", "under", branches)
		}
	}
	return p
}

func (w *World) figurePool() pool {
	p := pool{weight: 1.5}
	for _, f := range []struct {
		key     string
		periods []string
		from, n int
	}{
		{"revenue", []string{"Y-1", "Y-2"}, 5, 44}, {"tax_paid", []string{"Y-1", "Y-2"}, 3, 44}, {"assets", []string{"Y-1"}, 5, 44},
		{"staff", []string{"Y-1"}, 0, 30}, {"insured_staff", []string{"Y-1"}, 0, 26}, {"rd_expense", []string{"Y-1", "Y-2"}, 4, 44},
		{"rd_staff", []string{"Y-1"}, 0, 20}, {"capital", []string{""}, 5, 40}, {"patents", []string{""}, 0, 18},
		{"graduates_hired", []string{"Y-1"}, 0, 14}, {"export", []string{"Y-1"}, 4, 40},
	} {
		for _, period := range f.periods {
			values := steps(f.from, f.n)
			for i, v := range values {
				p.add(f.key, period, ">=", v)
				switch {
				case i%3 == 0:
					p.add(f.key, period, "<", v)
				case i%3 == 1 && i+6 < len(values):
					p.add(f.key, period, "between", []float64{v, values[i+6]})
				}
				if i%4 == 2 {
					p.add(f.key, period, ">=", v)
					p.clauses[len(p.clauses)-1]["min_tier"] = "T1"
				}
			}
		}
	}
	return p
}

func sharePool() pool {
	p := pool{weight: 0.5}
	fact := func(key, period string) object { return object{"fact": key, "period": period} }
	share := func(over, under object, value float64) {
		p.clauses = append(p.clauses, object{"expr": object{"div": []any{over, under}}, "op": ">=", "value": value})
	}
	growth := object{"sub": []any{fact("revenue", "Y-1"), fact("revenue", "Y-2")}}
	for i := range 60 {
		step := float64(i+1) / 200
		share(fact("rd_expense", "Y-1"), fact("revenue", "Y-1"), step)
		share(growth, fact("revenue", "Y-2"), math.Round(step*2000)/1000-0.1)
		share(fact("rd_staff", "Y-1"), fact("staff", "Y-1"), step)
	}
	for _, v := range steps(4, 26) {
		share(fact("tax_paid", "Y-1"), fact("staff", "Y-1"), v)
	}
	return p
}

func datePool() pool {
	p := pool{weight: 0.6}
	for i := 1; i <= 30; i++ {
		p.add("registered", "", "older_than", fmt.Sprintf("P%dM", 6*i))
		p.add("registered", "", "younger_than", fmt.Sprintf("P%dM", 6*i))
		p.add("registered", "", ">=", fmt.Sprintf("%d-%02d-01", 2005+i*2/3, 1+i%12))
	}
	return p
}

func (w *World) qualificationPool() pool {
	p := pool{weight: 0.35}
	for _, q := range w.quals {
		p.add("qualification", "", "has", q)
	}
	for _, sizes := range [][]string{{"micro"}, {"small", "micro"}, {"medium", "small", "micro"}, {"large", "medium"}, {"medium", "small"}} {
		p.add("size_class", "", "in", sizes)
	}
	return p
}

func listPool() pool {
	p := pool{weight: 0.9}
	for _, key := range lists {
		p.add(key, "", "=", false)
		p.add(key, "", "!=", true)
	}
	p.add("status", "", "=", "存续")
	p.add("listed", "", "=", true)
	for _, t := range []string{"有限责任公司", "股份有限公司", "外商投资企业"} {
		p.add("type", "", "=", t)
	}
	return p
}

// writer numbers the clauses of one measure.
type writer struct {
	*World
	r     *random
	pools []pool
	n     int
}

func (w *writer) clause(c object) object {
	w.n++
	out := object{"id": fmt.Sprintf("c%d", w.n), "quote": fmt.Sprintf("申报条件第（%d）项", w.n)}
	for k, v := range c {
		out[k] = v
	}
	return out
}

func (w *writer) from(kind int) object { return w.clause(pick(w.r, w.pools[kind].clauses)) }

// any draws a clause from the pools by their weights.
func (w *writer) any() object {
	total := 0.0
	for _, p := range w.pools {
		total += p.weight
	}
	at := w.r.float() * total
	for i, p := range w.pools {
		if at -= p.weight; at < 0 {
			return w.from(i)
		}
	}
	return w.from(len(w.pools) - 1)
}

func (w *World) measure(r *random, pools []pool, i int) object {
	b := &writer{World: w, r: r, pools: pools}
	var all []any
	switch where := r.float(); {
	case where < 0.2:
		all = append(all, b.clause(pools[0].clauses[0]))
	case where < 0.7:
		all = append(all, b.clause(pools[0].clauses[1+r.intn(len(w.districts))]))
	case where < 0.9:
		all = append(all, b.from(0))
	}
	if r.chance(0.6) {
		all = append(all, b.from(1))
	}
	for range 2 + r.intn(3) {
		all = append(all, b.any())
	}
	if r.chance(0.15) {
		all = append(all, b.nested())
	}
	if r.chance(0.1) {
		b.n++
		all = append(all, object{"id": fmt.Sprintf("c%d", b.n), "role": "discretion", "quote": "经专家评审，水平领先"})
	}
	out := object{
		"id": fmt.Sprintf("m%04d", i+1), "title": fmt.Sprintf("样例事项第%d号", i+1),
		"delivery": pick(r, []string{"proactive", "express", "claim"}), "when": object{"all": all}, "benefit": b.benefit(),
	}
	if r.chance(0.15) {
		out["bonus"] = []any{object{"when": b.from(5), "benefit": object{"fixed": money(pick(r, steps(4, 20)))}}}
	}
	return out
}

func (w *writer) nested() object {
	switch w.r.intn(3) {
	case 0:
		return object{"any": []any{w.from(1), w.from(5)}}
	case 1:
		return object{"at_least": 2, "of": []any{w.any(), w.any(), w.any()}}
	}
	return object{"not": object{"any": []any{w.from(6), w.any()}}}
}

func money(yuan float64) string { return fmt.Sprintf("%.2f", yuan) }

func (w *writer) benefit() object {
	rd := object{"fact": "rd_expense", "period": "Y-1"}
	switch w.r.intn(5) {
	case 0:
		return object{"rate": object{"of": rd, "rate": pick(w.r, []float64{0.05, 0.1, 0.15, 0.2}), "cap": money(pick(w.r, steps(5, 15)))}}
	case 1:
		return object{"per": object{"of": object{"fact": "graduates_hired", "period": "Y-1"}, "each": money(pick(w.r, steps(3, 8)))}}
	case 2:
		return object{"tiers": object{"of": object{"fact": "revenue", "period": "Y-1"}, "steps": []any{
			object{"from": 5_000_000, "amount": "50000.00"}, object{"from": 20_000_000, "amount": "200000.00"}, object{"from": 100_000_000, "amount": "1000000.00"}}}}
	}
	return object{"fixed": money(pick(w.r, steps(4, 20)))}
}
