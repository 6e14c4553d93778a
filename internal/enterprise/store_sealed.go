package enterprise

import "github.com/yikou/yikou/internal/platform/rekey"

// SealedColumns are what this module keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: "enterprise_contact", Name: "name", Stored: "name_sealed", ID: "id"},
	{Table: "enterprise_contact", Name: "phone", Stored: "phone_sealed", ID: "id"},
}
