package demo

import "math"

// tell turns the truth about a firm into facts: what each source happens to
// know, with gaps at believable rates.
func (w *maker) tell(f *firm) {
	t := teller{f, w.today}
	t.mark("division", f.division, fromGrid, byDepartment)
	w.credit(t)
	if !f.traded(w, 0) {
		w.young(t)
		return
	}
	if f.selfRun() {
		w.tellSelfRun(t)
		return
	}
	w.books(t)
	w.people(t)
	w.young(t)
	w.science(t)
	w.industry(t)
	w.commerce(t)
	w.money(t)
	w.special(t)
}

// credit tells breaches of trust. The credit platform is complete for the keys
// of Closed, so what is not told is not so.
func (w *maker) credit(t teller) {
	if w.chance(0.9) {
		t.yes("dishonest", fromCredit)
	}
	if w.chance(3.2) {
		t.yes("abnormal", fromMarket)
	}
	if w.chance(1.8) {
		t.yes("penalty", fromCredit)
	}
}

func (w *maker) tellSelfRun(t teller) {
	f := t.f
	if w.chance(55) {
		t.number("staff", 0, f.staff[0], fromReport, byFirm)
	}
	if w.chance(38) {
		t.number("revenue", 0, f.revenue[0], fromTax, byDepartment)
	}
	if f.insured[0] > 0 && w.chance(30) {
		t.yes("insured_employer", fromLabour)
		t.number("insured_staff", 0, f.insured[0], fromLabour, byDepartment)
	}
	if w.chance(34) {
		t.number("utility_paid", 0, hundreds(w.around(9_000, 0.6)), fromFirm, byFirm)
	}
	if w.chance(2) {
		t.number("staff", 0, f.staff[0]+1, fromVisit, byStaff)
	}
}

// books tells what the tax office, the statistics office and the annual report
// know of a company.
func (w *maker) books(t teller) {
	f := t.f
	scale := w.aboveScale(f, 0)
	switch {
	case scale:
		t.number("staff", 0, f.staff[0], fromStats, byDepartment)
		t.number("assets", 0, f.assets, fromStats, byDepartment)
	default:
		if w.chance(88) {
			t.number("staff", 0, f.staff[0], fromReport, byFirm)
		}
		if w.chance(72) {
			t.number("assets", 0, f.assets, fromReport, byFirm)
		}
	}
	for back := range 2 {
		if !f.traded(w, back) {
			break
		}
		if w.chance(95) {
			t.number("revenue", back, f.revenue[back], fromTax, byDepartment)
		}
		if w.chance(95) {
			t.number("tax_paid", back, f.tax[back], fromTax, byDepartment)
		}
	}
	if w.chance(6) {
		t.number("revenue", 0, hundreds(float64(f.revenue[0])*w.between(0.9, 1.1)), fromFirm, byFirm)
	}
	if f.revenue[0] >= 5_000_000 || w.chance(25) {
		t.yes("general_taxpayer", fromTax)
	}
	if scale {
		w.scale(t)
	}
}

// scaleFloor is the revenue from which the statistics office reports on an
// enterprise by itself, in yuan; 0 for trades that have no such line.
func scaleFloor(industry string) int {
	switch industry[0] {
	case 'C':
		return 20_000_000
	case 'F':
		if industry[:3] == "F51" {
			return 20_000_000
		}
		return 5_000_000
	case 'H':
		return 2_000_000
	case 'G', 'I':
		return 20_000_000
	case 'L', 'M', 'N', 'R':
		return 10_000_000
	case 'O', 'P', 'Q':
		return 5_000_000
	}
	return 0
}

func (w *maker) aboveScale(f *firm, back int) bool {
	floor := scaleFloor(f.trade.code)
	return floor > 0 && f.revenue[back] >= floor
}

// scale tells since when the enterprise is above the line: those that crossed it
// last year were taken in within the last twelve months.
func (w *maker) scale(t teller) {
	f := t.f
	since := t.day(0, 2, 1)
	if w.aboveScale(f, 1) || !f.traded(w, 1) && w.chance(50) {
		since = t.day(2+w.rng.IntN(6), 2, 1)
		if floor := f.registered.AddMonths(10); since.Before(floor) {
			since = floor
		}
	}
	if since.After(w.today) {
		return
	}
	t.mark("above_scale_on", since.String(), fromStats, byDepartment)
	t.qualify("above_scale", since, 0, fromStats)
}

// people tells insurance and hiring.
func (w *maker) people(t teller) {
	f := t.f
	if f.insured[0] > 0 {
		t.yes("insured_employer", fromLabour)
	}
	for back := range 2 {
		if w.chance(93) {
			t.number("insured_staff", back, f.insured[back], fromLabour, byDepartment)
		}
	}
	if n := f.insured[0]; n > 0 && w.chance(90) {
		t.number("unemployment_paid", 0, hundreds(float64(n)*w.between(310, 620)), fromLabour, byDepartment)
	}
	if f.insured[0] > 0 && w.chance(88) {
		hired := 0
		if w.chance(24) {
			hired = 1 + int(w.rng.ExpFloat64()*float64(f.insured[0])*0.05)
		}
		t.number("graduates_hired", 0, min(hired, f.insured[0]/2), fromLabour, byDepartment)
	}
	if f.insured[0] >= 5 && w.chance(90) {
		t.number("veterans_hired", 0, w.some(4, 3), fromTax, byDepartment)
	}
	if f.insured[0] >= 30 && w.chance(92) {
		share := 0.0
		if w.chance(58) {
			share = w.around(0.014, 0.5)
		}
		t.number("disabled_staff", 0, int(math.Round(float64(f.insured[0])*share)), "残联", byDepartment)
	}
	if f.insured[0] >= 20 && w.chance(45) {
		t.number("apprentices", 0, w.some(22, f.insured[0]/10), fromFirm, byFirm)
	}
	if f.insured[0] >= 10 && w.chance(0.9) {
		t.qualify("mother_post_base", t.day(1, 5, 10), 3, fromLabour)
		if w.chance(85) {
			t.number("mother_posts", 0, 1+w.rng.IntN(9), fromLabour, byDepartment)
		}
	}
	if f.insured[0] >= 15 && w.chance(2) {
		t.qualify("training_base", t.day(1+w.rng.IntN(2), 6, 30), 3, fromLabour)
		if w.chance(80) {
			t.number("interns", 0, 1+w.rng.IntN(16), fromFirm, byFirm)
		}
	}
}

// some is 0 in most cases, otherwise 1 to top, in percent of the cases.
func (w *maker) some(percent float64, top int) int {
	if top < 1 || !w.chance(percent) {
		return 0
	}
	return 1 + w.rng.IntN(top)
}

// young tells what concerns new enterprises.
func (w *maker) young(t teller) {
	f := t.f
	if f.selfRun() || !f.active() {
		return
	}
	age := f.registered.AddYears(3)
	if age.After(w.today) && (f.tech || f.trade.tech >= 10) && w.chance(34) {
		t.yes("in_incubator", fromScience)
		if f.traded(w, 0) && w.chance(55) {
			t.number("rent_paid", 0, hundreds(w.around(52_000, 0.5)), fromFirm, byFirm)
		}
	}
	if f.registered.Year() == w.year && w.chance(30) {
		t.yes("general_taxpayer", fromTax)
	}
	if f.registered.AddYears(2).After(w.today) && f.trade.selfRun >= 20 && w.chance(9) {
		t.yes("converted", fromMarket)
		t.mark("converted_on", f.registered.String(), fromMarket, byDepartment)
	}
}
