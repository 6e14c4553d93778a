// Package roster keeps the list of those who work here for whoever keeps their
// posts: it finds people, takes them on, moves them and closes the account of
// one who leaves. It has no operations of its own and asks for no permission;
// the module that calls it has asked for its own before.
//
// It writes account_staff and account_session and emits account.staff_created,
// account.staff_moved and account.staff_left.
package roster
