// Package notify tells people what concerns them: in-app always, and by text,
// mail, WeChat or WeCom as the person has chosen and the instance can.
//
// # From an occasion to a message
//
//	Notify      records a notice and a job in the caller's transaction
//	dispatch    renders it and makes one delivery for each channel
//	send        makes one try of one delivery
//	sweep       wakes what is due, and takes over what broke off
//
// There is at most one notice for each reason, subject, person and day: a unique
// constraint says so, not the code. What another system does never reaches the
// caller of Notify: it has long returned.
//
// # Guests
//
// Somebody without an account, such as a handler who is invited, is told by text
// alone. Their number is kept sealed in notify_address for a day, under a name that
// does not show it.
//
// # A delivery
//
//	queued ⇄ held (quiet hours)
//	queued, held → sending → sent → delivered (receipt)
//	sending → queued (temporary failure, with a growing pause)
//	sending → delivered (in-app)
//	sending, sent → failed          failed → queued (sent again by hand)
//	queued, held → expired          suppressed (the person's choice)
//
// A try is marked before it is made. When the program dies in between, the next
// sweep finds it: where the other side lets one delivery through once, or a
// second message does no harm, it is tried again; otherwise (a text by a gateway
// without identifiers) it fails with an unknown result and waits for a person.
//
// # Channels in trouble
//
// After five failures in a row a channel rests, on all nodes, for half a minute,
// then for longer, up to half an hour; a channel can also ask for it (a rate limit). What
// waits keeps its attempts and leaves when the channel is back, unless its hour
// has passed.
//
// # Personal data
//
// Variables, rendered words and addresses are sealed at rest. Neither logs,
// events nor the audit chain hold any.
//
// # Tables
//
// notify_notice, notify_delivery, notify_template, notify_address,
// notify_preference, notify_channel, notify_receipt.
//
// # Events
//
// Emits notify.template_saved, notify.address_verified. Hears none of its own:
// the composition root turns the events of other modules into notices.
package notify
