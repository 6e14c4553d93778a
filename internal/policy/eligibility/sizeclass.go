package eligibility

import (
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

const sizeClassKey = "size_class"

// Derivation is a size class that no fact states but that follows from others.
type Derivation struct {
	// Class is large, medium, small or micro.
	Class string
	// Source names the regulation.
	Source string
	// From are the facts it follows from: the industry, then the figures.
	From []*Fact
}

// derive works the size class out from the industry and the figures of the year
// before the day's, of at least tier min (工信部联企业〔2011〕300号). nil where one
// that the industry's limits ask for is not known.
func derive(e *Enterprise, day civil.Date, min Tier) *Derivation {
	code := e.Strongest("industry", "", min)
	if code == nil || code.Value.Kind != Text {
		return nil
	}
	year := YearsBack(1).At(day)
	figures := map[sizeclass.Indicator]*Fact{}
	figure := func(key sizeclass.Indicator) sizeclass.Figure {
		f := e.Strongest(string(key), year, min)
		if f == nil || f.Value.Kind != Number {
			return sizeclass.Figure{}
		}
		figures[key] = f
		return sizeclass.Of(f.Value.Num)
	}
	result := sizeclass.Derive(code.Value.Text, sizeclass.Indicators{
		Staff: figure(sizeclass.Staff), Revenue: figure(sizeclass.Revenue), Assets: figure(sizeclass.Assets),
	}, day)
	if result.Class == "" {
		return nil
	}
	d := &Derivation{Class: string(result.Class), Source: result.Source, From: []*Fact{code}}
	for _, needed := range result.Needs {
		d.From = append(d.From, figures[needed])
	}
	return d
}
