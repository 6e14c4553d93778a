package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// The texts of 企业类型 that the demo uses.
const (
	typeLimited     = "有限责任公司"
	typeSole        = "有限责任公司（自然人独资）"
	typeForeign     = "有限责任公司（外商投资）"
	typeSelfRun     = "个体工商户"
	typeCooperative = "农民专业合作社"
)

// firm is one enterprise while it is being made. Money is in yuan. The figures
// with index 0 are of the year before the story's day, those with index 1 of the
// year before that; they are the truth, of which facts tell a part.
type firm struct {
	code, name, kind, status  string
	trade                     trade
	registered                civil.Date
	capital                   int
	capitalText               string
	district, street, address string
	division                  string

	staff, insured            [2]int
	revenue, tax, rd, exports [2]int
	assets                    int
	tech                      bool

	facts []fact
}

func (f *firm) selfRun() bool { return f.kind == typeSelfRun }

func (f *firm) active() bool { return f.status == "存续" }

// traded reports whether the enterprise did business for at least part of the
// year that lies 1+back years before today's.
func (f *firm) traded(w *maker, back int) bool {
	return f.active() && f.registered.Year() <= w.year-1-back
}

// maker makes enterprises one after another. Each depends on the seed, on its
// number and, for the sake of unique names, on those before it.
type maker struct {
	seed  uint64
	today civil.Date
	year  int
	rng   *rand.Rand
	names map[string]bool
	table []int
	total int
}

func newMaker(o Options) *maker {
	w := &maker{seed: o.Seed, today: o.day(), year: o.day().Year(), names: map[string]bool{}}
	for _, t := range trades {
		w.total += t.weight
		w.table = append(w.table, w.total)
	}
	return w
}

// each makes the enterprises of o in order and hands them to visit, showcases
// first, and stops at the first error. The firm is visit's to keep.
func each(o Options, visit func(*firm) error) error {
	w := newMaker(o)
	shows := showcases(w.today)
	for _, s := range shows {
		w.names[s.firm.name] = true
		if err := visit(s.firm); err != nil {
			return err
		}
	}
	for i := len(shows); i < o.count(); i++ {
		if err := visit(w.make(i)); err != nil {
			return err
		}
	}
	return nil
}

func (w *maker) make(i int) *firm {
	w.rng = rand.New(rand.NewPCG(w.seed^0x6a09e667f3bcc908, uint64(i)))
	f := &firm{trade: w.pickTrade(), status: "存续"}
	w.identity(f, i)
	w.place(f)
	w.name(f)
	w.figures(f)
	w.tell(f)
	return f
}

func (w *maker) pickTrade() trade {
	n := w.rng.IntN(w.total)
	for i, limit := range w.table {
		if n < limit {
			return trades[i]
		}
	}
	return trades[0]
}

// chance is true in percent of the cases.
func (w *maker) chance(percent float64) bool { return w.rng.Float64()*100 < percent }

// around returns a number whose logarithm is normal around the median's.
func (w *maker) around(median, spread float64) float64 {
	return median * math.Exp(w.rng.NormFloat64()*spread)
}

func (w *maker) between(lo, hi float64) float64 { return lo + w.rng.Float64()*(hi-lo) }

func (w *maker) pick(words string) string {
	list := strings.Fields(words)
	return list[w.rng.IntN(len(list))]
}

// identity gives the legal form, the code, the day of registration, the capital
// and the status. Running numbers are scattered so that neighbours in the file
// are not neighbours by code; 7919 and 10⁷ have no common factor, so none recurs.
func (w *maker) identity(f *firm, i int) {
	kind := uscc.KindEnterprise
	switch {
	case w.chance(float64(f.trade.selfRun)):
		f.kind, kind = typeSelfRun, uscc.KindSelfRun
	case f.trade.code[0] == 'A' && w.chance(55):
		f.kind, kind = typeCooperative, uscc.KindCooperative
	case f.trade.export > 10 && w.chance(5):
		f.kind = typeForeign
	case w.chance(32):
		f.kind = typeSole
	default:
		f.kind = typeLimited
	}
	f.code = synthetic(kind, uint32((i*7919+104729)%10_000_000))
	years := math.Min(w.rng.ExpFloat64()*6, 31)
	f.registered = w.today.AddDays(-1 - int(years*365.25))
	switch {
	case w.chance(3.6):
		f.status = "注销"
	case w.chance(1.2):
		f.status = "吊销"
	}
	w.capitalise(f)
}

