// Package mandate keeps who acts for which enterprise: the legal representative
// sees who does, invites handlers, changes how long and ends it; each person sees
// and gives up what they hold; staff end what is wrong.
//
// # Invitation
//
//	open → accepted | declined | withdrawn | expired
//
// The legal representative names matters and an end and gets a token of 256 bits
// as a link and a QR code; the database keeps its SHA-256. Whoever holds it logs
// in with a phone of their own, reads the letter of authority (民法典 art. 165:
// name, matters, powers and period in writing) and accepts or declines. A token
// counts once and for three days, and only while who gave it still represents
// the enterprise.
//
// The token stands behind # in the link: neither this program's log nor a
// proxy's holds it.
//
// # Seeing who it is
//
// Phones are masked, for staff names too. Staff who need one in full give a
// reason, see it once and stand in what the enterprise reads under 谁看过我的数据;
// once the mandate has ended, nobody is shown.
//
// # Tables
//
// account_invitation; account_mandate together with package account.
//
// # Events
//
// Emits account.mandate_started, account.mandate_ended, account.mandate_changed,
// account.invitation_made, account.invitation_accepted,
// account.invitation_declined, account.invitation_withdrawn,
// account.invitation_expired. Hears none.
package mandate
