// Package source finds out what documents say about themselves: title, number,
// issuers, days and level, from their text, their name and the index.csv of the
// folder they came in. It is pure.
package source
