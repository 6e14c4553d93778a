// Package editing reads a measure back to the person who writes it, while it is
// being written: the condition as one sentence that means one thing, each clause
// and the benefit in words, what does not make sense and where, and the benefit
// worked out on example values.
//
// A definition under way is seldom whole, so each part is read for itself: a
// mistake in one clause leaves the others readable. Nothing is kept and nothing
// is changed. It has no tables and neither emits nor hears events.
package editing
