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
// A query is cut at its function words (如何, 需要哪些); pairs that touch one weigh
// less. BM25 finds the best hundred documents, a field's weight multiplying its
// occurrences. Then their texts are read: whether the words stand together in one
// passage, at the beginning, in order, and whether the passage looks like an answer
// to what was asked. Documents that hold every gram of the query come before all
// others, and of these those that hold its words unbroken. Words that are not put
// as a question find only documents that hold at least half of them by weight.
//
// Words of synonyms.txt are also found by the other words of their group, which
// count less than what was typed.
//
// # Tables
//
// textsearch_kind, textsearch_document, textsearch_block, textsearch_gram.
package textsearch
