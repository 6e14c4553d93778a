package appeal

import "github.com/yikou/yikou/internal/platform/rekey"

// The tables that hold what is sealed.
const (
	caseTable      = "appeal_case"
	partTable      = "appeal_part"
	entryTable     = "appeal_entry"
	replyTable     = "appeal_reply"
	callbackTable  = "appeal_callback"
	ratingTable    = "appeal_rating"
	extensionTable = "appeal_extension"
)

// SealedColumns are what this module keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: caseTable, Name: "text", Stored: "text_sealed", ID: "id"},
	{Table: caseTable, Name: "place", Stored: "place_sealed", ID: "id"},
	{Table: caseTable, Name: "name", Stored: "name_sealed", ID: "id"},
	{Table: caseTable, Name: "phone", Stored: "phone_sealed", ID: "id"},
	{Table: caseTable, Name: "source_topic", Stored: "source_topic_sealed", ID: "id"},
	{Table: partTable, Name: "clause", Stored: "clause_sealed", ID: "id"},
	{Table: partTable, Name: "reason", Stored: "reason_sealed", ID: "id"},
	{Table: partTable, Name: "answer", Stored: "answer_sealed", ID: "id"},
	{Table: entryTable, Name: "words", Stored: "words_sealed", ID: "id"},
	{Table: replyTable, Name: "words", Stored: "words_sealed", ID: "id"},
	{Table: replyTable, Name: "note", Stored: "note_sealed", ID: "id"},
	{Table: callbackTable, Name: "words", Stored: "words_sealed", ID: "id"},
	{Table: ratingTable, Name: "words", Stored: "words_sealed", ID: "case_id"},
	{Table: extensionTable, Name: "reason", Stored: "reason_sealed", ID: "id"},
	{Table: extensionTable, Name: "note", Stored: "note_sealed", ID: "id"},
}
