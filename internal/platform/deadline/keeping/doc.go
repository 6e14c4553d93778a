// Package keeping stores statutory clocks: several per case, each with a budget
// from a profile and a ledger. Everything else is derived by package deadline; what
// is stored of it is a cache to list, sort and sweep by. Modules use a Keeper
// through ports of their own, inside their own transactions.
//
// # What keeps the promises
//
//   - A rung calls once: deadline_fired has (clock, rung) for its key. The sweep
//     claims a rung there and publishes deadline.rung_reached in the same
//     transaction, so a crash loses and repeats nothing, whatever nodes and clocks do.
//   - A change and a sweep wait for each other at the clock's row in deadline_next.
//   - An amended calendar is a new edition. A job moves what runs and journals each
//     move with its reason; a stopped clock keeps the edition of its verdict.
//   - An entry is judged by the calendar that was known when it was recorded.
//
// # Tables
//
// deadline_profile, deadline_amendment, deadline_day, deadline_clock,
// deadline_entry, deadline_next, deadline_fired, deadline_move, deadline_gate.
//
// # Events
//
// It emits deadline.rung_reached, deadline.moved, deadline.profile_set and
// deadline.calendar_amended and hears none.
package keeping
