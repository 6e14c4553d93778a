// Package export is the one way in which a list leaves the program: every export
// has a number, is counted and audited, and carries its number, its taker and
// its time where whoever holds the file sees them.
//
// A module prepares an export (Prepared) and asks the Gate for a Ticket. Small
// ones get it at once; larger ones only after a second person approved them, and
// are then made again by their Source.
//
// # Watermark
//
// A workbook carries it three times: as one more header cell at the right of the
// first row, in the header and footer of printed pages, and in the document's
// properties. The header cell stands over an empty column, which imports report
// as unknown and skip: an exported list can be imported again. Every other
// format carries the number in the name of the file.
package export
