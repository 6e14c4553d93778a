package notify

import "github.com/yikou/yikou/internal/platform/rekey"

// SealedColumns are what this module keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: "notify_notice", Name: "data", Stored: "data_sealed", ID: "id"},
	{Table: "notify_notice", Name: "title", Stored: "title_sealed", ID: "id"},
	{Table: "notify_notice", Name: "text", Stored: "text_sealed", ID: "id"},
	{Table: "notify_delivery", Name: "address", Stored: "address_sealed", ID: "id"},
	{Table: "notify_delivery", Name: "content", Stored: "content_sealed", ID: "id"},
	{Table: "notify_address", Name: "address", Stored: "address_sealed", ID: "id"},
	{Table: "notify_address", Name: "waiting", Stored: "waiting_sealed", ID: "id"},
}
