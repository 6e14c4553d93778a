// Package account knows who may come in and as whom: members of staff by login
// and password, people who act for enterprises by phone and one-time code. It
// keeps mandates between people and enterprises, and sessions; package role
// knows what people may do.
//
// # Coming in
//
//	guess counted → guess evaluated → session (or an answer that says nothing)
//
// A guess is counted, in a transaction of its own that every node sees, before
// it is looked at: of a hundred guesses made at once no more are evaluated than
// of a hundred in a row. An unknown login or phone goes through the same steps,
// the costly ones included, and gets the same answer.
//
// A one-time code leaves by a job whose arguments are sealed. For an unknown
// phone the job is there too and sends nothing.
//
// # Staying in
//
// The browser holds a random token of 256 bits; the database holds its SHA-256.
// Every request looks the session up together with the person's roles and
// mandates of this moment, so that revoking any of them counts at once on every
// node.
//
// Somebody whose password others know or is too old, or who owes a second factor,
// has a session that is good for setting it right and for nothing else: it grants
// account.secure alone.
//
// Whoever changes their own password or second factor goes on with another token;
// their other sessions end.
//
// # Secrets
//
// Passwords are kept as argon2id hashes; codes and the subjects of counted
// guesses as keyed hashes; phones and names of enterprise people are sealed,
// with a blind index over the phone.
//
// # Tables
//
// account_staff, account_password_history, account_person, account_mandate,
// account_code, account_attempt. Package mandate owns account_invitation; device,
// factor and token say which tables are theirs.
//
// # Events
//
// Emits account.logged_in, account.login_failed, account.logged_out,
// account.sessions_closed, account.staff_created, account.password_set,
// account.mandates_ended, account.imported. Hears none.
package account
