package demo

import "math"

// figures gives the enterprise its size in the two years before the story, each
// number in keeping with the others: what was spent on research is less than
// what was earned, no more people are insured than employed.
func (w *maker) figures(f *firm) {
	if !f.traded(w, 0) {
		return
	}
	t := f.trade
	f.tech = !f.selfRun() && w.chance(float64(t.tech))
	staff, perHead := t.staff, t.perHead*1000
	if f.selfRun() {
		staff, perHead = math.Min(3, t.staff), math.Min(perHead, 260_000)
	}
	age := float64(w.year - f.registered.Year())
	people := w.around(staff, 0.95) * math.Min(1.6, 0.35+age*0.11)
	f.staff[0] = int(math.Max(1, math.Min(people, 4200)))
	income := float64(f.staff[0]) * w.around(perHead, 0.55)
	if f.registered.Year() == w.year-1 {
		income *= 0.4
	}
	growth := w.growth(age)
	f.revenue[0] = hundreds(income)
	f.assets = hundreds(w.around(income*0.95, 0.6))
	if f.traded(w, 1) {
		f.revenue[1] = hundreds(income / growth)
		f.staff[1] = int(math.Max(1, float64(f.staff[0])/math.Pow(growth, 0.6)))
	}
	for y := range 2 {
		f.tax[y] = hundreds(float64(f.revenue[y]) * w.between(0.006, 0.055))
		f.insured[y] = int(float64(f.staff[y]) * w.insuredShare(f))
	}
	w.research(f, growth)
	w.abroad(f, growth)
}

// growth is revenue of one year over that of the year before.
func (w *maker) growth(age float64) float64 {
	g := math.Exp(w.rng.NormFloat64()*0.16 + 0.03)
	if age <= 5 {
		g *= math.Exp(math.Abs(w.rng.NormFloat64()) * 0.2)
	}
	if w.chance(5) {
		g *= w.between(1.3, 2.2)
	}
	return g
}

func (w *maker) insuredShare(f *firm) float64 {
	if f.selfRun() {
		return w.between(0, 0.5)
	}
	return w.between(0.62, 1)
}

func (w *maker) research(f *firm, growth float64) {
	if !f.tech {
		return
	}
	share := math.Min(0.45, w.around(0.058, 0.55))
	f.rd[0] = hundreds(float64(f.revenue[0]) * share)
	f.rd[1] = hundreds(math.Min(float64(f.rd[0])/math.Pow(growth, 0.7)*w.between(0.75, 1.1), float64(f.revenue[1])*0.5))
}

func (w *maker) abroad(f *firm, growth float64) {
	if f.selfRun() || !w.chance(float64(f.trade.export)) {
		return
	}
	share := w.between(0.05, 0.85)
	f.exports[0] = hundreds(float64(f.revenue[0]) * share)
	f.exports[1] = hundreds(math.Min(float64(f.revenue[1]), float64(f.exports[0])/growth*w.between(0.8, 1.15)))
}

// hundreds rounds an amount to full hundreds of yuan.
func hundreds(yuan float64) int { return int(math.Round(yuan/100)) * 100 }
