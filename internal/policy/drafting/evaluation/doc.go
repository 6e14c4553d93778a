// Package evaluation measures the reader of drafts against labelled paragraphs:
// how many of the clauses it drafts are right (precision) and how many of those
// that are there it finds (recall), for each kind of clause.
//
// A drafted clause counts as right only where fact or expression, period,
// operator, value and negation all are. What is written differently and means
// the same counts as the same: a list of one value, an order of values, `= false`
// for `not = true`. A judgement is right where its words and the labelled ones
// hold one another.
package evaluation
