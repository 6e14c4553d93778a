// Package disclosure keeps who had personal data shown and who took lists out of
// the program, and lets the enterprises concerned see it (谁看过我的数据).
//
// Other modules reach it through ports: Reveal stands between a sealed value and
// whoever asks for it in full, Take between a list and the file it leaves in.
//
// # Views
//
// Data is masked everywhere. A member of staff who needs a value in full gives a
// reason out of a closed list and in words; the value is shown once, one row and
// one audit entry say so, the enterprise can read it. A person may do so a
// limited number of times a day (一天 30 次 unless configured); what goes beyond
// is refused and raises an alarm. 个人信息保护法 art. 6 (least scope), 44 (right to
// know), 51 (access by authorisation), 54 (audit).
//
// # Exports
//
//	          ┌──────────────── take (few rows) ───────────────┐
//	          │                                                ▼
//	(new) ── ask ──► asked ── approve ──► approved ── take ──► taken ─┐
//	                   │ │                    │                 ▲ take │
//	                   │ └─ refuse ► refused  └ withdraw        └──────┘
//	                   └─ withdraw ──────────────► withdrawn
//
// An export of more than 1,000 rows (configurable) leaves only after another
// person approved it, and within 24 hours of that. It is made again when it is
// fetched: never with a row that was not approved, and never with one that the
// asker may no longer see. Who fetched what is kept for each enterprise in
// bitmaps of its ordinals: an export of 1.4 million enterprises is 22 rows.
//
// # Tables
//
// disclosure_view, disclosure_quota, disclosure_export, disclosure_export_block,
// disclosure_counter.
//
// # Events
//
// It emits disclosure.viewed, disclosure.cap_reached, disclosure.export_asked,
// disclosure.export_decided and hears none.
package disclosure
