package enterprise

import "github.com/yikou/yikou/internal/platform/rekey"

// SealedColumns are what this module keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: contactTable, Name: "name", Stored: "name_sealed", ID: "id"},
	{Table: contactTable, Name: "phone", Stored: "phone_sealed", ID: "id"},
}
