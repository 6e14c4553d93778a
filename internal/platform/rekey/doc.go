// Package rekey moves what is sealed in the database to the active key while the
// program runs, and says which keys are still needed.
//
// Modules declare their sealed columns; nothing here knows what they hold. A row
// that somebody changes meanwhile is left to the next pass: a value is replaced
// only if it is still the one that was read.
package rekey
