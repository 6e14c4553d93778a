package evaluation_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/drafting/evaluation"
	"github.com/yikou/yikou/internal/policy/drafting/reader"
	"github.com/yikou/yikou/internal/standard/division"
)

func run(t *testing.T, text string, draft evaluation.Drafter) evaluation.Report {
	t.Helper()
	rows, err := evaluation.ReadRows(strings.NewReader(text))
	require.NoError(t, err)
	report, err := evaluation.Run(rows, draft)
	require.NoError(t, err)
	return report
}

func TestTheLabelledParagraphsAreReadAsWellAsIsPublished(t *testing.T) {
	t.Parallel()
	known := map[string]*reader.Vocabulary{}
	draft := func(row evaluation.Row) (reader.Draft, error) {
		if known[row.Place] == nil {
			known[row.Place] = reader.NewVocabulary(nil, nil, division.Default(), row.Place)
		}
		return reader.Read(row.Text, known[row.Place]), nil
	}
	for name, floor := range map[string]struct {
		rows                           int
		precision, recall, combination float64
	}{
		"dev":      {130, 0.99, 0.99, 0.98},
		"held_out": {98, 0.97, 0.98, 0.97},
		"blind":    {60, 0.99, 0.99, 0.99},
		"blind2":   {66, 0.99, 0.99, 0.99},
	} {
		text, err := os.ReadFile("testdata/" + name + ".jsonl")
		require.NoError(t, err)
		r := run(t, string(text), draft)
		require.Equal(t, floor.rows, r.Rows, name)
		require.GreaterOrEqual(t, r.Clauses.Precision, floor.precision, name)
		require.GreaterOrEqual(t, r.Clauses.Recall, floor.recall, name)
		for _, s := range r.Scores {
			if s.Kind == "combination" {
				require.GreaterOrEqual(t, s.Recall, floor.combination, name)
			}
		}
	}
}

const row = `{"id":"x","text":"成立满三年，未列入经营异常名录。","when":{"all":[{"fact":"registered","op":"older_than","value":"P3Y"},{"fact":"abnormal","op":"=","value":false}]}}`

func TestWhatMeansTheSameCountsAsTheSame(t *testing.T) {
	t.Parallel()
	r := run(t, row, func(row evaluation.Row) (reader.Draft, error) {
		return reader.Read(row.Text, reader.NewVocabulary(nil, nil, division.Default(), "")), nil
	})
	require.Equal(t, 1, r.Whole, r.Misses)
	require.Equal(t, 2, r.Clauses.Right)
}

func TestNothingDraftedIsNoPrecisionAndNoRecall(t *testing.T) {
	t.Parallel()
	r := run(t, row, func(evaluation.Row) (reader.Draft, error) { return reader.Draft{}, nil })
	require.Zero(t, r.Whole)
	require.Equal(t, 2, r.Clauses.Labelled)
	require.Zero(t, r.Clauses.Recall)
	require.Len(t, r.Misses, 3) // two clauses and their combination
}

func TestAWrongFigureIsMissedAndWrong(t *testing.T) {
	t.Parallel()
	r := run(t, strings.ReplaceAll(row, "P3Y", "P2Y"), func(row evaluation.Row) (reader.Draft, error) {
		return reader.Read(row.Text, reader.NewVocabulary(nil, nil, division.Default(), "")), nil
	})
	require.Equal(t, 1, r.Clauses.Right)
	require.InDelta(t, 0.5, r.Clauses.Precision, 1e-9)
	require.InDelta(t, 0.5, r.Clauses.Recall, 1e-9)
}

func TestALineThatIsNoRowIsRefusedWithItsNumber(t *testing.T) {
	t.Parallel()
	_, err := evaluation.ReadRows(strings.NewReader(row + "\n{\"txt\":1}\n"))
	require.ErrorContains(t, err, "第 2 行")
}
