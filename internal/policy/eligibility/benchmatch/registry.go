package benchmatch

import (
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/industry"
)

// World is a made-up city.
type World struct {
	Seed                  uint64
	Enterprises, Measures int

	streets    []string
	districts  []string
	industries []string
	quals      []string
}

// The sizes of the full benchmark: a city's market entities, and the policies
// and matters of its three libraries.
const (
	FullEnterprises = 1_400_000
	FullMeasures    = 2488
)

// NewWorld returns the world of a seed with that many enterprises and measures.
func NewWorld(seed uint64, enterprises, measures int) *World {
	w := &World{Seed: seed, Enterprises: enterprises, Measures: measures}
	for d := range 12 {
		district := fmt.Sprintf("3701%02d", d+2)
		w.districts = append(w.districts, district)
		for s := range 8 + d%9 {
			w.streets = append(w.streets, fmt.Sprintf("%s%03d", district, s+1))
		}
	}
	for _, i := range industry.All() {
		if i.Level() == industry.Class {
			w.industries = append(w.industries, i.Code)
		}
	}
	// A fixed shuffle, so that frequent industries are spread over the sections.
	r := newRandom(7, 0, 0)
	for i := len(w.industries) - 1; i > 0; i-- {
		j := r.intn(i + 1)
		w.industries[i], w.industries[j] = w.industries[j], w.industries[i]
	}
	for i := range 40 {
		w.quals = append(w.quals, fmt.Sprintf("q%02d", i))
	}
	copy(w.quals, []string{"tech_sme", "innovative_sme", "high_tech", "srdi", "little_giant", "gazelle", "unicorn"})
	return w
}

// AsOf is the day of all verdicts of the benchmark.
func AsOf() civil.Date {
	d, _ := civil.New(2026, 5, 10)
	return d
}

// Enterprise makes up the enterprise of that ordinal into e, reusing its space.
func (w *World) Enterprise(ordinal uint32, e *eligibility.Enterprise) {
	r := newRandom(w.Seed, 1, uint64(ordinal))
	e.USCC = fmt.Sprintf("91370100MA%08d", ordinal)
	e.Name = fmt.Sprintf("样例企业%07d", ordinal)
	e.Facts, e.Closed = e.Facts[:0], e.Closed[:0]
	f := &factWriter{r: &r, e: e}
	f.text("division", w.streets[r.early(len(w.streets))], 0.97)
	f.text("industry", w.industries[r.early(len(w.industries))], 0.95)
	age := int(math.Min(-math.Log(1-r.float())*2200, 14_000))
	f.text("registered", AsOf().AddDays(-1-age).String(), 0.99)
	f.text("status", pick(&r, statuses), 1)
	f.text("type", pick(&r, types), 0.98)
	size := r.normal()
	f.number("capital", "", round(r.around(1e6, 1.6)*math.Exp(size/2)), 0.9, eligibility.T0)
	w.figures(f, size)
	w.qualifications(f, size)
	for _, key := range lists {
		if r.chance(0.88) {
			e.Closed = append(e.Closed, key)
		}
		if r.chance(0.015) {
			f.add(eligibility.Fact{Key: key, Value: eligibility.BoolValue(true), Tier: eligibility.T0})
		} else if r.chance(0.3) {
			f.add(eligibility.Fact{Key: key, Value: eligibility.BoolValue(false), Tier: eligibility.T0})
		}
	}
}

var (
	statuses = []string{"存续", "存续", "存续", "存续", "存续", "存续", "存续", "存续", "注销", "吊销"}
	types    = []string{"有限责任公司", "有限责任公司", "有限责任公司", "股份有限公司", "个人独资企业", "合伙企业", "外商投资企业", "农民专业合作社"}
	lists    = []string{"dishonest", "abnormal", "penalty", "listed"}
)

