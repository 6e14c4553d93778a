package guide_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/platform/paper/papertest"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/guide"
	"github.com/yikou/yikou/internal/policy/policytest"
	screens "github.com/yikou/yikou/web"
)

type bundle struct {
	policytest.Bundle
	*guide.Service
}

// sequence gives one letter after another, so that codes are known.
type sequence struct{ next byte }

func (s *sequence) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = s.next
	}
	s.next++
	return len(p), nil
}

func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	b := bundle{Bundle: policytest.New(t, d)}
	b.Service = guide.New(guide.Deps{
		DB: d, Clock: b.Fixed, Audit: b.Bundle.Audit, Bus: b.Bundle.Bus, Random: &sequence{}, Catalogue: b.Bundle.Service, Divisions: b.City,
		Press: paper.NewPress(screens.Dist()), Place: "霁川市云溪区", PublicURL: "https://yikou.example",
	})
	b.Publish(t, policytest.Measure("m1", "企业成长奖励", "C", 500), policytest.Measure("m2", "软件企业奖励", "I65", 300), policytest.Measure("m3", "设备更新补助", "C", 100))
	return b
}

// call asks the API.
func (b bundle) call(t *testing.T, ctx context.Context, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	mux := http.NewServeMux()
	b.Service.Routes(web.New(mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "test", guide.PublicOperations))
	r := httptest.NewRequestWithContext(ctx, method, web.Prefix+path, bytes.NewBufferString(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	return w
}

func editor(t *testing.T) context.Context {
	t.Helper()
	return policytest.Staff(t, guide.PermEdit, policy.PermRead)
}

func ids(measures []policy.Found) []string {
	out := []string{}
	for _, m := range measures {
		out = append(out, m.ID)
	}
	return out
}

func TestAGuideShowsPinnedMeasuresFirstAndThenThoseOfItsFilter(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		g, err := b.Create(editor(t), guide.Form{
			Title: " 制造企业 ", Audience: guide.Audience{Industry: "C", Division: "390102", Place: "麦溪工业园", Size: "small"}, ByFilter: true, Pinned: []string{"m3", "gone", "m3"},
		})
		require.NoError(t, err)
		require.Equal(t, "222222", g.Code)
		require.Equal(t, "制造企业", g.Title)
		require.Equal(t, "云溪区 · 麦溪工业园 · 制造业 · 小型企业", g.Whom)
		require.Equal(t, []string{"m3", "m1"}, ids(g.Measures))
		require.Equal(t, []string{"gone"}, g.Missing)

		only, err := b.Create(editor(t), guide.Form{Title: "两项", Pinned: []string{"m2", "m1"}})
		require.NoError(t, err)
		require.Equal(t, []string{"m2", "m1"}, ids(only.Measures))
		require.Equal(t, "各类企业", only.Whom)
	})
}

func TestMeasuresOfTheIndustryComeBeforeThoseOfAll(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	everybody := strings.Replace(policytest.Measure("m0", "各行业都有的奖励", "C", 1), `{"id":"c1","fact":"industry","op":"under","value":"C","quote":"属于重点行业"},`, "", 1)
	b.Publish(t, everybody)
	g, err := b.Create(editor(t), guide.Form{Title: "制造企业", Audience: guide.Audience{Industry: "C"}, ByFilter: true})
	require.NoError(t, err)
	require.Equal(t, "m0", ids(g.Measures)[2], "%v", ids(g.Measures))
}

