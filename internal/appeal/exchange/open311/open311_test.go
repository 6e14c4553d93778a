package open311

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/topic"
)

func TestTheChangesetMovesWithTheTopics(t *testing.T) {
	t.Parallel()
	digest := sha256.New()
	for _, one := range topic.Default().All() {
		digest.Write([]byte(one.Code + "\t" + one.Label + "\n"))
	}
	require.Equal(t, "be44b7d0f1bc9aac56db7d702b3a9e1ee2caf5beb54392c3ea9af0fc46d5792d", hex.EncodeToString(digest.Sum(nil)), "the topics are others: apps keep the old list until Changeset says the day of the change")
}

func TestNamesAreWrittenAsTheirLanguageDoes(t *testing.T) {
	t.Parallel()
	for want, w := range map[string][2]string{"李样例": {"样例", "李"}, "Sample Li": {"Sample", "Li"}, "Li": {"", "Li"}, "": {"", ""}} {
		require.Equal(t, want, wish{url.Values{"first_name": {w[0]}, "last_name": {w[1]}}}.name())
	}
}