// figures adds what a reporting enterprise reports. Larger ones report more, and
// what a department does not know the firm may have declared.
func (w *World) figures(f *factWriter, size float64) {
	r := f.r
	if !r.chance(0.42 + 0.12*size) {
		f.number("staff", "2025", math.Ceil(r.around(4, 0.9)), 0.25, eligibility.T2)
		return
	}
	tier := eligibility.T0
	if r.chance(0.2) {
		tier = eligibility.T2
	}
	staff := math.Ceil(r.around(11, 0.9) * math.Exp(size))
	revenue := r.around(2.5e6, 1.1) * math.Exp(1.3*size)
	research := r.chance(0.18 + 0.08*size)
	share := r.around(0.035, 0.8)
	for _, year := range [...]string{"2025", "2024", "2023"} {
		revenue = math.Max(revenue, 1)
		f.number("revenue", year, round(revenue), 0.93, tier)
		f.number("tax_paid", year, round(revenue*r.around(0.03, 0.5)), 0.9, tier)
		if year != "2023" {
			f.number("staff", year, staff, 0.95, tier)
			f.number("assets", year, round(revenue*r.around(1.1, 0.6)), 0.85, tier)
			f.number("insured_staff", year, math.Ceil(staff*r.float()), 0.8, tier)
		}
		if research {
			f.number("rd_expense", year, round(revenue*share), 0.85, tier)
			f.number("rd_staff", year, math.Floor(staff*r.float()*0.4), 0.7, tier)
		} else if tier == eligibility.T0 {
			f.number("rd_expense", year, 0, 0.3, tier)
		}
		staff = math.Max(1, math.Round(staff*r.around(0.95, 0.15)))
		revenue /= r.around(1.06, 0.25)
	}
	f.number("patents", "", math.Floor(r.around(1.5, 1.2)), 0.25+0.05*size, eligibility.T0)
	f.number("graduates_hired", "2025", math.Floor(r.around(1.2, 0.9)), 0.35, eligibility.T2)
	if r.chance(0.06 + 0.03*size) {
		f.number("export", "2025", round(revenue*r.float()), 0.95, eligibility.T0)
	}
	if r.chance(0.5) {
		class := "micro"
		switch {
		case staff >= 300:
			class = "medium"
		case staff >= 20:
			class = "small"
		}
		f.text("size_class", class, 1)
	}
}

func (w *World) qualifications(f *factWriter, size float64) {
	r := f.r
	if r.chance(0.86) {
		f.e.Closed = append(f.e.Closed, "qualification")
	}
	for n := 0; n < 3 && r.chance(0.045+0.03*math.Max(size, 0)); n++ {
		from := AsOf().AddDays(-r.intn(1800))
		f.add(eligibility.Fact{
			Key: "qualification", Value: eligibility.TextValue(w.quals[r.early(len(w.quals))]),
			From: from, To: from.AddYears(3), Tier: eligibility.T0,
		})
	}
}

// round gives a figure of money two significant steps finer than people state.
func round(v float64) float64 { return math.Round(v*100) / 100 }

type factWriter struct {
	r *random
	e *eligibility.Enterprise
}

func (f *factWriter) add(fact eligibility.Fact) {
	fact.Source, fact.AsOf = sources[fact.Tier], AsOf().AddDays(-40)
	f.e.Facts = append(f.e.Facts, fact)
}

var sources = [...]string{eligibility.T0: "数据局", eligibility.T2: "企业申报"}

func (f *factWriter) text(key, value string, known float64) {
	if f.r.chance(known) {
		f.add(eligibility.Fact{Key: key, Value: eligibility.TextValue(value), Tier: eligibility.T0})
	}
}

func (f *factWriter) number(key, period string, value, known float64, tier eligibility.Tier) {
	if f.r.chance(known) {
		f.add(eligibility.Fact{Key: key, Period: period, Value: eligibility.NumberValue(value), Tier: tier})
	}
}

// All yields every enterprise with its ordinal; the enterprise is overwritten by
// the next one.
func (w *World) All() iter.Seq2[uint32, *eligibility.Enterprise] {
	return func(yield func(uint32, *eligibility.Enterprise) bool) {
		var e eligibility.Enterprise
		for i := range w.Enterprises {
			w.Enterprise(uint32(i), &e)
			if !yield(uint32(i), &e) {
				return
			}
		}
	}
}

// changedFact draws one fact that an office might enter for an enterprise, and
// returns the enterprise with it.
func (w *World) changedFact(r *random, ordinal uint32) *eligibility.Enterprise {
	e := &eligibility.Enterprise{}
	w.Enterprise(ordinal, e)
	f := &factWriter{r: r, e: e}
	switch r.intn(5) {
	case 0:
		f.number("revenue", "2025", round(r.around(5e6, 1.5)), 1, eligibility.T0)
	case 1:
		f.number("staff", "2025", math.Ceil(r.around(20, 1)), 1, eligibility.T0)
	case 2:
		f.number("rd_expense", "2025", round(r.around(5e5, 1.5)), 1, eligibility.T0)
	case 3:
		f.text("industry", pick(r, w.industries), 1)
	default:
		f.add(eligibility.Fact{Key: "qualification", Value: eligibility.TextValue(pick(r, w.quals)), Tier: eligibility.T0})
	}
	e.Facts = slices.Clip(e.Facts)
	return e
}