func TestAGuideForAPlaceShowsWhatCountsThere(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		in := func(id, place string) string {
			return strings.Replace(policytest.Measure(id, "街道奖励", "C", 1), `{"all":[`, `{"all":[{"id":"c0","fact":"division","op":"under","value":"`+place+`","quote":"属于重点行业"},`, 1)
		}
		b.Publish(t, in("near", "390102001"), in("far", "390102002"), in("wide", "390102"))
		g, err := b.Create(editor(t), guide.Form{Title: "甲街道", Audience: guide.Audience{Division: "390102001"}, ByFilter: true})
		require.NoError(t, err)
		require.ElementsMatch(t, []string{"near", "wide", "m1", "m2", "m3"}, ids(g.Measures))
		g, err = b.Create(editor(t), guide.Form{Title: "全区", Audience: guide.Audience{Division: "390102", Industry: "C"}, ByFilter: true})
		require.NoError(t, err)
		require.ElementsMatch(t, []string{"near", "far", "wide", "m1", "m3"}, ids(g.Measures))
	})
}

func TestAMeasureWhoseTimeIsOverIsLeftOutUnlessItIsPinned(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	until := func(id, day string) string {
		return strings.Replace(policytest.Measure(id, "限期奖励"+id, "C", 1), `"policy":"p1"`, `"policy":"p1","window":{"from":"2026-01-01","to":"`+day+`"}`, 1)
	}
	b.Publish(t, until("w1", "2026-11-21"), until("w2", "2026-11-20"))
	g, err := b.Create(editor(t), guide.Form{Title: "制造企业", Audience: guide.Audience{Industry: "C"}, ByFilter: true, Pinned: []string{"w2"}})
	require.NoError(t, err)
	require.ElementsMatch(t, []string{"w2", "w1", "m1", "m3"}, ids(g.Measures))
	b.Fixed.Move(24 * time.Hour)
	page := b.call(t, t.Context(), http.MethodGet, "/public/guides/"+g.Code, "").Body.String()
	require.NotContains(t, page, `"id":"w1"`, "its last day has passed")
	require.Contains(t, page, `"open_from":"2026-01-01","open_to":"2026-11-20","over":true`)
	require.Equal(t, http.StatusCreated, b.call(t, editor(t), http.MethodPost, "/guides/"+g.Code+"/prints", "").Code)
	text := papertest.Text(t, b.call(t, editor(t), http.MethodGet, "/guides/"+g.Code+"/prints/1/file", "").Body.Bytes())
	require.Contains(t, strings.ReplaceAll(text, "\n", ""), "已截止")
}

func TestPrintsAtTheSameMomentGetNumbersOfTheirOwn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		g, err := b.Create(editor(t), guide.Form{Title: "制造企业", ByFilter: true})
		require.NoError(t, err)
		ctx := editor(t)
		var all sync.WaitGroup
		numbers, failed := make(chan int64, 8), make(chan error, 8)
		for range 8 {
			all.Go(func() {
				p, err := b.Service.Print(ctx, g.Code)
				numbers <- p.Number
				failed <- err
			})
		}
		all.Wait()
		close(numbers)
		close(failed)
		for err := range failed {
			require.NoError(t, err)
		}
		var got []int64
		for n := range numbers {
			got = append(got, n)
		}
		require.ElementsMatch(t, []int64{1, 2, 3, 4, 5, 6, 7, 8}, got)
	})
}

// counted counts how often the public measures are read.
type counted struct {
	guide.Catalogue
	reads int
}

func (c *counted) PublicMeasures(ctx context.Context, f policy.PublicFilter, page kernel.Page) (kernel.Rows[policy.Found], error) {
	c.reads++
	return c.Catalogue.PublicMeasures(ctx, f, page)
}

