// Package alarm watches that figures of appeals are honest (防失真预警): complaints
// that became questions after they were dispatched, answers that come minutes before
// the term ends, cases that are closed without the reporter having been reached, and
// merges that take cases out of a denominator.
//
// A job looks through the cases of the last days by a definition that is versioned
// data, and raises an alarm for each kind, department and month. It accuses nobody:
// the centre looks at the cases first, and drops it or opens it to the department,
// whose leader answers, he sits in it or above it; then the centre says what it was.
//
//	raised ─ drop ─► dropped
//	   └─── open ─► opened ─ answer ─► answered ─ conclude ─► explained | upheld
//	                   └─── conclude, after answer_days ───────────┘
//
// Until it is opened the department knows nothing of it, nor does anybody in it or
// below it; afterwards its people see it, and never conclude it. Alarms stand by
// time, not by department: nobody is ranked. A department without a lead, as the
// centre that answers itself, has none.
//
// How many cases an alarm is about is counted of those that the reader sees, and is
// always as long as the list behind it.
//
// The thresholds are changed by two persons (package draft): somebody asks for others,
// saying on what they rest and why, and a second person agrees; a new version comes of
// it, from a day on. An alarm keeps the version by which it was raised.
//
// # Tables
//
// appeal_alarm_definition, appeal_alarm_draft, appeal_alarm, appeal_alarm_member.
//
// # Events
//
// EventOpened, EventAnswered, EventRulesAsked.
package alarm
