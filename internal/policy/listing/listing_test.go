package listing_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/platform/paper/papertest"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/policy/policytest"
	screens "github.com/yikou/yikou/web"
)

type bundle struct {
	policytest.Bundle
	*listing.Service
}

func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	b := bundle{Bundle: policytest.New(t, d)}
	b.Service = listing.New(listing.Deps{
		Clock: b.Fixed, Catalogue: b.Bundle.Service, Dictionary: b.City, Divisions: b.City, Exports: b.Gate,
		Press: paper.NewPress(screens.Dist()), Place: "霁川市云溪区", PublicURL: "https://yikou.example",
	})
	b.Publish(t, policytest.Measure("m1", "企业成长奖励", "C", 500), policytest.Measure("m2", "软件企业奖励", "I65", 300))
	// Lacks its steps: it stays a draft.
	b.Publish(t, strings.Replace(policytest.Measure("m3", "数字化改造补助", "C", 100), `"steps":[{"title":"确认账户","text":"在网上确认。"}],`, "", 1))
	return b
}

// get asks for a file and returns its content and name.
func (b bundle) get(t *testing.T, who http.Handler, path string, query url.Values) (int, []byte, string) {
	t.Helper()
	recorder := httptest.NewRecorder()
	who.ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet, web.Prefix+path+"?"+query.Encode(), nil))
	return recorder.Code, recorder.Body.Bytes(), recorder.Header().Get("Content-Disposition")
}

// serve serves the operations to staff with these permissions, to a visitor if
// none.
func (b bundle) serve(t *testing.T, permissions ...authz.Permission) http.Handler {
	t.Helper()
	mux := http.NewServeMux()
	b.Service.Routes(web.New(mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "test", listing.PublicOperations))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		if len(permissions) > 0 {
			ctx = policytest.Staff(t, permissions...)
		}
		mux.ServeHTTP(w, r.WithContext(ctx))
	})
}

func cells(t *testing.T, file []byte) [][]string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	require.NoError(t, err)
	rows, err := book.GetRows(book.GetSheetName(0))
	require.NoError(t, err)
	return rows
}

func TestThePublicListHoldsPublishedMeasuresInWords(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		status, file, name := b.get(t, b.serve(t), "/public/measures/export", url.Values{"format": {"pdf"}})
		require.Equal(t, http.StatusOK, status, string(file))
		require.Contains(t, name, ".pdf")
		text := papertest.Text(t, file)
		for _, part := range []string{
			"霁川市云溪区惠企政策清单", "企业成长奖励", "软件企业奖励", "成长型企业", "10万元", "上年度营业收入不低于 500 万元", "收款账户确认：盖章", "确认账户：在网上确认",
			"5个工作日", "云溪区科学技术局", "0390-5550001", "《云溪区支持企业成长若干措施》（云政发〔2025〕1号）", "扫码看最新内容", "共 2 项，2026年11月21日整理",
		} {
			require.Contains(t, text, part)
		}
		require.NotContains(t, text, "数字化改造补助", "a draft is nobody's business")
		require.Contains(t, string(file), "(https://yikou.example/measures/m1)", "the code leads to the public page")

		status, file, _ = b.get(t, b.serve(t), "/public/measures/export", nil)
		require.Equal(t, http.StatusOK, status)
		rows := cells(t, file)
		require.Len(t, rows, 3)
		require.Equal(t, []string{"企业成长奖励", "软件企业奖励"}, []string{rows[1][1], rows[2][1]})
		require.Contains(t, rows[1], "https://yikou.example/measures/m1")
	})
}

func TestThePublicListFollowsTheFiltersOfTheSite(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for _, c := range []struct {
		query url.Values
		title []string
	}{
		{url.Values{"industry": {"I65"}}, []string{"软件企业奖励"}},
		{url.Values{"q": {"成长"}}, []string{"企业成长奖励", "软件企业奖励"}},
		{url.Values{"q": {"软件"}, "kind": {"grant"}}, []string{"软件企业奖励"}},
	} {
		status, file, _ := b.get(t, b.serve(t), "/public/measures/export", c.query)
		require.Equal(t, http.StatusOK, status, string(file))
		var titles []string
		for _, row := range cells(t, file)[1:] {
			titles = append(titles, row[1])
		}
		require.ElementsMatch(t, c.title, titles, "%v", c.query)
	}
	status, answer, _ := b.get(t, b.serve(t), "/public/measures/export", url.Values{"kind": {"finance"}})
	require.Equal(t, http.StatusUnprocessableEntity, status)
	require.Contains(t, string(answer), "policy.listing_none")
}

