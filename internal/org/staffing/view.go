package staffing

import "github.com/yikou/yikou/internal/org"

// Card is a person with what a list says of them.
type Card struct {
	org.Person
	// Held are the open tenures, the main one first.
	Held []Tenure
	// Serves is how many places the person looks after.
	Serves int
	// Can are edit, transfer and leave.
	Can []string
}

// File is everything kept of a person.
type File struct {
	Card
	// History are all tenures, the newest first.
	History []Tenure
	// Services are all assignments, the open ones first.
	Services []Assignment
	// Handovers are those in which the person gave or received, the newest first,
	// at most the last fifty.
	Handovers []Handover
}

// Candidate is a person who may receive work, with the keys (kind, space, ID) of
// the items that they may.
type Candidate struct {
	org.Person
	May []string
}

// Place is one step of the service network: a division with the departments that
// serve it and the people who look after it.
type Place struct {
	org.Network
	People []Assignment
}
