// Package appeal keeps what enterprises and people ask government to solve (诉求),
// from the moment it is received until the reporter has confirmed the answer.
//
// The types and every rule stand here as methods; what staff do with a case is in
// package handling, how cases come in and what reporters may do in packages of
// their own. All of them change a case through Service.Change.
//
// # States
//
//	received ─ accept ─► accepted ─ dispatch ─► dispatched ─ take ─► in_hand
//	   │                  ▲   │                    │                  │   ▲
//	   └ refuse           └───┼───── return ───────┘            reply │   │ send_back
//	     ▼                    └───────── reply (by the centre) ─────┐ ▼   │
//	  not_accepted                                                 replied
//	                                                                  │ approve
//	                                          in_hand ◄── redo ───── read ─ confirm ─► closed
//	                                          in_hand ◄────────── reopen ───────────────┘
//
// Before a reply is read a case may be withdrawn by its reporter or merged into another
// one; a merged case keeps its reporter's rights and can be taken out again. It is read when
// that one is, and goes on by itself from there. What is not in Transitions does not exist.
//
// # Who does not see a case
//
// The unit complained of, and every unit below it, sees nothing of a case: not in a list,
// a count, a search or by its id (rules of 12345). See sight in query_scope.go.
//
// # Tables
//
// appeal_case, appeal_part, appeal_entry, appeal_reply, appeal_callback, appeal_rating,
// appeal_extension, appeal_counter (package number); appeal_change and appeal_mark (inbox).
//
// # Events
//
// Every act emits appeal.ACTED (events.go); heard are deadline.rung_reached and moved.
package appeal