func TestTheDesksListHoldsDraftsAndLeavesThroughTheGate(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		status, _, _ := b.get(t, b.serve(t), "/measures/export", nil)
		require.Equal(t, http.StatusUnauthorized, status)
		status, _, _ = b.get(t, b.serve(t, policy.PermImport), "/measures/export", nil)
		require.Equal(t, http.StatusForbidden, status)
		require.Empty(t, b.Gate.Taken, "what is refused is not counted")

		status, file, name := b.get(t, b.serve(t, policy.PermRead), "/measures/export", url.Values{"format": {"pdf"}, "q": {"科学技术局"}})
		require.Equal(t, http.StatusOK, status, string(file))
		require.Contains(t, name, "2026-000001")
		text := papertest.Text(t, file)
		require.Contains(t, text, "数字化改造补助（草稿，2026年11月21日起）")
		require.Contains(t, text, "导出编号 2026-000001")
		require.Len(t, b.Gate.Taken, 1)
		taken := b.Gate.Taken[0]
		require.EqualValues(t, 3, taken.Rows)
		require.Equal(t, "含“科学技术局”", taken.Filter)
		require.NotContains(t, fmt.Sprint(taken.Audit), "科学技术局", "what a person typed stays out of the audit chain")

		again, err := listing.Lists{Service: b.Service}.Prepare(policytest.Staff(t, policy.PermRead), taken.Query)
		require.NoError(t, err)
		require.Equal(t, taken.Rows, again.Rows)
		require.Equal(t, ".pdf", again.File[len(again.File)-4:])
		_, err = listing.Lists{Service: b.Service}.Prepare(policytest.Staff(t, policy.PermImport), taken.Query)
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = listing.Lists{Service: b.Service}.Prepare(policytest.Staff(t, policy.PermRead), `{"sql":"x"}`)
		require.ErrorIs(t, err, listing.ErrQuery)
	})
}

// stuck is a reader that has gone to sleep.
type stuck struct {
	reached chan struct{}
	awake   <-chan struct{}
}

func (s stuck) Write(p []byte) (int, error) {
	select {
	case s.reached <- struct{}{}:
	default:
	}
	<-s.awake
	return len(p), nil
}

func TestReadersThatDoNotReadKeepNobodyFromAList(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	list, err := b.Public(t.Context(), policy.PublicFilter{}, "")
	require.NoError(t, err)
	awake := make(chan struct{})
	var asleep sync.WaitGroup
	defer asleep.Wait()
	defer close(awake)
	for range 3 {
		reader := stuck{reached: make(chan struct{}, 1), awake: awake}
		asleep.Go(func() { _ = b.Write(context.WithoutCancel(t.Context()), list, listing.Workbook, reader) })
		select {
		case <-reader.reached:
		case <-time.After(10 * time.Second):
			t.Fatal("a list waits for readers that sleep")
		}
	}
}

func TestTheDesksListHoldsTheVersionThatWasAskedForWithItsState(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		stages := life.New(life.Deps{DB: b.DB, Clock: b.Clock, Audit: b.Audit, Bus: b.Bus, Catalogue: b.Bundle.Service})
		b.Publish(t, strings.Replace(policytest.Measure("m4", "明年的奖励", "C", 100), `"policy":"p1"`, `"policy":"p1","effective_from":"2027-01-01"`, 1))
		author := policytest.Staff(t, policy.PermRead, policy.PermEdit)
		draft, err := stages.Start(author, "m1")
		require.NoError(t, err)
		_, err = stages.Save(author, "m1", draft.Version.Revision, []byte(policytest.Measure("m1", "企业成长奖励（新）", "C", 900)))
		require.NoError(t, err)

		rows := func(query url.Values) map[string][]string {
			status, file, _ := b.get(t, b.serve(t, policy.PermRead), "/measures/export", query)
			require.Equal(t, http.StatusOK, status, string(file))
			found := map[string][]string{}
			for _, row := range cells(t, file)[1:] {
				found[row[1]] = row
			}
			return found
		}
		state := len(rows(nil)["数字化改造补助"]) - 1
		drafts := rows(url.Values{"state": {"draft"}})
		require.Len(t, drafts, 2)
		require.Equal(t, "草稿，2026年11月21日起", drafts["企业成长奖励（新）"][state])
		require.Contains(t, drafts["企业成长奖励（新）"][6], "900 万元")
		all := rows(nil)
		require.Contains(t, all["企业成长奖励"][6], "500 万元", "without a filter what counts")
		require.Equal(t, "已发布，2027年1月1日起生效", all["明年的奖励"][state])
		require.Equal(t, "未写明截止日期", all["明年的奖励"][11])
	})
}

func TestTheCodeOfAMeasureIsADrawingOfItsPage(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	status, file, _ := b.get(t, b.serve(t), "/public/measures/m1/code", nil)
	require.Equal(t, http.StatusOK, status)
	want, err := paper.SVG("https://yikou.example/measures/m1")
	require.NoError(t, err)
	require.Equal(t, want, string(file))
	status, _, _ = b.get(t, b.serve(t), "/public/measures/m3/code", nil)
	require.Equal(t, http.StatusNotFound, status, "a draft has no public page")
}

func TestWithoutAConfiguredAddressTheCodeLeadsWhereTheCallerIs(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	b.Service.PublicURL = ""
	_, file, _ := b.get(t, b.serve(t), "/public/measures/m1/code", nil)
	want, err := paper.SVG("http://example.com/measures/m1")
	require.NoError(t, err)
	require.Equal(t, want, string(file))
}
