// Package token keeps the tokens with which other systems call the API in the
// name of a member of staff.
//
//	created (shown once) → used → expired or revoked
//
// A token may do what it was made for as long as its owner may: at every request
// its grants are cut down to those that the owner holds at the moment, and no
// token ever holds a power over accounts, roles or tokens.
//
// # Tables
//
// account_token, account_token_grant.
//
// # Events
//
// Emits account.token_created, account.token_revoked. Hears none.
package token
