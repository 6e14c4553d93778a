package specimen_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/reading/specimen"
	"github.com/yikou/yikou/internal/platform/classify"
)

var update = flag.Bool("update", false, "train the shipped models again and write them")

// The shipped models come from the made-up appeals and from nothing else: who
// trains them again gets the same bytes. Calling with -update writes them. It stands
// here, where nothing goes on side by side: looking for races took it minutes.
func TestTheShippedModelsAreWhatTheMadeUpAppealsGive(t *testing.T) {
	t.Parallel()
	total := 0
	for name, row := range map[string]func(specimen.Appeal) classify.Example{
		"kind": func(a specimen.Appeal) classify.Example {
			return classify.Example{Text: a.Text, Label: a.Kind, Group: a.Frame}
		},
		"topic": func(a specimen.Appeal) classify.Example {
			return classify.Example{Text: a.Text, Label: a.Topic, Group: a.Phrase}
		},
	} {
		var rows []classify.Example
		for _, a := range specimen.All() {
			rows = append(rows, row(a))
		}
		m, err := classify.Train(t.Context(), rows, classify.Options{Task: name, Limit: 4 << 20})
		require.NoError(t, err)
		var b bytes.Buffer
		_, err = m.WriteTo(&b)
		require.NoError(t, err)
		file := "../models/" + name + ".model"
		if *update {
			require.NoError(t, os.WriteFile(file, b.Bytes(), 0o644))
		}
		kept, err := os.ReadFile(file)
		require.NoError(t, err)
		require.True(t, bytes.Equal(kept, b.Bytes()), "%s is not what training gives; go test ./internal/appeal/reading/specimen -run Shipped -update", file)
		total += len(kept)
	}
	require.LessOrEqual(t, total, 2<<20)
}
