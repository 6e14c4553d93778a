// Package appealtest sets up the appeals of an invented town for the tests of the
// packages that work on them: the real service on a real database, with a clock that
// stands still, and a town that says who is above whom.
package appealtest
