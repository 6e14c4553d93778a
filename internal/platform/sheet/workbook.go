package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/yikou/yikou/internal/platform/errs"
)

func openWorkbook(ctx context.Context, src io.ReaderAt, size int64, tempDir string) (*Reader, error) {
	if size > WorkbookLimit {
		return nil, ErrTooLarge
	}
	archive, err := zip.NewReader(src, size)
	if err != nil {
		return nil, ErrWorkbook.Because(err)
	}
	count, err := inspectParts(ctx, archive, size)
	if err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(io.NewSectionReader(src, 0, size), excelize.Options{
		UnzipSizeLimit: UnpackedLimit, UnzipXMLSizeLimit: 16 << 20, TmpDir: tempDir, RawCellValue: true,
	})
	if err != nil {
		return nil, ErrWorkbook.Because(err)
	}
	w := &workbook{book: book}
	if properties, err := book.GetWorkbookProps(); err == nil && properties.Date1904 != nil && *properties.Date1904 {
		_ = w.close()
		return nil, ErrEpoch1904
	}
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		_ = w.close()
		return nil, ErrEmpty
	}
	if w.rows, err = book.Rows(sheets[0]); err != nil {
		_ = w.close()
		return nil, ErrWorkbook.Because(err)
	}
	r := &Reader{source: w, Workbook: true, Estimate: max(0, count-1)}
	if len(sheets) > 1 {
		r.Notes = append(r.Notes, fmt.Sprintf("只读取了第一个工作表《%s》，其余 %d 个没有读取。", sheets[0], len(sheets)-1))
	}
	return r, nil
}

type workbook struct {
	book *excelize.File
	rows *excelize.Rows
}

func (w *workbook) next() ([]string, error) {
	if !w.rows.Next() {
		if err := w.rows.Error(); err != nil {
			return nil, ErrWorkbook.Because(err)
		}
		return nil, io.EOF
	}
	cells, err := w.rows.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, ErrWorkbook.Because(err)
	}
	return cells, nil
}

func (w *workbook) close() error {
	if w.rows != nil {
		_ = w.rows.Close()
	}
	return w.book.Close()
}

// inspectParts refuses an archive that unpacks beyond the limits or whose sheets
// hold a formula or break off. It returns the largest number of rows of a sheet.
func inspectParts(ctx context.Context, archive *zip.Reader, size int64) (most int64, err error) {
	var total, other uint64
	workbook := false
	for _, part := range archive.File {
		total += part.UncompressedSize64
		name := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
		if !isSheet(name) && name != "xl/sharedstrings.xml" {
			other += part.UncompressedSize64
		}
		workbook = workbook || name == "xl/workbook.xml"
		if part.UncompressedSize64 > UnpackedLimit || total > UnpackedLimit || other > partLimit {
			return 0, ErrTooLarge
		}
	}
	if total > partLimit && total/uint64(size) > ratioLimit {
		return 0, ErrTooLarge
	}
	if !workbook {
		return 0, ErrWorkbook
	}
	nth := 0
	for _, part := range archive.File {
		if !isSheet(strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))) {
			continue
		}
		nth++
		count, err := inspectSheet(ctx, part, nth)
		if err != nil {
			return 0, err
		}
		most = max(most, count)
	}
	return most, nil
}

func isSheet(name string) bool {
	return path.Dir(name) == "xl/worksheets" && path.Ext(name) == ".xml"
}

// inspectSheet walks the tags of a worksheet: the only way to see a formula
// without building the whole sheet in memory. A "<" within text is always
// escaped in XML, so every "<" begins a tag.
func inspectSheet(ctx context.Context, part *zip.File, nth int) (count int64, err error) {
	content, err := part.Open()
	if err != nil {
		return 0, ErrWorkbook.Because(err)
	}
	defer func() { _ = content.Close() }()
	in := bufio.NewReaderSize(content, 64<<10)
	var tag []byte
	cell, last := "", ""
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if err := skipTo(in, '<'); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return 0, ErrWorkbook.Because(err)
		}
		if tag, err = readTag(in, tag[:0]); err != nil {
			return 0, ErrWorkbook.Because(err)
		}
		switch name := localName(tag); name {
		case "row":
			count++
		case "c":
			cell = attribute(tag, "r")
		case "f":
			return 0, errs.Newf(ErrFormula.Kind, ErrFormula.Code,
				"第 %d 个工作表的单元格 %s 是公式，没有导入任何内容。请把公式粘贴为数值后再导入。", nth, cell)
		default:
			last = name
		}
	}
	if last != "/worksheet" {
		return 0, ErrWorkbook
	}
	return count, nil
}

func skipTo(in *bufio.Reader, c byte) error {
	for {
		_, err := in.ReadSlice(c)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// tagLimit is the longest tag that is kept; what is longer is skipped.
const tagLimit = 4 << 10

func readTag(in *bufio.Reader, tag []byte) ([]byte, error) {
	for {
		chunk, err := in.ReadSlice('>')
		if len(tag) < tagLimit {
			tag = append(tag, chunk...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return tag, err
		}
	}
}

// localName returns the name of a tag without its prefix, with the slash of an
// end tag.
func localName(tag []byte) string {
	end := bytes.IndexAny(tag, " \t\r\n/>")
	if end == 0 && tag[0] == '/' {
		return "/" + localName(tag[1:])
	}
	if end < 0 {
		return ""
	}
	name := tag[:end]
	if colon := bytes.IndexByte(name, ':'); colon >= 0 {
		name = name[colon+1:]
	}
	return string(name)
}

func attribute(tag []byte, name string) string {
	i := bytes.Index(tag, []byte(" "+name+`="`))
	if i < 0 {
		return ""
	}
	rest := tag[i+len(name)+3:]
	end := bytes.IndexByte(rest, '"')
	if end < 0 || end > 12 {
		return ""
	}
	return string(rest[:end])
}
