// Package pdffile reads where which words stand on the pages of a PDF file
// (ISO 32000). It reads nothing else: no scripts, forms, links or embedded files,
// and pictures only as far as knowing that a page has one.
//
// # How it reads
//
// The file is scanned from its beginning for objects instead of trusting its
// table of offsets, so a file with a broken table is read as well, and a table
// cannot send the reader in circles or ask for memory. Of several objects with
// one number the last one counts, as in a file that was saved again and again.
//
// # What it spends
//
// Every token, every unpacked byte and every glyph is charged to one budget of
// time, steps and bytes. When it is used up all reading ends at once with the
// cause; no file can hold the reader longer or make it take more memory than that.
package pdffile
