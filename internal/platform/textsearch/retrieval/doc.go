// Package retrieval measures the search index with questions whose right
// document is known. It needs an index that may be filled, and keeps nothing.
package retrieval
