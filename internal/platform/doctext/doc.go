// Package doctext reads the words of documents as offices send them (PDF, DOCX,
// HTML, Markdown, text) and hands out nothing but plain text: a paragraph a line,
// without markup, scripts, macros, comments, deleted passages, control or
// direction characters.
//
// Whatever a file is called, its content decides how it is read. A document whose
// words are not there to be read (scanned, encrypted, with macros, an old format)
// is refused with a sentence that says what to do about it. Every reader works
// within Limits and stops when its context ends; none of them calls anything
// outside or loads what a document points to.
//
// # PDF
//
// Lines become paragraphs again by indent, by lines that end early and by how
// paragraphs of Chinese documents begin (第一条, 一、, （一）). Headers, footers and
// page numbers, which come again on many pages, are left out.
package doctext