func synthetic(kind uscc.Kind, serial uint32) string {
	code, err := uscc.Synthetic(kind, DistrictCode, serial)
	if err != nil {
		panic(fmt.Sprintf("demo: constants make no code: %v", err))
	}
	return string(code)
}

func (w *maker) capitalise(f *firm) {
	steps := [...]int{10, 30, 50, 100, 100, 200, 200, 300, 500, 500, 1000, 2000, 5000}
	switch {
	case f.selfRun():
		f.capital = (1 + w.rng.IntN(10)) * 10_000
		f.capitalText = fmt.Sprintf("%d万元", f.capital/10_000)
	case f.kind == typeForeign:
		millions := 1 + w.rng.IntN(9)
		f.capital = millions * 7_000_000
		f.capitalText = fmt.Sprintf("%d(万美元)", millions*100)
	default:
		wan := steps[w.rng.IntN(len(steps))]
		f.capital = wan * 10_000
		f.capitalText = fmt.Sprintf("%d万人民币", wan)
		if w.chance(20) {
			f.capitalText = fmt.Sprintf("%d(万元人民币)", wan)
		}
	}
}

// place puts the enterprise into a grid; one in 25 has its seat in another
// district of the city. Factories and farms prefer the towns.
func (w *maker) place(f *firm) {
	if w.chance(4) {
		d := otherDistricts[w.rng.IntN(len(otherDistricts))]
		f.district, f.division = d.name, Wide(d.code)
		f.address = fmt.Sprintf("霁川市%s城东路%d号", d.name, 1+w.rng.IntN(300))
		return
	}
	s := w.pickStreet(f)
	i := w.rng.IntN(len(s.communityNames()))
	grid := 1 + w.rng.IntN(gridsOf(s))
	f.district, f.street = "望渚区", s.name
	f.division = fmt.Sprintf("%s%03d", s.communityCode(i), grid)
	f.address = fmt.Sprintf("霁川市望渚区%s%s%s%d号", s.name, s.communityLabel(i), w.pick(s.roads), 1+w.rng.IntN(320))
	if f.trade.code[0] == 'I' || f.trade.code[0] == 'M' || f.trade.code[0] == 'L' {
		f.address += fmt.Sprintf("%d室", 100*(1+w.rng.IntN(18))+1+w.rng.IntN(20))
	}
}

func (w *maker) pickStreet(f *firm) street {
	rural := f.trade.manufacturing() || f.trade.code[0] == 'A'
	if rural && w.chance(55) {
		return streets[6+w.rng.IntN(2)]
	}
	if f.trade.code[0] == 'I' && w.chance(45) {
		return streets[3]
	}
	n := w.rng.IntN(1000)
	for _, s := range streets {
		if n -= s.weight; n < 0 {
			return s
		}
	}
	return streets[0]
}

// name puts a place of the demo city before a made-up brand and a trade. A name
// that is taken gets a longer brand.
func (w *maker) name(f *firm) {
	head, tail := []rune(brandHead), []rune(brandTail)
	brand := string(head[w.rng.IntN(len(head))]) + string(tail[w.rng.IntN(len(tail))])
	word := w.pick(f.trade.words)
	for {
		switch {
		case f.selfRun() && f.street != "":
			f.name = "望渚区" + f.street + brand + word
		case f.selfRun():
			f.name = "霁川市" + f.district + brand + word
		case f.kind == typeCooperative:
			f.name = "霁川" + brand + word + "专业合作社"
		case w.rng.IntN(4) == 0:
			f.name = "霁川市" + brand + word + "有限公司"
		case w.rng.IntN(5) == 0:
			f.name = "霁川望渚" + brand + word + "有限公司"
		default:
			f.name = "霁川" + brand + word + "有限公司"
		}
		if !w.names[f.name] {
			w.names[f.name] = true
			return
		}
		brand += string(tail[w.rng.IntN(len(tail))])
	}
}
