package logging_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/logging"
)

func TestWhatLooksPersonalIsMaskedWhereverItStands(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log, err := logging.New(&out, "info", "json")
	require.NoError(t, err)
	ctx := kernel.WithRequest(t.Context(), kernel.Request{ID: "r-1"})
	log.With("who", "19000001234,19000005678").InfoContext(ctx, "call 19000001111 now", "error", errors.New("id 390102199001011234 refused"),
		"uscc", "91390102MA00000001", "at", "2026-11-21T20:00:00.123456Z", "session_token", "abc", "password", "hunter2", "n", 3)
	line := out.String()
	for _, leaked := range []string{"19000001234", "19000005678", "19000001111", "390102199001011234", "abc", "hunter2"} {
		require.NotContains(t, line, leaked)
	}
	var fields map[string]any
	require.NoError(t, json.Unmarshal(out.Bytes(), &fields))
	require.Equal(t, "r-1", fields["request"])
	require.Equal(t, "91390102MA00000001", fields["uscc"])
	require.Equal(t, "2026-11-21T20:00:00.123456Z", fields["at"])
	require.Equal(t, "190******34,190******78", fields["who"])
}

func TestALevelThatDoesNotExistIsRefused(t *testing.T) {
	t.Parallel()
	_, err := logging.New(&bytes.Buffer{}, "loud", "text")
	require.Error(t, err)
}
