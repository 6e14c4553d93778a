package export

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Mark puts the watermark into a workbook, as far as it does not stand in the
// sheet itself. Call it before a stream writer for the sheet is flushed.
func Mark(book *excelize.File, sheet string, t Ticket) error {
	// An ampersand begins a code in headers; two stand for one.
	line := strings.ReplaceAll(t.Line(), "&", "&&")
	page := &excelize.HeaderFooterOptions{OddHeader: "&C&9" + line, OddFooter: "&L&9" + t.Number + "&R&9第 &P 页，共 &N 页"}
	if err := book.SetHeaderFooter(sheet, page); err != nil {
		return fmt.Errorf("mark printed pages: %w", err)
	}
	if err := book.SetDocProps(&excelize.DocProperties{Creator: t.Who, Identifier: t.Number, Description: t.Line()}); err != nil {
		return fmt.Errorf("mark document: %w", err)
	}
	for _, p := range []excelize.CustomProperty{{Name: "导出编号", Value: t.Number}, {Name: "导出人", Value: t.Who}, {Name: "单位", Value: t.Unit}} {
		if err := book.SetCustomProps(p); err != nil {
			return fmt.Errorf("mark document: %w", err)
		}
	}
	return nil
}

// Harmless returns a text that no spreadsheet program takes for a formula, also
// after the workbook was saved as CSV: one that begins like a formula gets an
// apostrophe before it. A number that is written as a number never comes here.
func Harmless(s string) string {
	if s == "" {
		return s
	}
	if strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
