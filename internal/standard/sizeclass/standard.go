package sizeclass

import (
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/industry"
)

// Limit is the lower limits of one indicator: persons, or yuan.
type Limit struct {
	Indicator            Indicator
	Large, Medium, Small float64
}

// Rule gives the limits of one industry group of a regulation.
type Rule struct {
	Group  string
	Codes  []string // branches of GB/T 4754-2017, with the section letter
	Limits []Limit  // one or two
}

// Standard is a regulation with its limits, in force from a day on.
type Standard struct {
	Source string
	From   civil.Date
	Rules  []Rule
}

// Set is a list of regulations by the day from which they are in force, oldest
// first; each replaces the one before.
type Set []Standard

const (
	persons = 1
	wan     = 10_000 // the regulation states revenue and assets in 万元
)

// Standards returns the regulations that the product knows; the caller must not
// change them. Before 2011-06-18 it knows none.
func Standards() Set { return loadStandards() }

var loadStandards = sync.OnceValue(func() Set { return Set{standard2011()} })

func limit(i Indicator, large, medium, small float64) Limit {
	unit := float64(wan)
	if i == Staff {
		unit = persons
	}
	return Limit{Indicator: i, Large: large * unit, Medium: medium * unit, Small: small * unit}
}

// standard2011 is 中小企业划型标准规定 (工信部联企业〔2011〕300号), article 4;
// the composition of its industry groups is that of 统计上大中小微型企业划分办法
// (2017), 国统字〔2017〕213号, note 2.
func standard2011() Standard {
	from, _ := civil.New(2011, 6, 18)
	return Standard{
		Source: "工信部联企业〔2011〕300号",
		From:   from,
		Rules: []Rule{
			{"农、林、牧、渔业", []string{"A"}, []Limit{limit(Revenue, 20000, 500, 50)}},
			{"工业", []string{"B", "C", "D"}, []Limit{limit(Staff, 1000, 300, 20), limit(Revenue, 40000, 2000, 300)}},
			{"建筑业", []string{"E"}, []Limit{limit(Revenue, 80000, 6000, 300), limit(Assets, 80000, 5000, 300)}},
			{"批发业", []string{"F51"}, []Limit{limit(Staff, 200, 20, 5), limit(Revenue, 40000, 5000, 1000)}},
			{"零售业", []string{"F52"}, []Limit{limit(Staff, 300, 50, 10), limit(Revenue, 20000, 500, 100)}},
			{"交通运输业", []string{"G54", "G55", "G56", "G57", "G58", "G591"}, []Limit{limit(Staff, 1000, 300, 20), limit(Revenue, 30000, 3000, 200)}},
			{"仓储业", []string{"G592", "G593", "G594", "G595", "G596", "G599"}, []Limit{limit(Staff, 200, 100, 20), limit(Revenue, 30000, 1000, 100)}},
			{"邮政业", []string{"G60"}, []Limit{limit(Staff, 1000, 300, 20), limit(Revenue, 30000, 2000, 100)}},
			{"住宿业", []string{"H61"}, []Limit{limit(Staff, 300, 100, 10), limit(Revenue, 10000, 2000, 100)}},
			{"餐饮业", []string{"H62"}, []Limit{limit(Staff, 300, 100, 10), limit(Revenue, 10000, 2000, 100)}},
			{"信息传输业", []string{"I63", "I64"}, []Limit{limit(Staff, 2000, 100, 10), limit(Revenue, 100000, 1000, 100)}},
			{"软件和信息技术服务业", []string{"I65"}, []Limit{limit(Staff, 300, 100, 10), limit(Revenue, 10000, 1000, 50)}},
			{"房地产开发经营", []string{"K701"}, []Limit{limit(Revenue, 200000, 1000, 100), limit(Assets, 10000, 5000, 2000)}},
			{"物业管理", []string{"K702"}, []Limit{limit(Staff, 1000, 300, 100), limit(Revenue, 5000, 1000, 500)}},
			{"租赁和商务服务业", []string{"L"}, []Limit{limit(Staff, 300, 100, 10), limit(Assets, 120000, 8000, 100)}},
			// Article 3 ends its list of other industries with 等: it is open. The
			// statistical method of 2017 leaves education, health and own real
			// estate out because it does not count them, not because they have no
			// size. Railways and finance are excepted by name.
			{"其他未列明行业", []string{"K703", "K704", "K709", "M", "N", "O", "P", "Q", "R"}, []Limit{limit(Staff, 300, 100, 10)}},
		},
	}
}

// On returns the regulation in force on that day; false when none was.
func (s Set) On(day civil.Date) (Standard, bool) {
	for _, st := range slices.Backward(s) {
		if !day.Before(st.From) {
			return st, true
		}
	}
	return Standard{}, false
}

// Rule returns the rule for an industry code; otherwise UnknownIndustry,
// CoarseIndustry or NotCovered.
func (s Standard) Rule(code string) (Rule, Reason) {
	code, ok := industry.Normalize(code)
	if !ok {
		return Rule{}, UnknownIndustry
	}
	coarse := false
	for _, r := range s.Rules {
		for _, branch := range r.Codes {
			if strings.HasPrefix(code, branch) {
				return r, ""
			}
			coarse = coarse || strings.HasPrefix(branch, code)
		}
	}
	if coarse {
		return Rule{}, CoarseIndustry
	}
	return Rule{}, NotCovered
}

// Derive is the function Derive over these regulations.
func (s Set) Derive(code string, in Indicators, on civil.Date) Result {
	st, ok := s.On(on)
	if !ok {
		return Result{Reason: NoStandard}
	}
	res := Result{Source: st.Source}
	rule, why := st.Rule(code)
	if why != "" {
		res.Reason = why
		return res
	}
	res.Group = rule.Group
	for _, l := range rule.Limits {
		res.Needs = append(res.Needs, l.Indicator)
		if f := in.of(l.Indicator); !f.Known || math.IsNaN(f.Value) {
			res.Missing = append(res.Missing, l.Indicator)
		}
	}
	if len(res.Missing) > 0 {
		res.Reason = MissingFigures
		return res
	}
	res.Class = rule.Class(in)
	return res
}

// Class returns the class of figures that are all known: the highest class whose
// lower limits they all reach.
func (r Rule) Class(in Indicators) Class {
	reach := func(lower func(Limit) float64) bool {
		for _, l := range r.Limits {
			if in.of(l.Indicator).Value < lower(l) {
				return false
			}
		}
		return true
	}
	switch {
	case reach(func(l Limit) float64 { return l.Large }):
		return Large
	case reach(func(l Limit) float64 { return l.Medium }):
		return Medium
	case reach(func(l Limit) float64 { return l.Small }):
		return Small
	}
	return Micro
}
