// Package simulation tries the draft of a measure over the registry before
// anybody is told of it: how many enterprises have which verdict and where they
// are, what it costs, who misses it by one step, who gains and loses against the
// version in force, and how much hangs on one threshold.
//
// Everything is told of the enterprises in the caller's scope, as of a day, and
// nothing is kept. The package has no tables and no events.
package simulation
