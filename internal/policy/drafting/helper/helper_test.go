package helper_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/policy/drafting/helper"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/wording"
)

// model is a server that answers as told and counts.
func model(t *testing.T, status int, content string) (*helper.Client, *clock.Fixed, *atomic.Int64, *[]byte) {
	t.Helper()
	var asked atomic.Int64
	var last []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		last, _ = io.ReadAll(r.Body)
		if r.Header.Get("Authorization") != "Bearer secret" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"message": map[string]string{"role": "assistant", "content": content}}}})
	}))
	t.Cleanup(server.Close)
	now := clock.NewFixed(time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC))
	c, err := helper.New(helper.Options{Endpoint: server.URL + "/v1/chat/completions", Model: "m", Key: "secret", Clock: now})
	require.NoError(t, err)
	return c, now, &asked, &last
}

func TestAModelIsAskedAboutWhatWasNotUnderstood(t *testing.T) {
	t.Parallel()
	c, _, _, last := model(t, http.StatusOK, `{"clauses":[{"quote":"甲","node":{"fact":"staff","op":">=","value":1}}]}`)
	got, err := c.Propose(t.Context(), "全文", []string{"甲句"}, []wording.FactKey{{Key: "staff", Label: "从业人员", Kind: eligibility.KindNumber, Unit: "人", Periodic: true}})
	require.NoError(t, err)
	require.Len(t, got, 1)
	require.Equal(t, "甲", got[0].Quote)
	require.Contains(t, string(*last), "甲句")
	require.Contains(t, string(*last), `"model":"m"`)
	require.Contains(t, string(*last), "staff 从业人员 number 人 按年")
}

func TestAnAnswerThatIsNoneIsAFailure(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"", "好的！条件如下：", `[]`, `{"clauses":"x"}`, strings.Repeat("x", 300<<10)} {
		c, _, _, _ := model(t, http.StatusOK, content)
		_, err := c.Propose(t.Context(), "全文", nil, nil)
		require.Error(t, err, "%.20s", content)
	}
	c, _, _, _ := model(t, http.StatusInternalServerError, `{"clauses":[]}`)
	_, err := c.Propose(t.Context(), "全文", nil, nil)
	require.Error(t, err)
}

func TestAModelThatFailsIsLeftAloneForAMinute(t *testing.T) {
	t.Parallel()
	c, now, asked, _ := model(t, http.StatusInternalServerError, "")
	for range 3 {
		_, err := c.Propose(t.Context(), "全文", nil, nil)
		require.Error(t, err)
		require.NotErrorIs(t, err, helper.ErrResting)
	}
	_, err := c.Propose(t.Context(), "全文", nil, nil)
	require.ErrorIs(t, err, helper.ErrResting)
	require.EqualValues(t, 3, asked.Load())
	now.Move(time.Minute)
	_, err = c.Propose(t.Context(), "全文", nil, nil)
	require.NotErrorIs(t, err, helper.ErrResting)
	require.EqualValues(t, 4, asked.Load())
}

func TestCallersWhoGoAwayCloseTheModelToNobody(t *testing.T) {
	t.Parallel()
	c, _, asked, _ := model(t, http.StatusOK, `{"clauses":[]}`)
	gone, leave := context.WithCancel(t.Context())
	leave()
	for range 3 {
		_, err := c.Propose(gone, "全文", nil, nil)
		require.ErrorIs(t, err, context.Canceled)
	}
	_, err := c.Propose(t.Context(), "全文", nil, nil)
	require.NoError(t, err)
	require.EqualValues(t, 1, asked.Load())
}
