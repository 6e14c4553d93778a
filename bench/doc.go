// Command bench runs the matching engine and its peers on the same made-up city,
// takes the product's own figures, and writes docs/benchmarks.md.
//
// Every peer runs in a process of its own, on as much of the work as its time
// allows. Its counts for each measure must equal the engine's on exactly that
// part, or the run fails: a fast wrong answer is no result. The engine is timed on
// the same part in the same process, right after the peer, so each ratio is of
// two measured times. What a peer did not run is not added to its time.
//
// It is a module of its own: the product needs neither cgo nor any peer.
package main
