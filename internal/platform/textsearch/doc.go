// Package textsearch finds Chinese and Latin text by any two neighbouring
// characters, alike on both engines and without a dictionary.
//
// # What is indexed
//
// Text is folded: full-width becomes half-width, capitals become small, quotes
// and brackets vanish, other punctuation and spaces break it into runs. The
// grams of a run are its pairs of neighbouring characters, and each Chinese
// character alone, for searches of one character.
//
// # How it is stored
//
// Documents are numbered and grouped into blocks. One row holds all documents of
// a block that share a gram, three bytes each, so a frequent word of 100,000
// documents is some fifty rows and not as many as it has documents. A changed
// document gets a new number; the byte of its old one in textsearch_block
// becomes zero, and Compact drops what is left of it.
//
// # How hits are ranked
//
// Documents that hold every gram of the query come first, and of the best of
// them those that hold its words unbroken; then those that hold at least half of
// the query by weight. Within a group BM25 decides, a field's weight multiplying
// its occurrences.
//
// # Tables
//
// textsearch_kind, textsearch_document, textsearch_block, textsearch_gram.
package textsearch