func TestTheMeasuresAreReadOnceForAllGuides(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for _, title := range []string{"甲", "乙", "丙"} {
		_, err := b.Create(editor(t), guide.Form{Title: title, Audience: guide.Audience{Industry: "C"}, ByFilter: true, Pinned: []string{"m2"}})
		require.NoError(t, err)
	}
	b.Publish(t, policytest.Measure("m4", "绿色工厂奖励", "C", 100))
	count := &counted{Catalogue: b.Service.Catalogue}
	b.Service.Catalogue = count
	for range 2 {
		rows, err := b.List(editor(t), "", "", kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.Equal(t, 4, rows.Items[2].Count)
		_, err = b.Open(t.Context(), rows.Items[0].Code, 0)
		require.NoError(t, err)
	}
	require.Equal(t, 1, count.reads)
}

func TestAScannedGuideSaysWhatChangedSinceItsPaper(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		g, err := b.Create(editor(t), guide.Form{Title: "制造企业", Audience: guide.Audience{Industry: "C"}, ByFilter: true})
		require.NoError(t, err)
		first, err := b.Service.Print(editor(t), g.Code)
		require.NoError(t, err)
		require.EqualValues(t, 1, first.Number)

		o, err := b.Open(t.Context(), strings.ToLower(g.Code), 1)
		require.NoError(t, err)
		require.False(t, o.Changes.Any(), "nothing has changed")

		b.Fixed.Move(24 * time.Hour)
		b.Publish(t, policytest.Measure("m1", "企业成长奖励", "C", 800), policytest.Measure("m4", "绿色工厂奖励", "C", 100))
		o, err = b.Open(t.Context(), g.Code, 1)
		require.NoError(t, err)
		require.Equal(t, guide.Changes{Added: 1, Changed: 1}, o.Changes)
		require.Equal(t, map[string]bool{"m1": true, "m3": false, "m4": true}, o.Fresh)

		o, err = b.Open(t.Context(), g.Code, 0)
		require.NoError(t, err)
		require.Nil(t, o.Print, "a link without a number is of no paper")
		o, err = b.Open(t.Context(), g.Code, 99)
		require.NoError(t, err)
		require.Nil(t, o.Print, "nor is a number that was never printed")

		_, err = b.ToPrint(editor(t), g.Code, 1)
		require.ErrorIs(t, err, guide.ErrOutdated)
		second, err := b.Service.Print(editor(t), g.Code)
		require.NoError(t, err)
		require.EqualValues(t, 2, second.Number)
		_, err = b.ToPrint(editor(t), g.Code, 2)
		require.NoError(t, err)

		g, err = b.Save(editor(t), g.Code, 1, guide.Form{Title: "制造业企业", Pinned: []string{"m3"}})
		require.NoError(t, err)
		o, err = b.Open(t.Context(), g.Code, 2)
		require.NoError(t, err)
		require.Equal(t, guide.Changes{Removed: 2, Guide: true}, o.Changes)
	})
}

func TestOpeningsAreCountedByDayAndPrintAndNothingElse(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		g, err := b.Create(editor(t), guide.Form{Title: "制造企业", ByFilter: true})
		require.NoError(t, err)
		_, err = b.Service.Print(editor(t), g.Code)
		require.NoError(t, err)
		for _, number := range []int64{1, 1, 0, 77, -3} {
			require.NoError(t, b.Count(t.Context(), g.Code, number))
		}
		b.Fixed.Move(24 * time.Hour)
		require.NoError(t, b.Count(t.Context(), g.Code, 1))
		_, err = b.Open(t.Context(), g.Code, 1)
		require.NoError(t, err)

		found, from, err := b.Scanned(editor(t), g.Code, 30)
		require.NoError(t, err)
		require.Equal(t, "2026-10-24", from.String())
		var told []string
		for _, s := range found {
			told = append(told, s.On.String()+" "+string(rune('0'+s.Print))+" "+string(rune('0'+s.Count)))
		}
		require.Equal(t, []string{"2026-11-21 0 3", "2026-11-21 1 2", "2026-11-22 1 1"}, told, "reading a guide counts nothing")
		rows, err := b.List(editor(t), "", "", kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.EqualValues(t, 6, rows.Items[0].Scans)
		found, _, err = b.Scanned(editor(t), g.Code, 1)
		require.NoError(t, err)
		require.Len(t, found, 1)
	})
}

