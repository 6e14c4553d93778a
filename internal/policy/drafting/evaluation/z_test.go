package evaluation

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/drafting/reader"
	"github.com/yikou/yikou/internal/standard/division"
)

func TestZ(t *testing.T) {
	f, err := os.Open(os.Getenv("ROWS"))
	require.NoError(t, err)
	rows, err := ReadRows(f)
	require.NoError(t, err)
	voc := map[string]*reader.Vocabulary{}
	texts := map[string]string{}
	rep, err := Run(rows, func(row Row) (reader.Draft, error) {
		v := voc[row.Place]
		if v == nil {
			v = reader.NewVocabulary(nil, nil, division.Default(), row.Place)
			voc[row.Place] = v
		}
		texts[row.ID] = row.Text
		return reader.Read(row.Text, v), nil
	})
	require.NoError(t, err)
	for _, s := range append(rep.Scores, rep.Clauses) {
		fmt.Printf("%-14s %4d %4d %4d  P %.3f R %.3f\n", s.Kind, s.Labelled, s.Drafted, s.Right, s.Precision, s.Recall)
	}
	fmt.Println("rows", rep.Rows, "whole", rep.Whole)
	if os.Getenv("MISSES") != "" {
		last := ""
		for _, m := range rep.Misses {
			if m.ID != last {
				fmt.Println("==", m.ID, texts[m.ID])
				last = m.ID
			}
			fmt.Printf("   %s\n     want %s\n     got  %s\n", m.Kind, m.Labelled, m.Drafted)
		}
	}
}
