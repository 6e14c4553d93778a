package simulation

import (
	"cmp"
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/division"
	"github.com/yikou/yikou/internal/standard/industry"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// Group is a part of the enterprises with its name in Chinese; an empty code is
// of those of whom it is not known.
type Group struct {
	bulk.GroupCount
	Label string
}

// The breakdowns, in the order in which they are asked for.
const (
	byDivision = iota
	byPart     // of a division
	byIndustry
	bySize
)

// elsewhere is the group of industries outside the chosen section.
const elsewhere = "-"

func groupings(branch, section string) []bulk.Grouping {
	below := func(length int) bulk.Grouping {
		return bulk.Grouping{Key: "division", Of: func(code string) string { return divisionGroup(code, length) }}
	}
	length := belowLength(branch)
	return []bulk.Grouping{
		byDivision: below(length),
		byPart:     below(length + partDigits),
		byIndustry: {Key: "industry", Of: func(code string) string { return industryGroup(code, section) }},
		bySize:     {Clauses: sizeClauses()},
	}
}

// partDigits is by how many digits the code of a part of a district or street is
// longer.
const partDigits = 3

// divisionsOf returns the divisions, or their parts where all is in one division:
// a district's measure is looked at by its streets.
func divisionsOf(groups [][]bulk.GroupCount) []bulk.GroupCount {
	known := 0
	for _, g := range groups[byDivision] {
		if g.Group != "" {
			known++
		}
	}
	if known == 1 {
		return groups[byPart]
	}
	return groups[byDivision]
}

// belowLength is how many digits name the divisions right below one, the districts
// for the whole registry.
func belowLength(branch string) int {
	if branch = division.Branch(branch); branch == "" {
		return 6
	}
	if len(branch) < 6 {
		return len(branch)/2*2 + 2
	}
	return len(branch)/3*3 + 3
}

// divisionGroup is the division of that many digits that a code lies in, a higher
// one where the code says no more.
func divisionGroup(code string, length int) string {
	full, err := division.Normalize(code)
	if err != nil {
		return ""
	}
	branch := division.Branch(full)
	return branch[:min(len(branch), length)]
}

// industryGroup is the section of a code, or within the chosen section its
// division of two digits.
func industryGroup(code, section string) string {
	code, ok := industry.Normalize(code)
	switch {
	case !ok:
		return ""
	case section == "":
		return code[:1]
	case code[:1] != section:
		return elsewhere
	}
	return code[:min(len(code), 3)]
}

func sizeClasses() [4]sizeclass.Class {
	return [...]sizeclass.Class{sizeclass.Large, sizeclass.Medium, sizeclass.Small, sizeclass.Micro}
}

// sizeClauses ask for the size class, stated or derived (工信部联企业〔2011〕300号).
func sizeClauses() []*eligibility.Clause {
	var out []*eligibility.Clause
	for _, class := range sizeClasses() {
		out = append(out, &eligibility.Clause{
			ID: string(class), Term: eligibility.Term{Kind: eligibility.FactTerm, Key: "size_class"}, Op: eligibility.Equal,
			Domain: eligibility.OfText, Values: []eligibility.Value{eligibility.TextValue(string(class))},
		})
	}
	return out
}

// unknownNames say of whom something is not known.
var unknownNames = map[string]string{"division": "区划不明", "industry": "行业不明", "size_class": "规模不明"}

// named gives the groups their names, the unknown last.
func named(groups []bulk.GroupCount, words *wording.Words, key string) []Group {
	out, unknown := []Group{}, []Group{}
	for _, g := range groups {
		switch g.Group {
		case elsewhere:
		case "":
			unknown = append(unknown, Group{g, unknownNames[key]})
		default:
			out = append(out, Group{g, words.Named(key, g.Group)})
		}
	}
	return append(out, unknown...)
}

// bySizeOrder puts large before small.
func bySizeOrder(groups []Group) []Group {
	classes := sizeClasses()
	place := func(g Group) int {
		if i := slices.Index(classes[:], sizeclass.Class(g.Group)); i >= 0 {
			return i
		}
		return len(classes)
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return cmp.Compare(place(a), place(b)) })
	return groups
}