func TestOpeningsAtTheSameMomentAreAllCounted(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		g, err := b.Create(editor(t), guide.Form{Title: "制造企业", ByFilter: true})
		require.NoError(t, err)
		var all sync.WaitGroup
		failed := make(chan error, 20)
		for range 20 {
			all.Go(func() { failed <- b.Count(t.Context(), g.Code, 0) })
		}
		all.Wait()
		close(failed)
		for err := range failed {
			require.NoError(t, err)
		}
		found, _, err := b.Scanned(editor(t), g.Code, 1)
		require.NoError(t, err)
		require.EqualValues(t, 20, found[0].Count)
	})
}

func TestAClosedGuideShowsNothingAndIsNotPrinted(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		g, err := b.Create(editor(t), guide.Form{Title: "制造企业", ByFilter: true})
		require.NoError(t, err)
		require.Equal(t, []string{"edit", "close", "print"}, g.Can)
		_, err = b.Service.Print(editor(t), g.Code)
		require.NoError(t, err)
		_, err = b.Become(editor(t), g.Code, 1, guide.Open)
		require.ErrorIs(t, err, guide.ErrTransition)
		g, err = b.Become(editor(t), g.Code, 1, guide.Closed)
		require.NoError(t, err)
		require.Equal(t, []string{"edit", "open"}, g.Can)
		o, err := b.Open(t.Context(), g.Code, 1)
		require.NoError(t, err)
		require.Empty(t, o.Measures)
		_, err = b.Service.Print(editor(t), g.Code)
		require.ErrorIs(t, err, guide.ErrClosed)
		_, err = b.ToPrint(editor(t), g.Code, 1)
		require.ErrorIs(t, err, guide.ErrOutdated)
		_, err = b.Become(editor(t), g.Code, 1, guide.Open)
		require.ErrorIs(t, err, guide.ErrStale)
		_, err = b.Become(editor(t), g.Code, 2, guide.Open)
		require.NoError(t, err)
		_, err = b.ToPrint(editor(t), g.Code, 1)
		require.NoError(t, err, "it is the same guide as was printed")
		_, err = b.Save(editor(t), g.Code, 3, guide.Form{Title: "制造企业", ByFilter: true})
		require.NoError(t, err)
		o, err = b.Open(t.Context(), g.Code, 1)
		require.NoError(t, err)
		require.False(t, o.Changes.Any(), "saving without a change makes no paper old")
		_, err = b.Save(editor(t), g.Code, 4, guide.Form{Title: "制造业企业", ByFilter: true})
		require.NoError(t, err)
		_, err = b.ToPrint(editor(t), g.Code, 1)
		require.ErrorIs(t, err, guide.ErrOutdated)
		_, err = b.Create(editor(t), guide.Form{Title: "空的", Pinned: []string{"gone"}})
		require.NoError(t, err)
		_, err = b.Service.Print(editor(t), "333333")
		require.ErrorIs(t, err, guide.ErrEmpty)
	})
}

func TestAGuideThatCannotBeIsRefusedField(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for path, f := range map[string]guide.Form{
		"body.title":      {ByFilter: true},
		"body.pinned":     {Title: "甲"},
		"body.industry":   {Title: "甲", ByFilter: true, Audience: guide.Audience{Industry: "C99999"}},
		"body.size_class": {Title: "甲", ByFilter: true, Audience: guide.Audience{Size: "huge"}},
		"body.theme":      {Title: "甲", ByFilter: true, Audience: guide.Audience{Theme: strings.Repeat("长", 61)}},
		"body.division":   {Title: "甲", ByFilter: true, Audience: guide.Audience{Division: "110101"}},
	} {
		_, err := b.Create(editor(t), f)
		require.ErrorIs(t, err, guide.ErrForm, path)
		text, err := json.Marshal(err)
		require.NoError(t, err)
		require.Contains(t, string(text), path)
	}
	_, err := b.Create(policytest.Staff(t, policy.PermRead), guide.Form{Title: "甲", ByFilter: true})
	require.ErrorIs(t, err, authz.ErrForbidden)
	_, err = b.List(t.Context(), "", "", kernel.Page{Limit: 10})
	require.ErrorIs(t, err, authz.ErrUnauthenticated)
}

