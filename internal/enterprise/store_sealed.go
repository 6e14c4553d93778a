package enterprise

import (
	"github.com/yikou/yikou/internal/platform/rekey"
	"github.com/yikou/yikou/internal/platform/stray"
)

// FileColumns are where this module names the files it keeps.
var FileColumns = []stray.Column{{Table: "enterprise_import", Name: "blob"}}

// SealedColumns are what this module keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: "enterprise_contact", Name: "name", Stored: "name_sealed", ID: "id"},
	{Table: "enterprise_contact", Name: "phone", Stored: "phone_sealed", ID: "id"},
}
