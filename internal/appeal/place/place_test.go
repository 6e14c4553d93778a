package place_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/place"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/platform/paper/papertest"
	"github.com/yikou/yikou/internal/platform/web"
	screens "github.com/yikou/yikou/web"
)

// town has two districts and one department.
type town struct{}

func (town) DivisionNames(_ context.Context, codes []string) (map[string]string, error) {
	return pick(map[string]string{"390102000000": "云溪区", "390102001000": "云溪区麦溪街道", "390103000000": "松澜区"}, codes), nil
}

func (town) DepartmentNames(_ context.Context, ids []string) (map[string]string, error) {
	return pick(map[string]string{"d1": "云溪区麦溪街道办事处"}, ids), nil
}

func pick(all map[string]string, keys []string) map[string]string {
	out := map[string]string{}
	for _, k := range keys {
		if all[k] != "" {
			out[k] = all[k]
		}
	}
	return out
}

// sequence gives one letter after another, the first twice.
type sequence struct{ calls int }

func (s *sequence) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(max(0, s.calls-1))
	}
	s.calls++
	return len(p), nil
}

type bundle struct {
	*place.Service
	fixed *clock.Fixed
}

func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	fixed, registry := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)), jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.NewTextHandler(io.Discard, nil)), registry, jobs.Options{})
	require.NoError(t, err)
	return bundle{fixed: fixed, Service: place.New(place.Deps{
		DB: d, Clock: fixed, Audit: audit.New(d, fixed), Bus: events.NewBus(d, fixed, runner, registry), Random: &sequence{}, Town: town{},
		Press: paper.NewPress(screens.Dist()), Instance: "霁川市云溪区", PublicURL: "https://yikou.example",
	})}
}

// staff holds permissions with a reach, in a street of 云溪区.
func staff(t *testing.T, reach kernel.Reach, permissions ...authz.Permission) context.Context {
	t.Helper()
	grants := map[string]kernel.Reach{}
	for _, p := range permissions {
		grants[string(p)] = reach
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "s1", Name: "王样例", Division: "390102001000", Grants: grants})
}

func keeper(t *testing.T) context.Context {
	t.Helper()
	return staff(t, kernel.ReachAll, place.PermRead, place.PermEdit)
}

func park() place.Form {
	return place.Form{Name: " 麦溪工业园 ", Kind: place.Park, Division: "390102001", Address: "工业二路 1 号", Department: "d1"}
}

func (b bundle) call(t *testing.T, ctx context.Context, method, path string) *httptest.ResponseRecorder {
	t.Helper()
	mux := http.NewServeMux()
	b.Routes(web.New(mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "test", place.PublicOperations))
	r := httptest.NewRequestWithContext(ctx, method, web.Prefix+path, &bytes.Buffer{})
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	return w
}

func TestAPlaceHasACodeThatNobodyElseHas(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		first, err := b.Add(keeper(t), park())
		require.NoError(t, err)
		require.Equal(t, "222222", first.Code)
		require.Equal(t, "麦溪工业园", first.Name)
		require.Equal(t, "云溪区麦溪街道", first.DivisionName)
		require.Equal(t, "云溪区麦溪街道办事处", first.DepartmentName)
		second, err := b.Add(keeper(t), park())
		require.NoError(t, err)
		require.Equal(t, "333333", second.Code, "the code that was drawn first is taken")
	})
}

func TestAPlaceIsRefusedWithTheFieldsThatAreWrong(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for field, spoil := range map[string]func(*place.Form){
		"body.name":       func(f *place.Form) { f.Name = "  " },
		"body.kind":       func(f *place.Form) { f.Kind = "castle" },
		"body.division":   func(f *place.Form) { f.Division = "390199" },
		"body.address":    func(f *place.Form) { f.Address = strings.Repeat("路", 81) },
		"body.department": func(f *place.Form) { f.Department = "d9" },
	} {
		form := park()
		spoil(&form)
		_, err := b.Add(keeper(t), form)
		var refused *errs.Error
		require.ErrorAs(t, err, &refused, field)
		require.Len(t, refused.Fields, 1, field)
		require.Equal(t, field, refused.Fields[0].Path)
	}
}

func TestAClosedPlaceIsNobodysAndCanBeOpenedAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		p, err := b.Add(keeper(t), park())
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, b.call(t, t.Context(), http.MethodGet, "/public/places/222222").Code)
		closed, err := b.Become(keeper(t), p.Code, p.Version, place.Closed)
		require.NoError(t, err)
		require.Equal(t, []string{"edit", "open"}, closed.Can)
		require.Equal(t, http.StatusNotFound, b.call(t, t.Context(), http.MethodGet, "/public/places/222222").Code)
		require.ErrorIs(t, b.Count(t.Context(), p.Code), place.ErrNotFound)
		require.Equal(t, http.StatusConflict, b.call(t, keeper(t), http.MethodGet, "/places/222222/sheet").Code)
		_, err = b.Become(keeper(t), p.Code, closed.Version, place.Closed)
		require.ErrorIs(t, err, place.ErrTransition)
		_, err = b.Become(keeper(t), p.Code, p.Version, place.Open)
		require.ErrorIs(t, err, place.ErrStale)
		opened, err := b.Become(keeper(t), p.Code, closed.Version, place.Open)
		require.NoError(t, err)
		require.Equal(t, place.Open, opened.State)
	})
}

