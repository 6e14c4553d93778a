// Package paper typesets lists and guides as PDF: A4 and A3, Chinese line breaks,
// tables that go on over pages with their head repeated, QR codes, a header and
// numbered footers.
//
// The typeface is Noto Sans SC in two weights, cut down to what offices write when
// the screens are built (web/scripts/fonts.mjs) and embedded with them. A document
// carries only the characters that it uses, and every character can be copied out
// of it. One that the typeface lacks is shown as a box.
package paper
