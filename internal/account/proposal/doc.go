// Package proposal is four eyes: what changes who may do what is proposed by one
// person and takes effect when another confirms it. It covers changes of roles,
// who holds which roles, and a new password for somebody who forgot theirs.
//
//	open → confirmed | refused | withdrawn | expired | overtaken
//
// The one who confirms is never the one who proposed, nor the one who would gain
// by it (GB/T 22239-2019, 8.1.4.2 d). A proposal that nobody decides within seven
// days expires; one whose object is no longer what it was is overtaken. A
// confirmed change counts on every node at the next request.
//
// An office with a single security administrator can change nothing on the screen:
// the second one is made on the server, by `yikou staff create`.
//
// # Tables
//
// account_proposal.
//
// # Events
//
// Emits account.proposed, account.proposal_decided, account.proposal_declined. Hears none.
package proposal
