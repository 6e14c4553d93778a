package reader

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/policy/drafting/gazetteer"
	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/trade"
)

// Key is one key of the instance's fact dictionary.
type Key struct {
	Key, Label, Unit string
	// Number, Bool and Choice say what it holds; a key that is none of them is not
	// read by its label.
	Number, Bool bool
	Periodic     bool
	// Choices are the values of an enumeration by their labels.
	Choices []Choice
}

// Choice is one value of an enumeration or one qualification.
type Choice struct{ Value, Label string }

// Vocabulary is what an instance knows and a text may name. It never changes once
// made and serves any number of readers.
type Vocabulary struct {
	keys           map[string]Key
	figures        []ownFigure
	flags          []Key
	choices        []Key
	qualifications []qualificationWord
	places         gazetteer.Gazetteer
	industries     []trade.Word
}

// ownFigure is a figure of the instance's own with the label it is known by.
type ownFigure struct {
	label  string
	metric metric
}

// NewVocabulary prepares what an instance knows. home is the division that 本市
// and 本区 speak of, empty where none is known. Keys that every instance knows are
// read by the tables of this package and need no label here; of the others those
// with a label of two characters or more are read by it.
func NewVocabulary(keys []Key, qualifications []Choice, divisions gazetteer.Divisions, home string) *Vocabulary {
	v := &Vocabulary{keys: map[string]Key{}, places: gazetteer.New(divisions, home), industries: trade.Words()}
	for _, k := range keys {
		v.keys[k.Key] = k
		label := prose.NewPage(k.Label).S
		if builtIn(k.Key) || utf8.RuneCountInString(label) < 2 {
			continue
		}
		k.Label = label
		switch {
		case k.Number:
			v.figures = append(v.figures, ownFigure{label, metric{fact: k.Key, Class: classOf(k.Unit), Kind: KindOther, yearly: k.Periodic, scale: scaleOf(k.Unit)}})
		case k.Bool:
			v.flags = append(v.flags, k)
		case len(k.Choices) > 0:
			v.choices = append(v.choices, k)
		}
	}
	v.qualifications = qualificationWords(qualifications)
	return v
}

// classOf returns what a unit of the fact dictionary counts.
func classOf(unit string) prose.Class {
	switch {
	case strings.HasSuffix(unit, "元"):
		return prose.Money
	case unit == "人" || unit == "名":
		return prose.People
	case unit == "%":
		return prose.Percent
	case unit == "":
		return prose.Other
	default:
		return prose.Pieces
	}
}

// scaleOf returns how many yuan one of an own fact's unit is.
func scaleOf(name string) float64 {
	if _, times, size := prose.UnitOf(name); size == len(name) && size > 0 && classOf(name) != prose.Percent {
		return times
	}
	return 1
}

// builtIn reports whether every instance knows the key.
func builtIn(key string) bool {
	return slices.Contains([]string{
		"division", "industry", "registered", "capital", "status", "size_class", "type", "staff", "revenue", "assets", "tax_paid",
		"rd_expense", "rd_staff", "export", "graduates_hired", "insured_staff", "patents", "qualification", "listed", "dishonest",
		"abnormal", "penalty",
	}, key)
}
