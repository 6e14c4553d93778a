// Package replycheck reads a reply to an appeal before it is sent and says what a
// reader would miss: that it only hands on or only confirms receipt, that it turns
// the reporter away, that it answers something else, that it promises without a
// date. Each piece of advice marks its sentence. It is advice: it refuses nothing.
//
// The rules are tables of words. How often they agree with people who judged
// replies by hand stands in docs/benchmarks.md.
package replycheck
