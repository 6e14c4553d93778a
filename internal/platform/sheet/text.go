package sheet

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/yikou/yikou/internal/platform/errs"
)

const utf8BOM = "\xEF\xBB\xBF"

func openText(ctx context.Context, src io.ReaderAt, size int64) (*Reader, error) {
	lines, err := inspect(ctx, src, size)
	if err != nil {
		return nil, err
	}
	t := &text{in: bufio.NewReaderSize(io.NewSectionReader(src, 0, size), LineLimit+2)}
	if bom, _ := t.in.Peek(len(utf8BOM)); string(bom) == utf8BOM {
		_, _ = t.in.Discard(len(utf8BOM))
	}
	first, _ := t.in.Peek(8 << 10)
	t.comma = separator(first)
	return &Reader{source: t, Estimate: max(0, lines-1)}, nil
}

// separator returns the comma, tab or semicolon, whichever the first line has
// most of.
func separator(head []byte) byte {
	if end := bytes.IndexByte(head, '\n'); end >= 0 {
		head = head[:end]
	}
	best, most := byte(','), bytes.Count(head, []byte{','})
	for _, c := range []byte{'\t', ';'} {
		if n := bytes.Count(head, []byte{c}); n > most {
			best, most = c, n
		}
	}
	return best
}

// inspect reads a text once, in bounded memory, and refuses what cannot be read
// as a table. It returns the number of lines.
func inspect(ctx context.Context, src io.ReaderAt, size int64) (lines int64, err error) {
	const block = 1 << 20
	buffer := make([]byte, block)
	carried := 0          // bytes of a rune cut by the block's end
	lineStart := int64(0) // offset of the current line
	for at := int64(0); at < size; {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		n, err := src.ReadAt(buffer[carried:], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		if n == 0 {
			break
		}
		data := buffer[:carried+n]
		begin := at - int64(carried)
		at += int64(n)
		if begin == 0 && (bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF"))) {
			return 0, ErrUTF16
		}
		whole := len(data)
		if at < size {
			whole = cutRune(data)
		}
		if !utf8.Valid(data[:whole]) {
			return 0, wrongEncoding(data[:whole], lines+1)
		}
		if i := bytes.IndexByte(data[:whole], 0); i >= 0 {
			return 0, errs.Newf(ErrNUL.Kind, ErrNUL.Code, "第 %d 行里有空字符，文件不是文本或已经损坏，没有导入任何内容。请重新导出后再导入。", lines+1+int64(bytes.Count(data[:i], []byte{'\n'})))
		}
		for rest, offset := data[:whole], begin; ; {
			i := bytes.IndexByte(rest, '\n')
			if i < 0 {
				if begin+int64(whole)-lineStart > LineLimit {
					return 0, tooLong(lines + 1)
				}
				break
			}
			if offset+int64(i)-lineStart > LineLimit {
				return 0, tooLong(lines + 1)
			}
			lines++
			offset += int64(i) + 1
			lineStart, rest = offset, rest[i+1:]
		}
		carried = copy(buffer, data[whole:])
	}
	if lineStart < size {
		lines++
	}
	return lines, nil
}

// cutRune returns how many bytes of data do not belong to a last rune that is
// cut short.
func cutRune(data []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(data); back++ {
		if c := data[len(data)-back]; utf8.RuneStart(c) {
			if !utf8.FullRune(data[len(data)-back:]) {
				return len(data) - back
			}
			break
		}
	}
	return len(data)
}

func tooLong(line int64) error {
	return errs.Newf(ErrLine.Kind, ErrLine.Code, "第 %d 行超过 1 MiB，没有导入任何内容。请检查文件是否完整、引号是否配对。", line)
}

// wrongEncoding tells GBK, which Excel writes by default in China, from
// everything else.
func wrongEncoding(data []byte, line int64) error {
	bad := 0
	for bad < len(data) {
		r, n := utf8.DecodeRune(data[bad:])
		if r == utf8.RuneError && n <= 1 {
			break
		}
		bad += n
	}
	line += int64(bytes.Count(data[:bad], []byte{'\n'}))
	sample := data[:min(len(data), bad+64<<10)]
	if end := bytes.LastIndexByte(sample, '\n'); end > bad {
		sample = sample[:end]
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(sample)
	if err == nil && bytes.Count(decoded, []byte("\uFFFD")) <= len(sample)/1000 {
		return ErrGBK
	}
	return errs.Newf(ErrEncoding.Kind, ErrEncoding.Code, "第 %d 行不是 UTF-8 文本，没有导入任何内容。请另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再导入。", line)
}

// text reads RFC 4180 records as leniently as Excel: a quote inside an unquoted
// cell is a character like any other, and text behind a closing quote belongs to
// the cell.
type text struct {
	in    *bufio.Reader
	comma byte
	line  int64 // lines read
	width int   // cells of the record before
}

func (t *text) close() error { return nil }

// readLine returns the next line without its end. The bytes are valid until the
// next call.
func (t *text) readLine() ([]byte, error) {
	line, err := t.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return nil, tooLong(t.line + 1)
	}
	if err != nil && (!errors.Is(err, io.EOF) || len(line) == 0) {
		return nil, err
	}
	t.line++
	line = bytes.TrimSuffix(line, []byte{'\n'})
	return bytes.TrimSuffix(line, []byte{'\r'}), nil
}

func (t *text) next() ([]string, error) {
	line, err := t.readLine()
	if err != nil {
		return nil, err
	}
	cells := make([]string, 0, max(t.width, 4))
	if bytes.IndexByte(line, '"') < 0 {
		whole := string(line) // one allocation for all cells
		for from := 0; ; {
			end := bytes.IndexByte(line[from:], t.comma)
			if end < 0 {
				cells = append(cells, whole[from:])
				break
			}
			cells = append(cells, whole[from:from+end])
			from += end + 1
		}
		t.width = len(cells)
		return cells, nil
	}
	began, size := t.line, 0
	for {
		var cell string
		if cell, line, err = t.cell(line, &size, began); err != nil {
			return nil, err
		}
		cells = append(cells, cell)
		if line == nil {
			t.width = len(cells)
			return cells, nil
		}
	}
}

// cell reads one cell off a line and returns what follows the separator, nil at
// the end of the record. A quoted cell may go on over many lines; size counts
// what the record's quoted cells hold.
func (t *text) cell(line []byte, size *int, began int64) (string, []byte, error) {
	if len(line) == 0 || line[0] != '"' {
		if end := bytes.IndexByte(line, t.comma); end >= 0 {
			return unwrap(line[:end]), line[end+1:], nil
		}
		return unwrap(line), nil, nil
	}
	var b []byte
	line = line[1:]
	for {
		end := bytes.IndexByte(line, '"')
		if end < 0 {
			b = append(append(b, line...), '\n')
			if *size+len(b) > LineLimit {
				return "", nil, openQuote(began)
			}
			var err error
			if line, err = t.readLine(); errors.Is(err, io.EOF) {
				return "", nil, openQuote(began)
			} else if err != nil {
				return "", nil, err
			}
			continue
		}
		b = append(b, line[:end]...)
		line = line[end+1:]
		switch {
		case len(line) == 0:
			*size += len(b)
			return unwrap(b), nil, nil
		case line[0] == t.comma:
			*size += len(b)
			return unwrap(b), line[1:], nil
		case line[0] == '"':
			b, line = append(b, '"'), line[1:]
		default:
			rest, after, err := t.cell(append([]byte{' '}, line...), size, began)
			return string(b) + rest[1:], after, err
		}
	}
}

func openQuote(line int64) error {
	return errs.Newf(ErrQuote.Kind, ErrQuote.Code, "第 %d 行的引号没有配对，没有导入任何内容。请补上引号后再导入。", line)
}

// unwrap takes the text out of ="…", which other programs write so that Excel
// keeps a long number as text.
func unwrap(cell []byte) string {
	if len(cell) >= 3 && cell[0] == '=' && cell[1] == '"' && cell[len(cell)-1] == '"' {
		return string(cell[2 : len(cell)-1])
	}
	return string(cell)
}
