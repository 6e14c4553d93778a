// Package contact keeps the people whom an enterprise is reached by. Names and
// numbers are sealed and shown masked; a number is found again by its blind
// index. Whoever needs a value in full asks Reveal, which gives it once and
// through the Ledger, where the enterprise reads who did.
//
// The table enterprise_contact belongs to the enterprise module, its SQL is in
// package store.
package contact
