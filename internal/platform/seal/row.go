package seal

// Row seals and opens texts of one row of a table, one after the other. The first
// failure stays, and from then on nothing more is done: it is asked for once, at the
// end. An empty text stays empty.
type Row struct {
	sealer     *Sealer
	table, row string
	err        error
}

// Row is for the texts of one row.
func (s *Sealer) Row(table, row string) *Row { return &Row{sealer: s, table: table, row: row} }

// Err is the first failure.
func (r *Row) Err() error { return r.err }

// Put returns a text sealed for a column.
func (r *Row) Put(column, text string) (sealed string) {
	if text == "" || r.err != nil {
		return ""
	}
	sealed, r.err = r.sealer.Seal(Place{Table: r.table, Column: column, Row: r.row}, text)
	return sealed
}

// Take opens what a column holds into a text, which it leaves alone on failure.
func (r *Row) Take(column, sealed string, into *string) {
	if sealed == "" || r.err != nil {
		return
	}
	if text, err := r.sealer.Open(Place{Table: r.table, Column: column, Row: r.row}, sealed); err != nil {
		r.err = err
	} else {
		*into = text
	}
}
