// Package workday counts working days by the calendar that the State Council
// publishes each year, with its holidays and the weekend days worked in exchange
// (调休). Statutory terms in working days (工作日) are counted with it.
//
// The arrangement of a year is published late in the year before. For years that
// are not published the package takes weekends off and everything else as
// worked, and says that the answer is provisional. The arrangement of a new year
// may still move the last days of December before it; a calendar that is amended
// is a new Calendar.
package workday