func TestTheListIsSearchedAndPagedByTitle(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for _, title := range []string{"丙", "甲", "乙"} {
			_, err := b.Create(editor(t), guide.Form{Title: title, Audience: guide.Audience{Theme: "主题" + title + "%"}, ByFilter: true})
			require.NoError(t, err)
		}
		var seen []string
		page := kernel.Page{Limit: 2}
		for {
			rows, err := b.List(editor(t), "", guide.Open, page)
			require.NoError(t, err)
			require.EqualValues(t, 3, rows.Total)
			for _, g := range rows.Items {
				seen = append(seen, g.Title)
			}
			if page.After = rows.Next; page.After == "" {
				break
			}
		}
		require.ElementsMatch(t, []string{"甲", "乙", "丙"}, seen)
		rows, err := b.List(editor(t), "题甲%", "", kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.EqualValues(t, 1, rows.Total)
		rows, err = b.List(editor(t), "", guide.Closed, kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.Zero(t, rows.Total)
	})
}

func TestPaperHoldsItsMeasuresAndItsCodeLeadsToThePrint(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	g, err := b.Create(editor(t), guide.Form{Title: "制造企业能享受什么", Audience: guide.Audience{Industry: "C"}, ByFilter: true})
	require.NoError(t, err)
	call := func(ctx context.Context, method, path, body string) *httptest.ResponseRecorder {
		return b.call(t, ctx, method, path, body)
	}
	require.Equal(t, http.StatusCreated, call(editor(t), http.MethodPost, "/guides/"+g.Code+"/prints", "").Code)
	for form, part := range map[string]string{"sheet": "适用：制造业", "poster": "扫一扫，看能享受什么"} {
		answer := call(editor(t), http.MethodGet, "/guides/"+g.Code+"/prints/1/file?form="+form, "")
		require.Equal(t, http.StatusOK, answer.Code, answer.Body)
		text := papertest.Text(t, answer.Body.Bytes())
		for _, part := range []string{"制造企业能享受什么", "企业成长奖励", "设备更新补助", "10万元", "指南编号 222222 · 第 1 次印制 · 2026年11月21日", part} {
			require.Contains(t, text, part, form)
		}
		require.Contains(t, answer.Body.String(), "(https://yikou.example/q/222222?p=1)", form)
	}
	require.Equal(t, http.StatusNotFound, call(editor(t), http.MethodGet, "/guides/"+g.Code+"/prints/2/file", "").Code)
	require.Equal(t, http.StatusNoContent, call(t.Context(), http.MethodPost, "/public/guides/"+g.Code+"/scans", `{"print":1}`).Code)
	require.Equal(t, http.StatusNotFound, call(t.Context(), http.MethodPost, "/public/guides/ZZZZZZ/scans", `{}`).Code)
	require.Contains(t, call(t.Context(), http.MethodGet, "/public/guides/"+g.Code+"/code?p=1", "").Body.String(), "<svg")
	page := call(t.Context(), http.MethodGet, "/public/guides/"+g.Code+"?p=1", "").Body.String()
	require.Contains(t, page, `"stale":false`)
	require.Contains(t, page, `"printed_on":"2026-11-21"`)
}

func TestGuidesOfACityComeInOnceWithTheirCodes(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	city := `[{"code":"abcd23","title":"甲","by_filter":true},{"code":"ABCD24","title":"乙","pinned":["m1"]}]`
	for range 2 {
		require.NoError(t, b.Import(policytest.System(t), []byte(city)))
	}
	rows, err := b.List(editor(t), "", "", kernel.Page{Limit: 10})
	require.NoError(t, err)
	require.EqualValues(t, 2, rows.Total)
	require.ErrorIs(t, b.Import(policytest.System(t), []byte(`[{"code":"ABCD01","title":"甲","by_filter":true}]`)), guide.ErrForm, "0 and 1 are in no code")
}
