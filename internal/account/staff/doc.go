// Package staff is how the system administrator keeps the accounts of people who
// work here: who there is, who may come in, and how somebody who forgot their
// password comes by a new one.
//
// # Who may come in
//
//	active ⇄ suspended
//	active, suspended → left
//
// Leaving itself belongs to the handover of work in the organisation.
//
// # A new password
//
// One person asks, another confirms (package proposal) and is shown, once, a code
// to hand over. With it the owner of the account chooses a password: within 24
// hours, once. Who asked never learns the code; who was handed it must know the
// login. An unknown login, a wrong, used or old code get the same answer.
//
// # Tables
//
// account_staff_turn, account_reset.
//
// # Events
//
// Emits account.staff_suspended, account.staff_resumed, account.reset_issued,
// account.reset_failed. Hears none.
package staff
