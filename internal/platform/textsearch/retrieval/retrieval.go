package retrieval

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/textsearch"
)

// Kind is what the measured documents are called in the index.
const Kind = "retrieval"

// depth is how far down a right document still counts.
const depth = 10

// maxLine bounds one line of a file, in bytes.
const maxLine = 16 << 20

// Document is a line of the file of documents.
type Document struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// Question is a line of the file of questions; Doc is the id of its answer.
type Question struct {
	Text string `json:"text"`
	Doc  string `json:"doc"`
}

// Report holds shares of the questions, 0 to 1: of those whose document came
// first, among the first three, the first ten; and the mean reciprocal rank
// within ten. Times are wall clock, in milliseconds.
type Report struct {
	Questions  int     `json:"questions"`
	RAt1       float64 `json:"r_at_1"`
	RAt3       float64 `json:"r_at_3"`
	RAt10      float64 `json:"r_at_10"`
	MRRAt10    float64 `json:"mrr_at_10"`
	MSPerQuery float64 `json:"ms_per_query"`
	Documents  int     `json:"documents"`
	MSP95      float64 `json:"ms_p95"`
}

// LineError is a line that could not be taken.
type LineError struct {
	Line   int // from 1
	Reason string
}

func (e *LineError) Error() string { return fmt.Sprintf("第 %d 行：%s", e.Line, e.Reason) }

// Documents reads a file of documents. Ids are unique and not empty.
func Documents(r io.Reader) ([]Document, error) {
	seen := map[string]bool{}
	return read(r, func(d Document) string {
		switch {
		case d.ID == "":
			return "缺少 id"
		case seen[d.ID]:
			return "id 重复"
		}
		seen[d.ID] = true
		return ""
	})
}

// Questions reads a file of questions about the documents.
func Questions(r io.Reader, documents []Document) ([]Question, error) {
	known := make(map[string]bool, len(documents))
	for _, d := range documents {
		known[d.ID] = true
	}
	return read(r, func(q Question) string {
		if !known[q.Doc] {
			return "doc 不是文档文件里的 id"
		}
		return ""
	})
}

func read[T any](r io.Reader, refuse func(T) string) ([]T, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	var list []T
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			return nil, &LineError{n, "不是一个 JSON 对象，或字段的类型不对"}
		}
		if reason := refuse(v); reason != "" {
			return nil, &LineError{n, reason}
		}
		list = append(list, v)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read lines: %w", err)
	}
	return list, nil
}

// Run indexes the documents and asks every question as a person would type it.
func Run(ctx context.Context, x *textsearch.Index, documents []Document, questions []Question, now func() time.Time) (Report, error) {
	for some := range slices.Chunk(documents, 2048) {
		list := make([]textsearch.Document, 0, len(some))
		for _, d := range some {
			list = append(list, textsearch.Document{ID: d.ID, Fields: []textsearch.Field{{Text: d.Text}}})
		}
		if err := x.Put(ctx, Kind, list...); err != nil {
			return Report{}, err
		}
	}
	report := Report{Questions: len(questions), Documents: len(documents)}
	if len(questions) == 0 {
		return report, nil
	}
	took := make([]float64, 0, len(questions))
	for _, q := range questions {
		begin := now()
		hits, _, err := x.Search(ctx, textsearch.Query{Kind: Kind, Text: q.Text, Limit: depth})
		took = append(took, float64(now().Sub(begin).Microseconds())/1000)
		if err != nil {
			return Report{}, err
		}
		report.count(slices.IndexFunc(hits, func(h textsearch.Hit) bool { return h.ID == q.Doc }))
	}
	n := float64(len(questions))
	report.RAt1, report.RAt3, report.RAt10, report.MRRAt10 = report.RAt1/n, report.RAt3/n, report.RAt10/n, report.MRRAt10/n
	for _, ms := range took {
		report.MSPerQuery += ms / n
	}
	slices.Sort(took)
	report.MSP95 = took[len(took)*95/100]
	return report, nil
}

// count takes note of where the right document came, from 0; -1 is nowhere.
func (r *Report) count(place int) {
	if place < 0 {
		return
	}
	if place == 0 {
		r.RAt1++
	}
	if place < 3 {
		r.RAt3++
	}
	r.RAt10++
	r.MRRAt10 += 1 / float64(place+1)
}
