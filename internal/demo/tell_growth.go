package demo

import "github.com/yikou/yikou/internal/standard/civil"

// science tells research, patents and what the science office has recognised.
func (w *maker) science(t teller) {
	f := t.f
	if !f.tech {
		return
	}
	switch {
	case w.chance(56):
		t.number("rd_expense", 0, f.rd[0], fromTax, byDepartment)
	case w.chance(45):
		t.number("rd_expense", 0, f.rd[0], fromFirm, byFirm)
	}
	if f.rd[1] > 0 && w.chance(82) {
		t.number("rd_expense", 1, f.rd[1], fromTax, byDepartment)
	}
	if w.chance(72) {
		t.number("rd_staff", 0, min(f.staff[0], 1+int(float64(f.staff[0])*w.between(0.1, 0.5))), fromFirm, byFirm)
	}
	patents := int(w.rng.ExpFloat64() * float64(f.rd[0]) / 210_000)
	if w.chance(95) {
		t.number("patents", 0, patents, fromMarket, byDepartment)
	}
	if w.chance(80) {
		bought := 0
		if w.chance(15) {
			bought = hundreds(w.around(900_000, 0.9))
		}
		t.number("tech_contract", 0, bought, fromScience, byDepartment)
	}
	if patents > 3 && w.chance(12) {
		t.yes("pledge_registered", fromMarket)
		if w.chance(70) {
			t.number("pledge_interest", 0, hundreds(w.around(130_000, 0.6)), fromBank, byDepartment)
		}
	}
	if w.chance(85) {
		led := 0
		if patents > 2 {
			led = w.some(7, 2)
		}
		t.number("standards_led", 0, led, fromMarket, byDepartment)
	}
	w.ladder(t, patents)
}

// ladder climbs from a listed small technology firm to a unicorn.
func (w *maker) ladder(t teller, patents int) {
	f := t.f
	t.scienceQualification(w, "tech_sme", 58, 1)
	share := float64(f.rd[0]) / float64(max(1, f.revenue[0]))
	old := f.registered.AddYears(1).Before(t.day(1, 1, 1))
	high := old && share >= 0.035 && patents > 0 && w.chance(78)
	if high {
		since := w.recognised(t, 6)
		t.mark("high_tech_since", since.String(), fromScience, byDepartment)
		from := since
		for from.AddYears(3).Before(w.today) {
			from = from.AddYears(3)
		}
		t.qualify("high_tech", from, 3, fromScience)
	}
	big := f.revenue[0] >= 10_000_000
	if big && w.chance(46) {
		t.qualify("innovative_sme", w.recognised(t, 3), 3, fromMII)
	}
	if high && big && w.chance(56) {
		t.qualify("srdi", w.recognised(t, 3), 3, fromMII)
		w.loan(t, 60)
		if f.revenue[0] > 35_000_000 && w.chance(30) {
			t.qualify("srdi_giant", w.recognised(t, 3), 3, fromMII)
		}
		if f.revenue[0] > 70_000_000 && w.chance(35) {
			t.qualify("single_champion", w.recognised(t, 3), 3, fromMII)
		}
	}
	if high && f.revenue[1] > 0 && float64(f.revenue[0]) > 1.25*float64(f.revenue[1]) && w.chance(60) {
		t.qualify("gazelle", w.recognised(t, 3), 3, fromScience)
	}
	if high && f.revenue[0] > 60_000_000 && w.chance(14) {
		t.qualify("quasi_unicorn", w.recognised(t, 2), 3, fromScience)
	}
	if big && w.chance(9) {
		t.qualify("rd_center", w.recognised(t, 3), 3, fromScience)
	}
	if high && w.chance(7) {
		t.qualify("engineering_center", w.recognised(t, 3), 3, fromScience)
	}
}

// scienceQualification tells a qualification that is renewed each year.
func (t teller) scienceQualification(w *maker, value string, percent float64, years int) {
	if w.chance(percent) {
		t.qualify(value, t.last(1+w.rng.IntN(8), 15), years, fromScience)
	}
}

// recognised returns a day of recognition within the last years, after the
// enterprise was registered and before the story.
func (w *maker) recognised(t teller, years int) civil.Date {
	d := t.day(w.rng.IntN(years), 1+w.rng.IntN(10), 20)
	if first := t.f.registered.AddMonths(14); d.Before(first) {
		d = first
	}
	if d.After(w.today) {
		d = w.today.AddDays(-30)
	}
	return d
}

// loan tells the interest on bank loans of last year.
func (w *maker) loan(t teller, percent float64) {
	if w.chance(percent) {
		t.number("loan_interest", 0, hundreds(w.around(float64(t.f.revenue[0])*0.006, 0.5)+3000), fromBank, byDepartment)
	}
}

// industry tells what the industry office knows of factories.
func (w *maker) industry(t teller) {
	f := t.f
	if !f.trade.manufacturing() {
		return
	}
	above := w.aboveScale(f, 0)
	if above || f.revenue[0] >= 5_000_000 && w.chance(30) {
		invested := 0
		if w.chance(38) {
			invested = hundreds(w.around(float64(f.revenue[0])*0.09, 0.8))
		}
		t.number("equipment_investment", 0, invested, fromStats, byDepartment)
	}
	if w.chance(64) {
		t.mark("digital_level", string([]byte{'1' + byte(w.level())}), fromMII, byStaff)
	} else if w.chance(12) {
		t.mark("digital_level", "1", "模型推断", byInference)
	}
	if w.chance(33) {
		t.number("cloud_fee", 0, hundreds(w.around(36_000, 0.8)), fromFirm, byFirm)
	}
	if above && w.chance(40) {
		t.number("energy_saving", 0, w.some(55, 1400), fromMII, byStaff)
	}
	if above {
		w.plants(t)
	}
	if f.tech && f.revenue[0] > 8_000_000 && w.chance(9) {
		t.qualify("first_set", w.recognised(t, 2), 2, fromMII)
		if w.chance(75) {
			t.number("first_set_sales", 0, hundreds(w.around(3_600_000, 0.7)), fromFirm, byFirm)
		}
		if w.chance(60) {
			t.number("first_set_premium", 0, hundreds(w.around(90_000, 0.6)), fromBank, byDepartment)
		}
	}
}

func (w *maker) level() int {
	for i, limit := range [...]float64{52, 82, 96} {
		if w.rng.Float64()*100 < limit {
			return i
		}
	}
	return 3
}

// plants tells the titles of factories above the statistical line.
func (w *maker) plants(t teller) {
	if w.chance(7) {
		t.qualify("green_factory", w.recognised(t, 3), 3, fromMII)
	}
	if w.chance(7) {
		t.qualify("smart_factory", w.recognised(t, 3), 3, fromMII)
	}
	if w.chance(10) {
		t.qualify("clean_production", w.recognised(t, 3), 5, "生态环境部门")
	}
}
