package pdffile

// Mentions reports whether an object of the file has one of the names, as a key or
// as a value: how what a file may run or carry is found, packed or not. It is true
// of a file that is too costly to look through.
func (f *File) Mentions(names ...string) bool {
	sought := make(map[name]bool, len(names))
	for _, n := range names {
		sought[name(n)] = true
	}
	for n := range f.places {
		if mentions(f.resolve(ref{n}), sought) {
			return true
		}
	}
	return f.budget.err != nil
}

// mentions looks into a value; the lexer has bounded its depth.
func mentions(v any, sought map[name]bool) bool {
	switch v := v.(type) {
	case name:
		return sought[v]
	case array:
		for _, one := range v {
			if mentions(one, sought) {
				return true
			}
		}
	case dict:
		for key, one := range v {
			if sought[key] || mentions(one, sought) {
				return true
			}
		}
	}
	return false
}
