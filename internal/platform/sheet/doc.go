// Package sheet reads tables as offices send them, CSV and XLSX, row by row and
// in bounded memory, and writes workbooks that do nothing when they are opened.
//
// A file that cannot be read as a whole is refused before its first row is
// handed out: another encoding than UTF-8, a formula, an encrypted or old
// workbook, a line beyond LineLimit, an archive that unpacks beyond
// UnpackedLimit. Every refusal is an *errs.Error whose sentence says what to do.
package sheet
