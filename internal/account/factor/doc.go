// Package factor keeps the second factor of members of staff: codes that change
// every 30 seconds (TOTP, RFC 6238) made by an app on a telephone, and recovery
// codes for the day the telephone is lost.
//
//	none → begun (the key is shown once) → confirmed by a first code → removed
//
// A code is accepted one step early or late, for clocks that differ, and never
// twice: the step of the last accepted code only moves forward, in the database.
//
// Between a right password and the code a browser holds a ticket, which is worth
// one log-in, five tries and five minutes.
//
// # Tables
//
// account_factor, account_recovery_code, account_ticket.
//
// # Events
//
// Emits account.factor_confirmed, account.factor_removed,
// account.recovery_codes_renewed, account.recovery_code_used. Hears none.
package factor
