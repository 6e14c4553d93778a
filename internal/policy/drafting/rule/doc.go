// Package rule holds the parts of a drafted measure as plain values, with the
// JSON of measure files: the condition tree, the amount. What they mean, and
// whether they make sense, package eligibility decides: its decoder reads what is
// written here.
package rule
