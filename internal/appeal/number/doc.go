// Package number gives out the numbers of cases: one after the other within a day
// of Beijing, none twice. When several callers come at the same time, numbers are
// taken ahead in blocks, so that they do not queue for the day's row until each
// other's commit; what a block has left when the program ends is never given out,
// and a case that fails to be kept leaves a gap. Whoever comes alone gets the next
// number.
//
// # Tables
//
// appeal_counter.
package number
