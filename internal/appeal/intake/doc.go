// Package intake is the ways in of appeals (诉求) and what their reporters may do
// afterwards.
//
// Every way uses one form: an enterprise's handler in the portal, a visitor on the
// public site or behind the QR code of a place, with a name or without, a clerk or
// a grid officer on behalf of somebody, another system, a file of the hotline. What
// is not taken is told before it is sent, with the rule and the right door.
//
// A visitor gets a number and a secret, shown once; both together open the progress
// and the rights of a reporter: to add, to withdraw, to say whether it is solved, to
// have it done again, to rate. An enterprise's people have the same in the portal
// for every case of their enterprise that is not another person's confidential one.
//
// Similar cases are suggested while somebody types, among those that he sees.
//
// # Tables
//
// appeal_draft, sealed. Cases belong to package appeal, photos and voice notes to
// package attachment, places to package place.
//
// # Events
//
// None of its own; every act is one of package appeal.
package intake
