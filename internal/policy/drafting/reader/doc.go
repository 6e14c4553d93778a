// Package reader reads a paragraph of a Chinese policy into draft clauses, each
// with the words it rests on: conditions, an amount, a time window. It is rules
// only, no segmentation and no model, so that every answer can be traced to a
// line of a table and the same text always gives the same draft.
//
// # How a text is read
//
//	text ─► page ─► outline ─► for each sentence: spans ─► combination ─► Draft
//
// page makes the writing uniform (width, spaces, quotation marks, dashes) and
// remembers where each character stood. outline finds articles, numbered items
// and their leading sentence. In each sentence the readers of clauses (one file
// each: quantity, age, qualification, industry, region, size, standing,
// judgement, own) name the spans they understand; of overlapping ones the more
// telling wins. combine joins them by the words between (或, 且, 之一, 至少两项, 除…外)
// and by the leading sentence of a list; among keeps what 其中 asks of some from
// being asked of all. benefit and window read what is given and when.
//
// # What it promises
//
// A quote is always the text itself from its first to its last character.
// The tree decodes by the decoder of formats.md. What is not understood is in
// Unread and is never guessed; a clause that rests on a guess says so in Note
// and is not Sure.
//
// Words of comparison follow article 1259 of the Civil Code (民法典): 以上, 以下, 以内,
// 届满 include the figure itself; 不满, 超过, 以外 do not.
package reader
