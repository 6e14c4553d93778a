package demo

import (
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

func dateAt(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// showcase is an enterprise made by hand for a story that can be walked through.
type showcase struct {
	firm  *firm
	story string
}

// Codes of the showcase enterprises, for journeys and documents; their check
// characters are right.
const (
	// ShowcaseHighTech lacks last year's rd_expense for wz-rd-subsidy and is
	// eligible once it is supplied (5 % of 23,600,000 yuan or more).
	ShowcaseHighTech = "91390102900000110U"
	// ShowcaseStartUp is two and a half years old and growing fast.
	ShowcaseStartUp = "913901029000002920"
	// ShowcaseManufacturer is a 专精特新 manufacturer that exports.
	ShowcaseManufacturer = "91390102900000372K"
	// ShowcaseShop is an 个体工商户 of which only the basics are known.
	ShowcaseShop = "923901029000004524"
	// ShowcaseDishonest stands on the list of serious breaches of trust.
	ShowcaseDishonest = "91390102900000532T"
	// ShowcaseUnicorn was recognised as a unicorn this year.
	ShowcaseUnicorn = "91390102900000612E"
)

func showcases(today civil.Date) []showcase {
	return []showcase{
		{highTech(today), "高新技术企业：补上一项研发费用，研发投入补助即由“待补充”变为“符合”。"},
		{startUp(today), "成立两年多的初创企业：增长快，在孵，可享受创业类政策。"},
		{manufacturer(today), "专精特新制造企业：多项奖励可免申即享。"},
		{shop(today), "个体小吃店：只有登记信息，填两个数就能领小店补贴。"},
		{dishonest(today), "列入严重失信名单的商贸企业：看看结论为什么是不符合。"},
		{unicorn(today), "今年新认定的独角兽企业。"},
	}
}

// hand starts a showcase in the given grid, with a complete day-of-year record.
func hand(today civil.Date, f firm) (*firm, teller) {
	f.status, f.district = "存续", "望渚区"
	t := teller{&f, today}
	t.mark("division", f.division, fromGrid, byDepartment)
	return &f, t
}

func highTech(today civil.Date) *firm {
	f, t := hand(today, firm{
		code: ShowcaseHighTech, name: "霁川清澜传感技术有限公司", kind: typeLimited,
		trade: tradeOf("C4019"), registered: civil.Of(dateAt(today.Year()-8, 4, 12)),
		capital: 10_000_000, capitalText: "1000万人民币",
		street: "锦帆街道", division: "390102004003002",
		address: "霁川市望渚区锦帆街道科创社区科创三路66号3栋",
	})
	tellYears(t, [2]int{46, 41}, [2]int{23_600_000, 19_800_000}, [2]int{690_000, 575_000}, 15_200_000)
	t.number("rd_expense", 1, 1_210_000, fromTax, byDepartment)
	t.number("rd_staff", 0, 15, fromFirm, byFirm)
	t.number("patents", 0, 12, fromMarket, byDepartment)
	t.number("graduates_hired", 0, 4, fromLabour, byDepartment)
	t.number("veterans_hired", 0, 1, fromTax, byDepartment)
	t.number("disabled_staff", 0, 1, "残联", byDepartment)
	t.number("unemployment_paid", 0, 21_400, fromLabour, byDepartment)
	t.number("loan_interest", 0, 164_000, fromBank, byDepartment)
	t.number("equipment_investment", 0, 2_360_000, fromStats, byDepartment)
	t.mark("digital_level", "2", fromMII, byStaff)
	t.yes("general_taxpayer", fromTax)
	t.yes("pledge_registered", fromMarket)
	t.number("pledge_interest", 0, 96_000, fromBank, byDepartment)
	since := t.day(3, 11, 6)
	t.mark("high_tech_since", since.String(), fromScience, byDepartment)
	t.qualify("high_tech", since, 3, fromScience)
	t.qualify("high_tech", t.last(11, 5), 3, fromScience)
	t.qualify("tech_sme", t.last(4, 15), 1, fromScience)
	t.qualify("innovative_sme", t.day(1, 9, 20), 3, fromMII)
	t.qualify("above_scale", t.last(2, 1), 0, fromStats)
	t.mark("above_scale_on", t.last(2, 1).String(), fromStats, byDepartment)
	return f
}

// tellYears tells the figures that every well documented company has.
func tellYears(t teller, staff, revenue, tax [2]int, assets int) {
	t.yes("insured_employer", fromLabour)
	t.number("staff", 0, staff[0], fromStats, byDepartment)
	t.number("assets", 0, assets, fromReport, byFirm)
	for back := range 2 {
		if revenue[back] == 0 {
			continue
		}
		t.number("revenue", back, revenue[back], fromTax, byDepartment)
		t.number("tax_paid", back, tax[back], fromTax, byDepartment)
		t.number("insured_staff", back, staff[back], fromLabour, byDepartment)
	}
}

func startUp(today civil.Date) *firm {
	f, t := hand(today, firm{
		code: ShowcaseStartUp, name: "霁川拾穗数字科技有限公司", kind: typeSole,
		trade: tradeOf("I6513"), registered: today.AddMonths(-32),
		capital: 2_000_000, capitalText: "200万人民币",
		street: "锦帆街道", division: "390102004006001",
		address: "霁川市望渚区锦帆街道智谷社区科创一路18号507室",
	})
	tellYears(t, [2]int{14, 8}, [2]int{6_840_000, 2_910_000}, [2]int{132_000, 41_000}, 3_600_000)
	t.number("graduates_hired", 0, 3, fromLabour, byDepartment)
	t.number("veterans_hired", 0, 0, fromTax, byDepartment)
	t.number("unemployment_paid", 0, 6_300, fromLabour, byDepartment)
	t.number("rent_paid", 0, 84_000, fromFirm, byFirm)
	t.yes("in_incubator", fromScience)
	t.yes("general_taxpayer", fromTax)
	t.yes("first_loan", fromBank)
	t.qualify("tech_sme", t.last(5, 15), 1, fromScience)
	return f
}

func manufacturer(today civil.Date) *firm {
	f, t := hand(today, firm{
		code: ShowcaseManufacturer, name: "霁川恒砺精密制造有限公司", kind: typeLimited,
		trade: tradeOf("C3484"), registered: civil.Of(dateAt(today.Year()-15, 6, 3)),
		capital: 50_000_000, capitalText: "5000万人民币",
		street: "麦溪镇", division: "390102100203001",
		address: "霁川市望渚区麦溪镇前麦村工业二路9号",
	})
	tellYears(t, [2]int{238, 226}, [2]int{186_000_000, 161_000_000}, [2]int{6_420_000, 5_530_000}, 204_000_000)
	t.number("rd_expense", 0, 9_860_000, fromTax, byDepartment)
	t.number("rd_expense", 1, 7_940_000, fromTax, byDepartment)
	t.number("patents", 0, 37, fromMarket, byDepartment)
	t.number("graduates_hired", 0, 11, fromLabour, byDepartment)
	t.number("disabled_staff", 0, 5, "残联", byDepartment)
	t.number("unemployment_paid", 0, 118_000, fromLabour, byDepartment)
	t.number("loan_interest", 0, 1_030_000, fromBank, byDepartment)
	t.number("equipment_investment", 0, 21_500_000, fromStats, byDepartment)
	t.number("energy_saving", 0, 620, fromMII, byStaff)
	t.number("export", 0, 41_800_000, fromTrade, byDepartment)
	t.number("export", 1, 36_200_000, fromTrade, byDepartment)
	t.number("standards_led", 0, 1, fromMarket, byDepartment)
	t.mark("digital_level", "3", fromMII, byStaff)
	t.yes("general_taxpayer", fromTax)
	t.yes("trade_registered", fromTrade)
	t.mark("high_tech_since", t.day(7, 12, 1).String(), fromScience, byDepartment)
	t.qualify("high_tech", t.day(1, 11, 20), 3, fromScience)
	t.qualify("srdi", t.day(1, 12, 15), 3, fromMII)
	t.qualify("srdi_giant", t.last(8, 30), 3, fromMII)
	t.qualify("green_factory", t.last(6, 18), 3, fromMII)
	t.qualify("smart_factory", t.day(1, 10, 11), 3, fromMII)
	t.qualify("above_scale", t.day(9, 2, 1), 0, fromStats)
	t.mark("above_scale_on", t.day(9, 2, 1).String(), fromStats, byDepartment)
	return f
}

func shop(today civil.Date) *firm {
	f, _ := hand(today, firm{
		code: ShowcaseShop, name: "望渚区渚前街道巷口阿禾小吃店", kind: typeSelfRun,
		trade: tradeOf("H6291"), registered: today.AddMonths(-27),
		capital: 30_000, capitalText: "3万元",
		street: "渚前街道", division: "390102001003002",
		address: "霁川市望渚区渚前街道鼓楼社区鼓楼北路27号",
	})
	return f
}

func dishonest(today civil.Date) *firm {
	f, t := hand(today, firm{
		code: ShowcaseDishonest, name: "霁川驰澄商贸有限公司", kind: typeLimited,
		trade: tradeOf("F5165"), registered: civil.Of(dateAt(today.Year()-6, 10, 22)),
		capital: 5_000_000, capitalText: "500(万元人民币)",
		street: "荷桥街道", division: "390102002002001",
		address: "霁川市望渚区荷桥街道藕塘社区藕塘街112号",
	})
	tellYears(t, [2]int{12, 15}, [2]int{21_400_000, 24_900_000}, [2]int{310_000, 402_000}, 9_700_000)
	t.number("graduates_hired", 0, 2, fromLabour, byDepartment)
	t.number("unemployment_paid", 0, 5_100, fromLabour, byDepartment)
	t.yes("general_taxpayer", fromTax)
	t.yes("dishonest", fromCredit)
	t.yes("penalty", fromCredit)
	return f
}

func unicorn(today civil.Date) *firm {
	f, t := hand(today, firm{
		code: ShowcaseUnicorn, name: "霁川星桁智算科技有限公司", kind: typeForeign,
		trade: tradeOf("I6550"), registered: civil.Of(dateAt(today.Year()-6, 1, 9)),
		capital: 210_000_000, capitalText: "3000(万美元)",
		street: "锦帆街道", division: "390102004004003",
		address: "霁川市望渚区锦帆街道星港社区科创一路1号",
	})
	tellYears(t, [2]int{612, 430}, [2]int{934_000_000, 577_000_000}, [2]int{31_800_000, 18_200_000}, 1_620_000_000)
	t.number("rd_expense", 0, 171_000_000, fromTax, byDepartment)
	t.number("rd_expense", 1, 102_000_000, fromTax, byDepartment)
	t.number("patents", 0, 164, fromMarket, byDepartment)
	t.number("graduates_hired", 0, 58, fromLabour, byDepartment)
	t.number("disabled_staff", 0, 4, "残联", byDepartment)
	t.number("unemployment_paid", 0, 402_000, fromLabour, byDepartment)
	t.number("talent_hired", 0, 9, fromFirm, byFirm)
	t.yes("general_taxpayer", fromTax)
	t.qualify("listing_reserve", t.day(1, 3, 1), 3, fromBank)
	t.mark("listing_stage", "1", fromBank, byDepartment)
	t.mark("high_tech_since", t.day(4, 11, 30).String(), fromScience, byDepartment)
	t.qualify("high_tech", t.day(1, 11, 30), 3, fromScience)
	t.qualify("quasi_unicorn", t.day(2, 7, 12), 3, fromScience)
	t.qualify("unicorn", t.last(7, 8), 3, fromScience)
	t.qualify("headquarters", t.day(1, 9, 1), 3, "发改部门")
	t.qualify("above_scale", t.day(4, 2, 1), 0, fromStats)
	t.mark("above_scale_on", t.day(4, 2, 1).String(), fromStats, byDepartment)
	return f
}

func tradeOf(code string) trade {
	for _, t := range trades {
		if t.code == code {
			return t
		}
	}
	panic("demo: no trade with code " + code)
}
