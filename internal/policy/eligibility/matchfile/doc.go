// Package matchfile matches a file of measures against a file of enterprises,
// line by line, without a database: what `yikou match` does. Lines are decided
// on every core and written in the order in which they came.
package matchfile
