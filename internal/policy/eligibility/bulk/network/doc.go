// Package network evaluates conditions over blocks of rows, one bit a row. A
// network is made of nodes that ask for at least k of their inputs: and, or and
// everything between. Equal nodes are made once, whichever conditions they come
// from; a node that several read is computed once a block, and only when asked
// for.
package network
