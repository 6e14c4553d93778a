package yardstick_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/classify"
)

// real returns the rows of a set nobody here wrote: text is made of some of its
// keys, labels of fewer than least rows are left out.
func real(t testing.TB, name, label string, least int, text ...string) []classify.Example {
	t.Helper()
	root := os.Getenv("YIKOU_SHARED_DATA")
	if root == "" {
		root = "../../../../../shared/data"
	}
	f, err := os.Open(filepath.Join(root, name))
	if err != nil {
		t.Skipf("SKIPPED, real data is absent: %v", err)
	}
	defer func() { require.NoError(t, f.Close()) }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	var rows []classify.Example
	count := map[string]int{}
	for lines.Scan() {
		var row map[string]any
		require.NoError(t, json.Unmarshal(lines.Bytes(), &row))
		var parts []string
		for _, key := range text {
			parts = append(parts, row[key].(string))
		}
		e := classify.Example{Text: strings.TrimSpace(strings.Join(parts, "\n")), Label: row[label].(string)}
		rows = append(rows, e)
		count[e.Label]++
	}
	require.NoError(t, lines.Err())
	return slices.DeleteFunc(rows, func(e classify.Example) bool { return e.Label == "" || count[e.Label] < least })
}

// A plain linear machine on runs of characters has a macro-F1 of 0.840.
func TestQuestionsFindTheirDepartment(t *testing.T) {
	t.Parallel()
	r, err := classify.CrossValidate(t.Context(), real(t, "qa/gov_questions.jsonl", "dept", 10, "question"), nil, 5, classify.Options{}, time.Now)
	require.NoError(t, err)
	require.Len(t, r.PerClass, 14)
	require.Greater(t, r.MacroF1, 0.840)
	require.Greater(t, r.Accuracy, 0.90)
}

// BenchmarkTelling measures the models by cross-validation on public sets of
// labelled messages and prints the rows of docs/benchmarks.md.
//
//	go test -run '^$' -bench Telling -benchtime 1x -timeout 30m ./internal/platform/classify/yardstick
func BenchmarkTelling(b *testing.B) {
	labelled := real(b, "tickets/topic_labelled.jsonl", "label", 1, "subject", "detail")
	tokens := real(b, "tickets/topic_tokens.jsonl", "label", 1, "tokens")
	for _, set := range []struct {
		name, yardstick string
		rows, more      []classify.Example
	}{
		{"topic_tokens", "0.915", tokens, nil},
		{"topic_labelled", "0.915 (on the whole set)", labelled, nil},
		{"topic_labelled, more from topic_tokens", "0.915 (on the whole set)", labelled, tokens},
		{"kind_labelled", "0.817", real(b, "tickets/kind_labelled.jsonl", "type", 1, "text"), nil},
		{"gov_questions to departments", "0.840 (accuracy 0.912)", real(b, "qa/gov_questions.jsonl", "dept", 10, "question"), nil},
	} {
		b.Run(set.name, func(b *testing.B) {
			for b.Loop() {
				r, err := classify.CrossValidate(b.Context(), set.rows, set.more, 5, classify.Options{}, time.Now)
				require.NoError(b, err)
				low, high := 1.0, 0.0
				for _, f := range r.Folds {
					low, high = min(low, f.MacroF1), max(high, f.MacroF1)
				}
				sure := r.Sure[slices.IndexFunc(r.Sure, func(s classify.Sure) bool { return s.At == 0.9 })]
				fmt.Printf("\n| %s | %d | %d | %s | **%.3f** | %.3f to %.3f | %.3f | %.3f | %.0f %% of texts, %.1f %% right | %.2f |\n", set.name, r.Rows, len(r.PerClass),
					set.yardstick, r.MacroF1, low, high, r.Accuracy, r.Calibration, 100*sure.Share, 100*sure.Accuracy, r.MSPerText)
			}
		})
	}
}

// BenchmarkText measures one text of 400 characters with a model of real size.
//
//	go test -run '^$' -bench Text -benchtime 20000x ./internal/platform/classify/yardstick
func BenchmarkText(b *testing.B) {
	rows := real(b, "tickets/topic_labelled.jsonl", "label", 1, "subject", "detail")
	m, err := classify.Train(b.Context(), rows, classify.Options{Task: "试验"})
	require.NoError(b, err)
	var all strings.Builder
	for _, e := range rows[:200] {
		all.WriteString(e.Text)
	}
	runes := []rune(all.String())
	var took []time.Duration
	for b.Loop() {
		at := len(took) * 37 % (len(runes) - 400)
		text := string(runes[at : at+400])
		begin := time.Now()
		m.Classify(text)
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	size, err := m.WriteTo(io.Discard)
	require.NoError(b, err)
	b.ReportMetric(float64(size), "file-bytes")
}
