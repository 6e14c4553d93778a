// Package ratelimit bounds how often somebody may ask, over all nodes together.
//
// A count lives in the database; a node takes a tenth of what is allowed at a
// time, so that most requests cost no statement. While the database cannot
// answer, each node counts for itself: a limit is no reason to stop serving.
//
// # Tables
//
// ratelimit_window. Whom a row counts shows only as a keyed hash.
package ratelimit
