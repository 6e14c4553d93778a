// Package deadline is the arithmetic of statutory clocks: a budget of time, a
// ledger of what suspended, extended, stopped or restarted it, and from these,
// whenever it is asked, the due time, the rungs of escalation and the story in
// sentences. It is pure: it stores nothing and never asks for the present.
//
// The rules are those of 民法典 art. 201–203 and of docs/formats.md, "Clocks":
//
//   - minutes and hours are elapsed running time, through nights and holidays;
//   - the day of the start is not counted; a day or working day is consumed when
//     the clock runs at its 24:00, and the clock is due at the 24:00 at which the
//     budget is consumed;
//   - a month ends on the day with the same number or on the month's last day,
//     moved by the days at whose 24:00 the clock did not run;
//   - a term in days or months whose last day is off ends at 24:00 of the next
//     working day;
//   - an extension is appended and runs in its own unit from the due time before
//     it.
//
// An instant at midnight belongs, as 24:00, to the day that ends: a suspension
// from 00:00 of one day to 00:00 of the next takes exactly that one day away.
// What is done at the very instant of the due time is in time.
//
// Package keeping stores clocks; every module reaches them through a port of its
// own.
package deadline
