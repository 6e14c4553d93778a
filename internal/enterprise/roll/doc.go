// Package roll keeps the columns of the registry that lists filter and sort by
// in memory, so that any combination of filters over 1.4 million rows is counted
// exactly and paged in milliseconds, on whatever database.
//
// Rows are indexed by their ordinal, which is dense. A filter becomes one bitmap
// over all rows; the page is found by walking a permutation kept for each order.
// A row takes about 150 bytes: 205 MiB for 1.4 million, measured.
//
// The package is pure: loading and following the database is the caller's work.
package roll
