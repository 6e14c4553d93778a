// Package bulk decides many measures over a whole registry at once. It gives the
// verdicts of the reference evaluator in package eligibility, on every pair.
//
// Columns hold the strongest fact of each key and period, one row for each
// enterprise. A Program is a list of measures compiled for one day: clauses that
// test the same thing become one predicate, conditions become a network of and,
// or and at-least over bitmaps with equal parts shared. A run goes through the
// registry in blocks small enough for the cache. In each block
//
//  1. a column's values are turned into bins between its sorted thresholds, in
//     one pass for all predicates of the column; codes get their bin from a table;
//  2. the bins' bitmaps are summed from the last to the first, so that every
//     range predicate is one difference of two of them;
//  3. two planes, "surely" and "possibly", go through the network by plain and
//     and or: Kleene logic needs no third one, since unknown is possibly and not
//     surely. Under a not the planes change places and are complemented, which is
//     pushed down to the leaves at compile time, and with it which way a
//     discretion clause favours the enterprise;
//  4. what is left of each measure is appended to its RoaringBitmaps.
//
// Nothing depends on the number of cores but the time.
package bulk
