// Package db runs one SQL text on two engines: SQLite, embedded, for a street
// office, and PostgreSQL for a city. It opens the pools, carries the
// transaction in the context, rewrites placeholders, names broken constraints
// alike, and migrates the schema. It knows no table of any module.
//
// # Transactions
//
// InTx puts a transaction into the context; nested calls join it. Exec, Query
// and QueryRow use the transaction of their context if there is one. Nothing
// that waits for a network, a file or a template belongs inside. InShortTx lets
// callers that come at once share a commit; a Gatherer writes under common locks as
// the last work of all of them.
//
// # Traps
//
// SQLite transactions begin IMMEDIATE: a deferred one that reads and then
// writes fails with BUSY whatever the timeout. INSERT … RETURNING is a query
// that must reach the writer. Instants are written and scanned through Time and
// dates through Date, because SQLite hands them back as text.
package db
