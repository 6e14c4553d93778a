// Package listing is the 惠企政策清单: measures of any filter as a workbook and as
// a PDF for print, for the desk and for everybody, and the QR code of a measure's
// public page.
//
// The public list holds published measures only. The desk's leaves through the
// export gate: it is numbered, audited and carries its mark.
//
// It has no tables and no events of its own.
package listing
