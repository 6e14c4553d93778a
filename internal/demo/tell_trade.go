package demo

import "strconv"

// commerce tells trade at home and abroad, transport and farming.
func (w *maker) commerce(t teller) {
	f := t.f
	w.foreign(t)
	switch code := f.trade.code; {
	case code == "F5292" || code == "F5193":
		if w.chance(70) {
			t.number("online_sales", 0, hundreds(float64(f.revenue[0])*w.between(0.6, 1)), fromTrade, byDepartment)
		}
	case code[:3] == "G54":
		w.logistics(t)
	case code == "G5990":
		w.logistics(t)
	case code == "H6110":
		if w.chance(40) {
			stars := 3 + w.rng.IntN(3)
			t.mark("hotel_stars", strconv.Itoa(stars), "文旅部门", byDepartment)
			t.qualify("star_hotel", w.recognised(t, 4), 5, "文旅部门")
		}
	case code[0] == 'E':
		if f.revenue[0] > 20_000_000 && w.chance(14) {
			since := w.recognised(t, 5)
			t.qualify("construction_grade1", since, 5, "住建部门")
			t.mark("construction_grade1_on", since.String(), "住建部门", byDepartment)
		}
	case code[0] == 'A':
		w.farm(t)
	}
	if food := f.trade.code; (food == "C1411" || food == "H6210" || food == "C2740") && w.chance(7) {
		t.qualify("time_honoured", w.recognised(t, 6), 0, fromTrade)
	}
}

func (w *maker) foreign(t teller) {
	f := t.f
	if f.exports[0] == 0 {
		return
	}
	t.yes("trade_registered", fromTrade)
	for back := range 2 {
		if f.traded(w, back) && w.chance(96) {
			t.number("export", back, f.exports[back], fromTrade, byDepartment)
		}
	}
	if w.chance(48) {
		t.number("export_premium", 0, hundreds(float64(f.exports[0])*w.between(0.002, 0.006)), fromTrade, byDepartment)
	}
	if w.chance(30) {
		t.number("booth_fee", 0, hundreds(w.around(38_000, 0.6)), fromFirm, byFirm)
	}
	if w.chance(14) {
		t.qualify("crossborder_filed", w.recognised(t, 3), 0, fromTrade)
		if w.chance(80) {
			t.number("crossborder_sales", 0, hundreds(float64(f.exports[0])*w.between(0.1, 0.9)), fromTrade, byDepartment)
		}
	}
}

func (w *maker) logistics(t teller) {
	if t.f.revenue[0] > 4_000_000 && w.chance(16) {
		t.mark("logistics_grade", strconv.Itoa(2+w.rng.IntN(4)), "交通部门", byDepartment)
		t.qualify("logistics_a", w.recognised(t, 3), 3, "交通部门")
	}
}

func (w *maker) farm(t teller) {
	if t.f.kind == typeCooperative && w.chance(14) {
		t.qualify("model_cooperative", w.recognised(t, 3), 0, "农业农村部门")
	}
	if t.f.kind != typeCooperative && t.f.revenue[0] > 1_500_000 && w.chance(24) {
		t.qualify("leading_farm", w.recognised(t, 3), 2, "农业农村部门")
	}
	if w.chance(12) {
		t.qualify("organic", w.recognised(t, 1), 1, fromMarket)
	}
}

// money tells loans, guarantees and listings.
func (w *maker) money(t teller) {
	f := t.f
	if w.chance(3.5) {
		t.yes("first_loan", fromBank)
		w.loan(t, 72)
	}
	if w.chance(2.2) {
		t.yes("guaranteed_loan", fromBank)
		if w.chance(75) {
			t.number("guarantee_fee", 0, hundreds(w.around(26_000, 0.6)), fromBank, byDepartment)
		}
	}
	if f.revenue[0] > 40_000_000 && f.tech && w.chance(30) {
		t.qualify("listing_reserve", w.recognised(t, 3), 3, fromBank)
	}
	if f.revenue[0] > 80_000_000 && f.tech && w.chance(22) {
		t.qualify("listing_reserve", w.recognised(t, 2), 3, fromBank)
		stage := w.rng.IntN(3)
		t.mark("listing_stage", strconv.Itoa(stage), fromBank, byDepartment)
		if stage == 2 {
			t.yes("listed", fromBank)
		}
	}
	if f.tax[0] > 3_000_000 && w.chance(16) {
		t.qualify("headquarters", w.recognised(t, 3), 3, "发改部门")
	}
}

// special tells what only few enterprises have.
func (w *maker) special(t teller) {
	f := t.f
	if (f.trade.code == "Q8514" || f.trade.code == "P8391") && w.chance(18) {
		t.qualify("childcare_filed", w.recognised(t, 3), 0, "卫健部门")
		if w.chance(80) {
			t.mark("childcare_places", strconv.Itoa(20+w.rng.IntN(110)), "卫健部门", byDepartment)
		}
	}
	if f.tech && f.insured[0] >= 8 && w.chance(40) {
		t.number("talent_hired", 0, w.some(45, 4), fromFirm, byFirm)
	}
}
