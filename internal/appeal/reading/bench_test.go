package reading_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/reading/specimen"
	"github.com/yikou/yikou/internal/platform/classify"
)

// lines returns the rows of a set nobody here wrote.
func lines(t testing.TB, name string) (rows []map[string]any) {
	t.Helper()
	root := os.Getenv("YIKOU_SHARED_DATA")
	if root == "" {
		root = "../../../../shared/data"
	}
	f, err := os.Open(filepath.Join(root, "tickets", name))
	if err != nil {
		t.Skipf("SKIPPED, real data is absent: %v", err)
	}
	defer func() { require.NoError(t, f.Close()) }()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var row map[string]any
		require.NoError(t, json.Unmarshal(s.Bytes(), &row))
		rows = append(rows, row)
	}
	require.NoError(t, s.Err())
	return rows
}

// BenchmarkShipped measures the models that ship and prints the rows of
// docs/benchmarks.md: on made-up appeals whose wording was held out, and the kind
// on real messages, which neither it nor who wrote the made-up ones saw.
//
//	go test -run '^$' -bench Shipped -benchtime 1x ./internal/appeal/reading
func BenchmarkShipped(b *testing.B) {
	for b.Loop() {
		var kinds, topics, groups, fields []classify.Example
		for _, a := range specimen.All() {
			code := strings.Split(a.Topic, ".")
			kinds = append(kinds, classify.Example{Text: a.Text, Label: a.Kind, Group: a.Frame})
			topics = append(topics, classify.Example{Text: a.Text, Label: a.Topic, Group: a.Phrase})
			groups = append(groups, classify.Example{Text: a.Text, Label: code[0] + "." + code[1], Group: a.Phrase})
			fields = append(fields, classify.Example{Text: a.Text, Label: code[0], Group: a.Phrase})
		}
		for _, set := range []struct {
			name string
			rows []classify.Example
		}{{"kind, frames held out", kinds}, {"field of the topic, phrases held out", fields}, {"group of the topic, phrases held out", groups}, {"topic, phrases held out", topics}} {
			r, err := classify.CrossValidate(b.Context(), set.rows, nil, 5, classify.Options{}, time.Now)
			require.NoError(b, err)
			fmt.Printf("\n| made up: %s | %d | %d | %.3f | %.3f | %.3f |\n", set.name, r.Rows, len(r.PerClass), r.Accuracy, r.MacroF1, r.Calibration)
		}
		var real []classify.Example
		three := map[string]string{"咨询": "consult", "建言": "suggest", "投诉/求助": "complain"}
		for i, row := range lines(b, "kind_labelled.jsonl") {
			if i%3 == 2 {
				continue // which words decided on these was looked at while the frames were written
			}
			real = append(real, classify.Example{Text: row["text"].(string), Label: three[row["type"].(string)]})
		}
		right, sure, sureRight := 0, 0, 0
		for _, e := range real {
			p := reading.Shipped().Kind.Classify(e.Text)
			said := p[0].Label
			if said == "help" || said == "report" {
				said = "complain"
			}
			ok := said == e.Label
			if ok {
				right++
			}
			if p[0].Confidence >= 0.95 {
				sure++
				if ok {
					sureRight++
				}
			}
		}
		fmt.Printf("\n| real: kind_labelled, help and report counted with complain | %d | 3 | %.3f | | at 0.95 or more: %.0f %% of texts, %.1f %% right |\n", len(real), float64(right)/float64(len(real)),
			100*float64(sure)/float64(len(real)), 100*float64(sureRight)/float64(sure))
	}
}
