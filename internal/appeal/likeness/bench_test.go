package likeness_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/likeness"
)

// message is a real one, of which only the label is ever printed.
type message struct{ Subject, Detail, Label string }

// messages returns the rows of a set nobody here wrote.
func messages(t testing.TB, name string) (list []message) {
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
		var m message
		require.NoError(t, json.Unmarshal(s.Bytes(), &m))
		list = append(list, m)
	}
	require.NoError(t, s.Err())
	return list
}

// BenchmarkGroups measures how fast alike messages are put together, and how often
// those of a group were labelled alike by hand; it prints the rows of
// docs/benchmarks.md.
//
//	go test -run '^$' -bench Groups -benchtime 1x ./internal/appeal/likeness
func BenchmarkGroups(b *testing.B) {
	for b.Loop() {
		for _, set := range []struct {
			name   string
			copies int
		}{{"unlabelled.jsonl", 1}, {"unlabelled.jsonl", 10}, {"topic_labelled.jsonl", 1}} {
			list := messages(b, set.name)
			texts := []string{}
			for n := range set.copies {
				for i, m := range list {
					text := m.Subject + "。" + m.Detail
					if n > 0 { // halves of two messages: as many words, another matter
						other := list[(i+n*37)%len(list)]
						text = half(m.Subject+"。"+m.Detail) + half(other.Detail)
					}
					texts = append(texts, text)
				}
			}
			start := time.Now()
			groups := likeness.Groups(texts, likeness.GroupFrom)
			took := time.Since(start)
			of3, in3, agree, grouped, largest := 0, 0, 0, 0, 0
			labels, all := map[string]int{}, len(list)
			for _, m := range list {
				labels[m.Label]++
			}
			most := 0
			for _, n := range labels {
				most = max(most, n)
			}
			for _, g := range groups {
				largest = max(largest, len(g))
				if len(g) >= 3 {
					of3, in3 = of3+1, in3+len(g)
				}
				if set.copies > 1 || list[0].Label == "" {
					continue
				}
				count, top := map[string]int{}, 0
				for _, i := range g {
					count[list[i].Label]++
					top = max(top, count[list[i].Label])
				}
				grouped, agree = grouped+len(g), agree+top
			}
			purity := ""
			if grouped > 0 {
				purity = fmt.Sprintf("%.3f of %d (%.3f in the largest label)", float64(agree)/float64(grouped), grouped, float64(most)/float64(all))
			}
			fmt.Printf("\n| %s × %d | %d | %.0f/s | %d groups, %d of three or more with %d texts, largest %d | %s |\n", set.name, set.copies, len(texts),
				float64(len(texts))/took.Seconds(), len(groups), of3, in3, largest, purity)
		}
	}
}

func half(text string) string {
	runes := []rune(text)
	return string(runes[:len(runes)/2])
}
