package disclosure

import "github.com/yikou/yikou/internal/platform/rekey"

// SealedColumns are what this module keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: viewTable, Name: "reason", Stored: "reason_sealed", ID: "id"},
	{Table: exportTable, Name: "query", Stored: "query_sealed", ID: "id"},
	{Table: exportTable, Name: "filter", Stored: "filter_sealed", ID: "id"},
	{Table: exportTable, Name: "purpose", Stored: "purpose_sealed", ID: "id"},
	{Table: exportTable, Name: "note", Stored: "note_sealed", ID: "id"},
}
