package figure

import (
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Rate is one of the three rates (三率).
type Rate string

// The rates (北京市接诉即办工作条例 art. 32).
const (
	Response     Rate = "response"
	Resolution   Rate = "resolution"
	Satisfaction Rate = "satisfaction"
)

// Rates are all rates in the order they are shown, always together: nobody is
// measured by one of them alone.
var Rates = []Rate{Response, Resolution, Satisfaction}

var rateLabels = map[Rate]string{Response: "响应率", Resolution: "解决率", Satisfaction: "满意率"}

// Label returns the rate in Chinese.
func (r Rate) Label() string { return rateLabels[r] }

// Basis is the day by which a case belongs to a month.
type Basis string

// The bases.
const (
	ByReceived Basis = "received"
	ByClosed   Basis = "closed"
)

// Rule says which cases a rate counts.
type Rule struct {
	By Basis `json:"by"`
	// Kinds are those that count, none for all.
	Kinds []appeal.Kind `json:"kinds,omitempty"`
	// Without are the closings that do not count.
	Without []appeal.Closing `json:"without,omitempty"`
	// LeastGrade is the lowest grade that is satisfied, of Satisfaction only.
	LeastGrade int `json:"least_grade,omitempty"`
	// Weight is in percent.
	Weight int `json:"weight"`
}

// Definition is what the rates mean from a day on.
type Definition struct {
	Version int
	InForce civil.Date
	Source  string
	Rules   map[Rate]Rule
	// Exclusions are for which reasons a single case may be left out.
	Exclusions exclusion.Rules
}

// Valid reports whether a definition speaks of every rate and its weights are whole.
func (d Definition) Valid() bool {
	weight := 0
	for _, rate := range Rates {
		r, ok := d.Rules[rate]
		if !ok || r.By != ByReceived && r.By != ByClosed || r.Weight < 0 {
			return false
		}
		weight += r.Weight
	}
	return weight == 100
}

// InForceOn returns the definition that counts on a day: the highest version in
// force then.
func InForceOn(list []Definition, day civil.Date) (found Definition, ok bool) {
	for _, d := range list {
		if !day.Before(d.InForce) && (!ok || d.Version > found.Version) {
			found, ok = d, true
		}
	}
	return found, ok
}
