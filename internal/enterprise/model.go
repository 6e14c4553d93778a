package enterprise

import "github.com/yikou/yikou/internal/enterprise/record"

// The model of the registry lives in package record; these are its words as the
// rest of the program knows them.
type (
	// Entity is one entry of the registry.
	Entity = record.Entity
	// Located is an industry or a division with how it is known.
	Located = record.Located
	// Fact is one statement about an enterprise.
	Fact = record.Fact
	// Tier is how strong the evidence for a fact is.
	Tier = record.Tier
	// Key is one entry of the fact dictionary.
	Key = record.Key
	// Kind is what a key holds.
	Kind = record.Kind
	// Option is one of the values that a key may have.
	Option = record.Option
	// Dictionary is every key that an instance knows.
	Dictionary = record.Dictionary
	// Report says what became of a file.
	Report = record.Report
	// Problem is something wrong with one row of a file.
	Problem = record.Problem
	// Level says whether a row was taken all the same.
	Level = record.Level
	// Import is one run of an import.
	Import = record.Import
	// ImportKind is what a file holds.
	ImportKind = record.ImportKind
	// Contact is a person to turn to, masked.
	Contact = record.Contact
)

// The constants of the model that the rest of the program names.
const (
	KindNumber        = record.KindNumber
	KindText          = record.KindText
	KindBool          = record.KindBool
	KindCode          = record.KindCode
	KindDate          = record.KindDate
	KindQualification = record.KindQualification

	T0 = record.T0
	T1 = record.T1
	T2 = record.T2
	T3 = record.T3

	Warning = record.Warning
	Refusal = record.Refusal

	ImportEnterprises = record.ImportEnterprises
	ImportFacts       = record.ImportFacts
	ImportQueued      = record.ImportQueued
	ImportRunning     = record.ImportRunning
	ImportDone        = record.ImportDone
	ImportRefused     = record.ImportRefused
	ImportFailed      = record.ImportFailed
)
