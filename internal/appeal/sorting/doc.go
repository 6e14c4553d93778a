// Package sorting puts the reading of appeals to work: every case that comes in is
// read, what was read stands beside it with how sure it is and the words that
// decided, and the centre takes it over or corrects it. What somebody decided is a
// row to train from.
//
// A proposal takes effect by itself only where the thresholds of the office say so
// (package reading); of those a share is drawn for a person to check. Dispatching
// is always a person's: the department is proposed, never chosen.
//
// # Tables
//
// appeal_reading: what was read from a case, which of it took effect by itself and
// what of that waits to be checked. appeal_reading_guess: how sure each field was,
// without what was read, for package threshold to count.
//
// # Events
//
// Heard: appeal.received, which has the case read. Emitted: appeal.reading_drawn.
package sorting
