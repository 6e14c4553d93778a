// Package device keeps sessions: who is logged in, on what, and since when. Its
// owner sees each one and may close it; a closed session is over on every node
// with its next request, because every request looks its session up.
//
// A browser that somebody has come in with before carries a second, long-lived
// token. It opens nothing: guesses from it are counted apart from those of
// strangers, so that nobody is locked out of their own account by others.
//
// # Tables
//
// account_session, account_device.
//
// # Events
//
// Emits account.session_revoked. Hears none.
package device
