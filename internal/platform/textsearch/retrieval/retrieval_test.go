package retrieval_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/platform/textsearch/retrieval"
)

const documents = `{"id":"rent","text":"房租补贴办法。入驻产业园的企业，按实际租金的50%给予补贴，每年不超过20万元。"}

{"id":"loan","text":"贷款贴息指南。贷款利息超过5万元的，由区财政局给予贴息。"}
{"id":"rnd","text":"研发费用补助。对上年度研发费用增长的企业给予补助。"}
`

func TestShareAndRankAreCountedByTheFirstTen(t *testing.T) {
	t.Parallel()
	list, err := retrieval.Documents(strings.NewReader(documents))
	require.NoError(t, err)
	questions, err := retrieval.Questions(strings.NewReader(`{"text":"产业园的房租补多少？","doc":"rent"}
{"text":"贷款利息能补贴吗？","doc":"rent"}
{"text":"天气怎么样","doc":"rnd"}
{"text":"研发费用增长有什么奖励","doc":"rnd"}`), list)
	require.NoError(t, err)
	moment := time.Unix(0, 0)
	report, err := retrieval.Run(t.Context(), textsearch.New(dbtest.Open(t, db.SQLite)), list, questions, func() time.Time {
		moment = moment.Add(2 * time.Millisecond)
		return moment
	})
	require.NoError(t, err)
	require.Equal(t, retrieval.Report{
		Questions: 4, Documents: 3, RAt1: 0.5, RAt3: 0.75, RAt10: 0.75, MRRAt10: 0.625, MSPerQuery: 2, MSP95: 2,
	}, report, "the second question finds the loan first and the rent second; the third finds nothing")
}

func TestALineThatCannotBeTakenIsNamed(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"{\"id\":\"a\",\"text\":\"\"}\n{": "第 2 行", `{"text":"无号"}`: "缺少 id", "{\"id\":\"a\"}\n\n{\"id\":\"a\"}": "第 3 行：id 重复",
	} {
		_, err := retrieval.Documents(strings.NewReader(text))
		require.ErrorContains(t, err, want)
	}
	_, err := retrieval.Questions(strings.NewReader(`{"text":"问","doc":"b"}`), []retrieval.Document{{ID: "a"}})
	require.ErrorContains(t, err, "doc 不是文档文件里的 id")
}

// real returns one in every few questions of a set nobody trained on, and all
// of its documents.
func real(t testing.TB, docs, asked, text, id string, each int) ([]retrieval.Document, []retrieval.Question) {
	t.Helper()
	root := os.Getenv("YIKOU_SHARED_DATA")
	if root == "" {
		root = "../../../../../shared/data"
	}
	lines := func(name string) (list []map[string]any) {
		f, err := os.Open(filepath.Join(root, "qa", name))
		if err != nil {
			t.Skipf("SKIPPED, real data is absent: %v", err)
		}
		defer func() { require.NoError(t, f.Close()) }()
		s := bufio.NewScanner(f)
		s.Buffer(nil, 1<<24)
		for s.Scan() {
			var m map[string]any
			require.NoError(t, json.Unmarshal(s.Bytes(), &m))
			list = append(list, m)
		}
		return list
	}
	number := map[any]string{}
	var list []retrieval.Document
	for i, d := range lines(docs) {
		number[d[id]] = strconv.Itoa(i)
		list = append(list, retrieval.Document{ID: strconv.Itoa(i), Text: d[text].(string)})
	}
	var questions []retrieval.Question
	for i, q := range lines(asked) {
		if i%each == 0 {
			questions = append(questions, retrieval.Question{Text: q["question"].(string), Doc: number[q[id]]})
		}
	}
	return list, questions
}

// Plain BM25 over pairs has 0.815 of the whole set.
func TestQuestionsFindTheirPolicy(t *testing.T) {
	t.Parallel()
	list, questions := real(t, "policy_documents.jsonl", "policy_questions.jsonl", "text", "docid", 3)
	report, err := retrieval.Run(t.Context(), textsearch.New(dbtest.Open(t, db.SQLite)), list, questions, time.Now)
	require.NoError(t, err)
	require.Greater(t, report.RAt1, 0.82)
	require.Greater(t, report.RAt10, 0.96)
}

// Plain BM25 over pairs has 0.570 of the whole set.
func TestQuestionsFindTheirAnswer(t *testing.T) {
	t.Parallel()
	list, questions := real(t, "gov_answers.jsonl", "gov_questions.jsonl", "answer", "answer", 12)
	report, err := retrieval.Run(t.Context(), textsearch.New(dbtest.Open(t, db.SQLite)), list, questions, time.Now)
	require.NoError(t, err)
	require.Greater(t, report.RAt1, 0.60)
	require.Greater(t, report.RAt10, 0.87)
}

func TestBothEnginesRankAlike(t *testing.T) {
	t.Parallel()
	list, questions := real(t, "gov_answers.jsonl", "gov_questions.jsonl", "answer", "answer", 80)
	list = list[:80]
	var ranked [][]textsearch.Hit
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := textsearch.New(d)
		_, err := retrieval.Run(t.Context(), x, list, nil, time.Now)
		require.NoError(t, err)
		var hits []textsearch.Hit
		for _, q := range questions {
			some, _, err := x.Search(t.Context(), textsearch.Query{Kind: retrieval.Kind, Text: q.Text})
			require.NoError(t, err)
			hits = append(hits, some...)
		}
		require.Greater(t, len(hits), len(questions))
		ranked = append(ranked, hits)
	})
	for _, other := range ranked {
		require.Equal(t, ranked[0], other)
	}
}
