package matchfile

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Options says how to match.
type Options struct {
	// AsOf is the day of the verdicts. It must not be zero.
	AsOf civil.Date
	// Trace writes the clauses of each verdict.
	Trace bool
	// Decode says how measures are read; its zero value is right without a
	// database.
	Decode eligibility.DecodeOptions
	// Refused is told of each refused line as it is met, in order; may be nil. An
	// error of its own stops the matching.
	Refused func(RefusedLine) error
	// Workers is how many lines are decided at once; 0 is one for each core.
	Workers int
}

// RefusedLine is a line of the enterprises file for which nothing was written.
type RefusedLine struct {
	// Line counts from 1.
	Line   int
	Reason string
}

// String returns the refusal as one Chinese sentence.
func (r RefusedLine) String() string { return fmt.Sprintf("第 %d 行：%s", r.Line, r.Reason) }

// maxListed bounds how many refused lines LinesError lists. It is a guess.
const maxListed = 20

// LinesError says that some lines were refused; every other line was matched
// and written.
type LinesError struct {
	// Lines are the first refused lines, Count is how many there were.
	Lines []RefusedLine
	Count int
}

// Error returns the refused lines, one a line.
func (e *LinesError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "企业文件有 %d 行没有通过，其余各行已匹配并输出：", e.Count)
	for _, l := range e.Lines {
		b.WriteString("\n" + l.String())
	}
	if e.Count > len(e.Lines) {
		fmt.Fprintf(&b, "\n……另有 %d 行", e.Count-len(e.Lines))
	}
	return b.String()
}

// Match decides every measure over every enterprise and writes one line for each
// pair: enterprises in the order of their lines, for each the measures in the
// order of their file. Memory does not grow with the number of enterprises.
//
// A *eligibility.DecodeError refuses the measures; nothing is written then. A
// *LinesError, after everything else was written, lists the lines of enterprises
// that were refused. Errors of the readers, the writer and ctx are returned as
// they are. An empty line is passed over.
func Match(ctx context.Context, measures, enterprises io.Reader, out io.Writer, opts Options) error {
	list, err := eligibility.DecodeMeasures(measures, opts.Decode)
	if err != nil {
		return err
	}
	if opts.AsOf.IsZero() {
		return errors.New("match: no as-of date")
	}
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	measuresOf := make([]*eligibility.Measure, len(list))
	for i := range list {
		measuresOf[i] = &list[i]
	}
	m := &matcher{program: bulk.Compile(measuresOf, opts.AsOf), opts: opts, queue: make(chan *job, 2*opts.Workers), order: make(chan *job, 2*opts.Workers)}
	var workers sync.WaitGroup
	for range opts.Workers {
		workers.Go(m.decide)
	}
	var readErr error
	workers.Go(func() {
		defer close(m.queue)
		defer close(m.order)
		readErr = m.read(ctx, enterprises)
	})
	refused, writeErr := m.write(out)
	if writeErr != nil {
		cancel()
		m.drain()
	}
	workers.Wait()
	switch {
	case writeErr != nil:
		return writeErr
	case readErr != nil:
		return readErr
	case refused.Count > 0:
		return refused
	}
	return nil
}

// job is one line on its way; done is closed when result or reason is set.
type job struct {
	line   []byte
	number int
	reason string
	result []byte
	done   chan struct{}
}

type matcher struct {
	program *bulk.Program
	opts    Options
	// queue feeds the workers, order the writer; both hold the same jobs.
	queue, order chan *job
}

func (m *matcher) read(ctx context.Context, in io.Reader) error {
	lines := newLineReader(in)
	for {
		line, number, reason, err := lines.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read enterprises, line %d: %w", number, err)
		}
		if reason == "" && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		j := &job{line: line, number: number, reason: reason, done: make(chan struct{})}
		// The workers get it first: what the writer waits for is always on its way.
		for _, to := range [...]chan *job{m.queue, m.order} {
			select {
			case to <- j:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

func (m *matcher) decide() {
	for j := range m.queue {
		m.decideLine(j)
		close(j.done)
	}
}

func (m *matcher) decideLine(j *job) {
	if j.reason != "" {
		return
	}
	e, err := eligibility.DecodeEnterprise(j.line)
	if err != nil {
		j.reason = err.Error()
		return
	}
	for i, f := range m.program.Findings(e) {
		measure := m.program.Measures()[i]
		j.result = f.AppendLine(j.result, e.USCC, measure.ID, m.opts.AsOf, m.opts.Trace)
		j.result = append(j.result, '\n')
	}
}

func (m *matcher) write(out io.Writer) (*LinesError, error) {
	refused := &LinesError{}
	w := bufio.NewWriterSize(out, 1<<18)
	for j := range m.order {
		<-j.done
		if j.reason == "" {
			if _, err := w.Write(j.result); err != nil {
				return refused, fmt.Errorf("write verdicts: %w", err)
			}
			continue
		}
		line := RefusedLine{j.number, j.reason}
		if refused.Count++; len(refused.Lines) < maxListed {
			refused.Lines = append(refused.Lines, line)
		}
		if m.opts.Refused != nil {
			if err := m.opts.Refused(line); err != nil {
				return refused, err
			}
		}
	}
	if err := w.Flush(); err != nil {
		return refused, fmt.Errorf("write verdicts: %w", err)
	}
	return refused, nil
}

// drain lets the reader and the workers end after the writer has failed.
func (m *matcher) drain() {
	for range m.order {
	}
}
