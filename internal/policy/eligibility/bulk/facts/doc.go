// Package facts keeps the facts of a registry in columns, one row for each
// enterprise, and what clauses came to over them from one look to the next.
package facts