func TestScansAreCountedByDayAndNothingElse(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		p, err := b.Add(keeper(t), park())
		require.NoError(t, err)
		for range 3 {
			require.Equal(t, http.StatusNoContent, b.call(t, t.Context(), http.MethodPost, "/public/places/222222/scans").Code)
		}
		b.fixed.Move(24 * time.Hour)
		require.NoError(t, b.Count(t.Context(), "222222"))
		found, _, err := b.Scanned(keeper(t), p.Code, 30)
		require.NoError(t, err)
		require.Len(t, found, 2)
		require.EqualValues(t, 3, found[0].Count)
		require.EqualValues(t, 1, found[1].Count)
		list, err := b.List(keeper(t), place.Filter{}, kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.EqualValues(t, 4, list.Items[0].Scans)
	})
}

func TestPlacesOutsideOnesDivisionAreNotThere(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		_, err := b.Add(keeper(t), park())
		require.NoError(t, err)
		far := park()
		far.Name, far.Division = "松澜市场", "390103"
		_, err = b.Add(keeper(t), far)
		require.NoError(t, err)
		local := staff(t, kernel.ReachDivisionSubtree, place.PermRead, place.PermEdit)
		list, err := b.List(local, place.Filter{}, kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.EqualValues(t, 1, list.Total)
		require.Equal(t, "麦溪工业园", list.Items[0].Name)
		_, err = b.Get(local, "333333")
		require.ErrorIs(t, err, place.ErrNotFound)
		_, err = b.Become(local, "333333", 1, place.Closed)
		require.ErrorIs(t, err, place.ErrNotFound)
		_, err = b.Add(local, far)
		require.ErrorIs(t, err, place.ErrForm)
		require.Equal(t, http.StatusNotFound, b.call(t, local, http.MethodGet, "/places/333333/sheet").Code)
	})
}

func TestTheListIsFilteredAndPagedByName(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for _, name := range []string{"丙园", "甲园", "乙大厦"} {
			f := park()
			f.Name = name
			if name == "乙大厦" {
				f.Kind = place.Building
			}
			_, err := b.Add(keeper(t), f)
			require.NoError(t, err)
		}
		var seen []string
		page := kernel.Page{Limit: 2}
		for range 2 {
			list, err := b.List(keeper(t), place.Filter{}, page)
			require.NoError(t, err)
			require.EqualValues(t, 3, list.Total)
			for _, p := range list.Items {
				seen = append(seen, p.Name)
			}
			page.After = list.Next
		}
		require.Len(t, seen, 3)
		for _, tc := range []struct {
			f    place.Filter
			want int64
		}{{place.Filter{Text: "园"}, 2}, {place.Filter{Text: "444444"}, 1}, {place.Filter{Kind: place.Building}, 1}, {place.Filter{State: place.Closed}, 0}, {place.Filter{Text: "%"}, 0}} {
			list, err := b.List(keeper(t), tc.f, kernel.Page{Limit: 10})
			require.NoError(t, err)
			require.Equal(t, tc.want, list.Total, "%+v", tc.f)
			require.Len(t, list.Items, int(tc.want))
		}
	})
}

func TestACodeThatHangsAlreadyIsKept(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	require.NoError(t, b.AddAs(keeper(t), "mxgy79", park()))
	other := park()
	other.Name = "别处"
	require.NoError(t, b.AddAs(keeper(t), "MXGY79", other))
	p, err := b.Get(keeper(t), "MXGY79")
	require.NoError(t, err)
	require.Equal(t, "麦溪工业园", p.Name)
	require.ErrorIs(t, b.AddAs(keeper(t), "O0I1LL", park()), place.ErrForm)
}

func TestTheSheetNamesThePlaceAndLeadsToTheForm(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	_, err := b.Add(keeper(t), park())
	require.NoError(t, err)
	answer := b.call(t, keeper(t), http.MethodGet, "/places/222222/sheet")
	require.Equal(t, http.StatusOK, answer.Code, answer.Body)
	text := strings.ReplaceAll(papertest.Text(t, answer.Body.Bytes()), "\n", "")
	for _, want := range []string{"有诉求，扫一扫", "麦溪工业园", "地点编号 222222"} {
		require.Contains(t, text, want)
	}
	require.Equal(t, "https://yikou.example/q/p/222222", place.Address("https://yikou.example", "222222"))
}

func TestOnlyWhoMayKeepsPlaces(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	reader := staff(t, kernel.ReachAll, place.PermRead)
	_, err := b.Add(reader, park())
	require.ErrorIs(t, err, authz.ErrForbidden)
	_, err = b.Add(t.Context(), park())
	require.ErrorIs(t, err, authz.ErrUnauthenticated)
	_, err = b.List(t.Context(), place.Filter{}, kernel.Page{Limit: 10})
	require.ErrorIs(t, err, authz.ErrUnauthenticated)
}
