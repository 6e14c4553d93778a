package matchfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// MaxLine bounds one line of the enterprises file in bytes. It is a guess, a
// thousand times what a firm with every fact takes.
const MaxLine = 16 << 20

// lineReader reads lines of bounded length. A line that is too long is skipped
// without being held.
type lineReader struct {
	in     *bufio.Reader
	number int
}

func newLineReader(in io.Reader) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(in, 1<<18)}
}

// next returns the next line without its end and its number, counted from 1.
// reason is set, and the line nil, for a line that is too long. io.EOF after the
// last line.
func (r *lineReader) next() (line []byte, number int, reason string, err error) {
	r.number++
	size := 0
	for {
		part, err := r.in.ReadSlice('\n')
		size += len(part)
		if size <= MaxLine {
			line = append(line, part...)
		} else {
			line = nil
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || size == 0):
			return nil, r.number, "", err
		case size > MaxLine:
			return nil, r.number, fmt.Sprintf("这一行太长：最多 %d MiB", MaxLine>>20), nil
		}
		if r.number == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		return bytes.TrimRight(line, "\r\n"), r.number, "", nil
	}
}
