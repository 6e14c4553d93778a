// Package monthly keeps the list of what is asked for again and again (高频诉求) for
// the practice of solving one issue a month (每月一题), and measures what solving it
// brought.
//
// An issue is a topic, everywhere or in one place, in a month. It comes from a signal
// or is put on the list by hand; the centre says who leads, to what end and until
// when; a leader who did neither confirms; the departments name measures and report;
// the centre ends it when no measure is left open.
//
//	proposed ─ choose ─► chosen ─ confirm ─► in_hand ─ finish ─► done
//	   ▲  └──── drop ─────┐ └ return ► proposed  │  └─ drop ─┐     │
//	   └──── reopen ── dropped ◄─────────────────┴───────────┘     │
//	                                in_hand ◄──────── reopen ──────┘
//
// # What the unit complained of may not see
//
// An issue stands on cases: those that the proposer saw of the signal, or those of
// the topic in the weeks before. Its name and goal are written by somebody who read
// them. It does not exist for a department that some of them complain of, nor for
// those below it, unless it is about a whole topic and stands with the others alone;
// that department can neither lead nor help. Every number is counted of the cases that
// the reader sees, by the same conditions as the list that it opens.
//
// # Tables
//
// appeal_issue, appeal_issue_helper, appeal_issue_case, appeal_issue_measure,
// appeal_issue_step.
//
// # Events
//
// EventChosen, EventConfirmed, EventReturned, EventReported, EventEnded, EventReopened.
package monthly
