// Package oidc lets people come in through identity providers (OpenID Connect
// Core 1.0): staff through their office's, enterprises through 统一身份认证.
//
// # Coming in
//
//	begin → at the provider → back once, within 10 minutes, in the same browser
//	→ code for token → token verified → identity known → session
//
// Authorization code with PKCE (RFC 7636), state and nonce. The browser keeps one
// random secret in a short cookie; code verifier and nonce follow from it, the
// database keeps its hash and that of the state, so that nothing in the database
// lets anybody finish a log-in (RFC 9700 §2.1.1, §4.7).
//
// A token counts when its signature is by a key that the provider publishes, with
// an asymmetric algorithm, and issuer, audience, authorised party, time and nonce
// are those expected. An answer that names another issuer is refused (RFC 9207).
// Whatever fails, people read the same words; the audit chain names the reason.
//
// # Who that is
//
// Staff are never created: the subject is linked to an account by the person once
// logged in, or by the login claim where the operator trusts the provider with
// that. Who has a second factor takes the second step here, unless the operator
// trusts the provider with it. A person of enterprises is found by subject, then
// by a phone that the provider has verified, and is added otherwise. A USCC claim
// gives a mandate for a limited time.
//
// A provider that cannot be reached stops neither the program nor other log-ins:
// it is asked when somebody chooses it, and again after a pause.
//
// # Tables
//
// account_identity, account_federation.
//
// # Events
//
// Emits account.identity_linked, account.identity_unlinked,
// account.identity_used, account.oidc_refused. Hears none.
package oidc
