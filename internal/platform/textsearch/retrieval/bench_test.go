package retrieval_test

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/platform/textsearch/retrieval"
	"github.com/yikou/yikou/migrations"
)

// BenchmarkFinding measures search on two public sets of questions, next to plain
// BM25 over pairs of characters, and prints the rows of docs/benchmarks.md.
//
//	go test -run '^$' -bench Finding -benchtime 1x ./internal/platform/textsearch/retrieval
func BenchmarkFinding(b *testing.B) {
	for _, set := range [][4]string{
		{"policy_documents.jsonl", "policy_questions.jsonl", "text", "docid"},
		{"gov_answers.jsonl", "gov_questions.jsonl", "answer", "answer"},
	} {
		b.Run(strings.TrimSuffix(set[1], ".jsonl"), func(b *testing.B) {
			documents, questions := real(b, set[0], set[1], set[2], set[3], 1)
			d, err := db.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "yikou.db"), db.Options{})
			require.NoError(b, err)
			b.Cleanup(func() { require.NoError(b, d.Close()) })
			require.NoError(b, d.Migrate(b.Context(), migrations.Files))
			x := textsearch.New(d)
			_, err = retrieval.Run(b.Context(), x, documents, nil, time.Now)
			require.NoError(b, err)
			for b.Loop() {
				begin := time.Now()
				var ranks []int
				for _, q := range questions {
					hits, _, err := x.Search(b.Context(), textsearch.Query{Kind: retrieval.Kind, Text: q.Text, Limit: 10})
					require.NoError(b, err)
					ranks = append(ranks, 1+slices.IndexFunc(hits, func(h textsearch.Hit) bool { return h.ID == q.Doc }))
				}
				ms := float64(time.Since(begin).Microseconds()) / 1000 / float64(len(questions))
				name := fmt.Sprintf("%s, %d over %d", strings.TrimSuffix(set[1], ".jsonl"), len(questions), len(documents))
				fmt.Printf("\n%s\n%s\n", row(name, "plain BM25", places(questions, plain(documents)), 0), row(name, "Yikou", ranks, ms))
			}
		})
	}
}

// plain returns BM25 with the usual parameters over pairs of neighbouring
// characters: for a question, the points of every document.
func plain(documents []retrieval.Document) func(string) []float64 {
	type posting struct{ document, count int }
	index, lengths, total := map[string][]posting{}, make([]float64, len(documents)), 0.0
	for i, d := range documents {
		counts := map[string]int{}
		for _, p := range pairs(d.Text) {
			counts[p]++
			lengths[i]++
		}
		total += lengths[i]
		for p, n := range counts {
			index[p] = append(index[p], posting{i, n})
		}
	}
	mean := total / float64(len(documents))
	return func(question string) []float64 {
		points := make([]float64, len(documents))
		for _, p := range pairs(question) {
			with := float64(len(index[p]))
			weight := math.Log(1 + (float64(len(documents))-with+0.5)/(with+0.5))
			for _, o := range index[p] {
				n := float64(o.count)
				points[o.document] += weight * n * 2.2 / (n + 1.2*(0.25+0.75*lengths[o.document]/mean))
			}
		}
		return points
	}
}

func pairs(text string) (list []string) {
	var last rune
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			last = 0
			continue
		}
		if last != 0 {
			list = append(list, string([]rune{last, r}))
		}
		last = r
	}
	return list
}

// places returns where each right document comes by its points; of equal points
// the earlier document comes first.
func places(questions []retrieval.Question, score func(string) []float64) (ranks []int) {
	for _, q := range questions {
		points := score(q.Text)
		right, _ := strconv.Atoi(q.Doc)
		place := 1
		for i, p := range points {
			if p > points[right] || (p == points[right] && i < right) {
				place++
			}
		}
		ranks = append(ranks, place)
	}
	return ranks
}

// row is a row of the table; a right document has a place from 1, or 0 for none.
func row(set, engine string, ranks []int, ms float64) string {
	var folds [5][]int
	var first, third, tenth, reciprocal float64
	for i, r := range ranks {
		folds[i%5] = append(folds[i%5], r)
		if r == 1 {
			first++
		}
		if r >= 1 && r <= 3 {
			third++
		}
		if r >= 1 && r <= 10 {
			tenth++
			reciprocal += 1 / float64(r)
		}
	}
	var shares []float64
	for _, f := range folds {
		n := 0
		for _, r := range f {
			if r == 1 {
				n++
			}
		}
		shares = append(shares, float64(n)/float64(len(f)))
	}
	n := float64(len(ranks))
	took := "–"
	if ms > 0 {
		took = fmt.Sprintf("%.1f", ms)
	}
	return fmt.Sprintf("| %s | %s | %.3f | %.3f | %.3f | %.3f | %.3f to %.3f | %s |", set, engine, first/n, third/n, tenth/n, reciprocal/n,
		slices.Min(shares), slices.Max(shares), took)
}
