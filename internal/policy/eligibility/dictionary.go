package eligibility

import "maps"

// FactKind is what a fact key holds, by the fact dictionary.
type FactKind uint8

// The kinds of fact keys. AnyKind is that of a key no dictionary knows.
const (
	AnyKind FactKind = iota
	KindNumber
	KindText
	KindBool
	KindCode
	KindDate
	KindQualification
)

var kindNames = [...]string{"any", "number", "text", "bool", "code", "date", "qualification"}

// String returns the kind as fact dictionaries write it.
func (k FactKind) String() string { return kindNames[k] }

// ParseFactKind reads number, text, bool, code, date or qualification.
func ParseFactKind(s string) (FactKind, bool) {
	for k := KindNumber; k <= KindQualification; k++ {
		if kindNames[k] == s {
			return k, true
		}
	}
	return AnyKind, false
}

// Dictionary gives the kind of each fact key that an instance knows.
type Dictionary map[string]FactKind

// BuiltIn returns the keys that every instance knows.
func BuiltIn() Dictionary {
	return Dictionary{
		"division": KindCode, "industry": KindCode, "registered": KindDate, "capital": KindNumber,
		"status": KindText, "size_class": KindText, "type": KindText, "staff": KindNumber,
		"revenue": KindNumber, "assets": KindNumber, "tax_paid": KindNumber, "rd_expense": KindNumber,
		"rd_staff": KindNumber, "export": KindNumber, "graduates_hired": KindNumber,
		"insured_staff": KindNumber, "patents": KindNumber, "qualification": KindQualification,
		"listed": KindBool, "dishonest": KindBool, "abnormal": KindBool, "penalty": KindBool,
	}
}

// With returns the dictionary with those keys added; keys it has already keep
// their kind, so that an instance cannot change what a built-in key means.
func (d Dictionary) With(extra Dictionary) Dictionary {
	out := maps.Clone(extra)
	if out == nil {
		out = Dictionary{}
	}
	maps.Copy(out, d)
	return out
}

// allows reports whether a clause of that domain makes sense on a key of kind k.
// A boolean may also be compared as a number, since registers that keep counts
// of penalties and not a flag are common; nothing can be compared that is not
// kept.
func (k FactKind) allows(d Domain) bool {
	if d == OfPresence || k == AnyKind {
		return true
	}
	switch k {
	case KindNumber:
		return d == OfNumber
	case KindBool:
		return d == OfBool || d == OfNumber
	case KindDate:
		return d == OfDate
	case KindQualification:
		return d == OfQualification
	default:
		return d == OfText || d == OfDate && k == KindText || d >= OfIndustry
	}
}
