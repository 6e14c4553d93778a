// Package audit keeps the chain of who did what. An entry is written in the
// transaction that did the work, or neither happened; each entry's hash covers
// the entry before it, so an altered, removed or inserted row is found by
// Verify. The database itself refuses to change or delete an entry.
//
// Appending takes the lock on the head of the chain as the last work before the
// commit: several nodes append to one chain without a fork.
//
// Whoever owns the database could still write a whole new chain. Once a day an
// anchor, the end of the chain signed with a key that the database does not hold,
// goes into a file that is best kept elsewhere: VerifyAnchors finds the chain
// that does not lead through it.
//
// # Tables
//
// audit_entry, audit_head, and audit_check, which remembers what each
// verification found.
package audit
