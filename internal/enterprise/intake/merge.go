package intake

import "github.com/yikou/yikou/internal/enterprise/record"

// merge takes over the columns that a file has from a draft read from it, and
// reports whether anything changed. A cell that states nothing takes nothing
// away: registers lose cells more often than firms lose names.
func merge(e, d *record.Entity, has columnSet) (changed bool) {
	text := func(c column, to *string, from string) {
		if has.has(c) && from != "" && *to != from {
			*to, changed = from, true
		}
	}
	text(columnName, &e.Name, d.Name)
	text(columnType, &e.Type, d.Type)
	text(columnScope, &e.Scope, d.Scope)
	text(columnProvince, &e.Province, d.Province)
	text(columnCity, &e.City, d.City)
	text(columnDistrict, &e.District, d.District)
	text(columnAddress, &e.Address, d.Address)
	text(columnStatus, &e.Status, d.Status)
	text(columnIndustry, &e.IndustryText, d.IndustryText)
	if has.has(columnRegistered) && !d.Registered.IsZero() && e.Registered != d.Registered {
		e.Registered, changed = d.Registered, true
	}
	if has.has(columnCapital) && d.Capital.Text != "" && e.Capital != d.Capital {
		e.Capital, changed = d.Capital, true
	}
	if e.Industry.Yields(d.Industry) {
		e.Industry, changed = d.Industry, true
	}
	if e.Division.Yields(d.Division) {
		e.Division, changed = d.Division, true
	}
	return changed
}
