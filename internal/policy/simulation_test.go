package policy_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/simulation"
)

// text is a fact of a department.
func text(key, value string) eligibility.Fact {
	return eligibility.Fact{Key: key, Value: eligibility.TextValue(value), Tier: eligibility.T0}
}

// trial is settled with industries and sizes, and with what tries drafts on it.
func trial(t *testing.T, d *db.DB) (bundle, *simulation.Service) {
	b, _ := settled(t, d)
	b.city.put("A", "390102001", revenue(1000), text("industry", "C3511"), text("size_class", "small"))
	b.city.put("B", "390102002", revenue(1000), text("industry", "C2710"))
	b.city.put("C", "390102001", revenue(999), text("industry", "I6513"), text("size_class", "small"))
	b.city.put("F", "390103", revenue(1000), text("industry", "C3511"), text("size_class", "micro"))
	b.finish(t, system(t))
	return b, &simulation.Service{Clock: b.clock, Policies: b.Service}
}

func group(code, label string, eligible, facts, near int) simulation.Group {
	return simulation.Group{GroupCount: bulk.GroupCount{Group: code, Eligible: eligible, NeedFacts: facts, NearSteps: near}, Label: label}
}

func TestASimulationTellsOfTheCallersDivisionWhatTheListsTell(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, s := trial(t, d)
		draft := []byte(growth("m1", 1000, ""))
		for name, ctx := range map[string]context.Context{
			"all": system(t), "district": staff(t, kernel.ReachDivisionSubtree, "390102"), "street": staff(t, kernel.ReachDivisionSubtree, "390102001"), "nobody": staff(t, kernel.ReachDivisionSubtree, "390199"),
		} {
			got, err := s.Simulate(ctx, simulation.Request{Draft: draft})
			require.NoError(t, err)
			result, err := b.Result(ctx, "m1", "")
			require.NoError(t, err)
			all := 0
			for _, v := range eligibility.Verdicts() {
				require.EqualValues(t, result.Counts[v], got.Counts[v], name)
				require.Len(t, b.listed(t, ctx, "", policy.ResultFilter{Verdict: v.String()}), got.Counts[v], name)
				all += got.Counts[v]
			}
			require.Equal(t, all, got.Enterprises)
			require.Equal(t, result.Amount, got.EligibleAmount)
			require.EqualValues(t, result.Near, got.NearSteps)
			for _, groups := range [][]simulation.Group{got.Divisions, got.Industries, got.Sizes} {
				eligible, near := 0, 0
				for _, g := range groups {
					eligible, near = eligible+g.Eligible, near+g.NearSteps
				}
				require.Equal(t, got.Counts[eligibility.Eligible], eligible, name)
				require.Equal(t, got.NearSteps, near, name)
			}
			for _, g := range got.Divisions {
				require.Len(t, b.listed(t, ctx, "", policy.ResultFilter{Verdict: "eligible", Enterprises: policy.EnterpriseFilter{Division: g.Group}}), g.Eligible, g.Group)
			}
		}
		got, err := s.Simulate(system(t), simulation.Request{Draft: draft})
		require.NoError(t, err)
		require.Equal(t, []simulation.Group{group("390102001", "青石街道", 1, 1, 2), group("390102002", "390102002", 1, 0, 0)}, got.Divisions, "all is in one district")
		require.Equal(t, []simulation.Group{group("C", "制造业", 2, 0, 0), group("I", "信息传输、软件和信息技术服务业", 0, 0, 1), group("", "行业不明", 0, 1, 1)}, got.Industries)
		require.Equal(t, []simulation.Group{group("small", "小型", 1, 0, 1), group("", "规模不明", 1, 1, 1)}, got.Sizes)
		wide, err := s.Simulate(system(t), simulation.Request{Draft: []byte(strings.ReplaceAll(growth("m1", 1000, ""), `"value":"390102"`, `"value":"39"`))})
		require.NoError(t, err)
		require.Equal(t, []simulation.Group{group("390102", "云溪区", 2, 1, 2), group("390103", "390103", 1, 0, 1)}, wide.Divisions)
		got, err = s.Simulate(staff(t, kernel.ReachDivisionSubtree, "390102"), simulation.Request{Draft: draft, Section: "C"})
		require.NoError(t, err)
		require.Equal(t, []simulation.Group{group("390102001", "青石街道", 1, 1, 2), group("390102002", "390102002", 1, 0, 0)}, got.Divisions)
		require.Equal(t, []simulation.Group{group("C27", "医药制造业", 1, 0, 0), group("C35", "专用设备制造业", 1, 0, 0), group("", "行业不明", 0, 1, 1)}, got.Industries)
	})
}

func namesOf(rows []policy.EnterpriseRow) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.Name)
	}
	return out
}

func TestADraftIsComparedWithTheVersionInForce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, s := trial(t, d)
		draft := strings.ReplaceAll(growth("m1", 999, ""), `"value":"390102"`, `"value":"390102001"`)
		draft = strings.ReplaceAll(draft, "100000.00", "150000.00")
		got, err := s.Simulate(system(t), simulation.Request{Draft: []byte(draft), Against: "m1"})
		require.NoError(t, err)
		require.EqualValues(t, 1, got.Against.Version)
		require.Equal(t, &bulk.Comparison{Gains: 1, GainSum: 150_000_00, Loses: 1, LossSum: 100_000_00, More: 1, MoreSum: 50_000_00, Gainers: []uint32{3}, Losers: []uint32{2}}, got.Change)
		require.Equal(t, []string{"企业C"}, namesOf(got.Gainers))
		require.Equal(t, []string{"企业B"}, namesOf(got.Losers))
		street, err := s.Simulate(staff(t, kernel.ReachDivisionSubtree, "390102001"), simulation.Request{Draft: []byte(draft), Against: "m1"})
		require.NoError(t, err)
		require.Equal(t, []int{1, 0, 1}, []int{street.Change.Gains, street.Change.Loses, street.Change.More}, "B is in another street")

		b.imported(t, `{"id":"bare","when":{"id":"c","fact":"revenue","period":"Y-1","op":">","value":1}}`)
		got, err = s.Simulate(system(t), simulation.Request{Draft: []byte(draft), Against: "bare"})
		require.NoError(t, err)
		require.Nil(t, got.Change, "it was never in force")
		_, err = s.Simulate(system(t), simulation.Request{Draft: []byte(draft), Against: "nothing"})
		require.ErrorIs(t, err, definition.ErrMeasureNotFound)
	})
}

func TestACurveIsWhatASimulationSaysOfEachThreshold(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		_, s := trial(t, d)
		for name, ctx := range map[string]context.Context{"all": system(t), "street": staff(t, kernel.ReachDivisionSubtree, "390102001")} {
			curve, err := s.Curve(ctx, simulation.CurveRequest{Draft: []byte(growth("m1", 1000, "")), Clause: "c2", From: "990", To: "1005", Points: 16})
			require.NoError(t, err)
			require.Len(t, curve.Points, 16)
			present := 0
			for i, p := range curve.Points {
				require.Equal(t, fmt.Sprint(990+i), p.Text)
				one, err := s.Simulate(ctx, simulation.Request{Draft: []byte(growth("m1", 990+i, ""))})
				require.NoError(t, err)
				require.Equal(t, bulk.Point{Eligible: one.Counts[eligibility.Eligible], Amount: one.EligibleAmount}, p.Point, "%s at %s", name, p.Text)
				if p.Present {
					present++
					require.Equal(t, "1000", p.Text)
				}
			}
			require.Equal(t, 1, present)
		}
	})
}

func TestWhatCannotBeTriedIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		_, s := trial(t, d)
		for draft, want := range map[string]error{
			`{"id":"x"}`:                                     simulation.ErrEmpty,
			`{"id":"x","when":{}}`:                           simulation.ErrEmpty,
			`{"id":"x","when":{"all":[]}}`:                   simulation.ErrEmpty,
			`{"id":"x","when":{"any":[{"not":{"all":[]}}]}}`: simulation.ErrEmpty,
			`{"id":"x","when":{"id":"c","fact":"revenue"}}`:  simulation.ErrDraft,
			`{"id":"x","when":`:                              simulation.ErrDraft,
			`[]`:                                             simulation.ErrDraft,
		} {
			_, err := s.Simulate(system(t), simulation.Request{Draft: []byte(draft)})
			require.ErrorIs(t, err, want, draft)
			require.NotEmpty(t, problems(err), draft)
		}
		_, err := s.Simulate(system(t), simulation.Request{Draft: []byte(`{"id":"x","when":{"all":[{"id":"c7","fact":"staff","op":"~","value":1}]}}`)})
		require.Contains(t, problems(err), "条件「c7」（when.all[0].op）：不认识的运算符「~」")

		draft := []byte(growth("m1", 1000, ""))
		for name, c := range map[string]struct {
			request simulation.CurveRequest
			want    error
		}{
			"no such clause": {simulation.CurveRequest{Clause: "c9"}, simulation.ErrClause},
			"no threshold":   {simulation.CurveRequest{Clause: "c1"}, simulation.ErrClause},
			"no number":      {simulation.CurveRequest{Clause: "c2", From: "很多"}, simulation.ErrRange},
			"not a number":   {simulation.CurveRequest{Clause: "c2", From: "NaN"}, simulation.ErrRange},
			"infinite":       {simulation.CurveRequest{Clause: "c2", To: "Inf"}, simulation.ErrRange},
			"backwards":      {simulation.CurveRequest{Clause: "c2", From: "5", To: "4"}, simulation.ErrRange},
		} {
			c.request.Draft = draft
			_, err := s.Curve(system(t), c.request)
			require.ErrorIs(t, err, c.want, name)
		}
		for _, call := range []func(context.Context) error{
			func(ctx context.Context) error {
				_, err := s.Simulate(ctx, simulation.Request{Draft: draft})
				return err
			},
			func(ctx context.Context) error {
				_, err := s.Curve(ctx, simulation.CurveRequest{Draft: draft, Clause: "c2"})
				return err
			},
		} {
			require.ErrorIs(t, call(handler(t, "A")), authz.ErrForbidden)
			require.ErrorIs(t, call(t.Context()), authz.ErrUnauthenticated)
		}
	})
}

func TestTheDeskTriesADraft(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		_, s := trial(t, d)
		mux := http.NewServeMux()
		s.Routes(web.New(mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "test", nil))
		clerk := staff(t, kernel.ReachAll, "")
		post := func(path, body string) (int, map[string]any) {
			request := httptest.NewRequestWithContext(clerk, "POST", web.Prefix+path, strings.NewReader(body))
			request.Header.Set("Content-Type", "application/json")
			recorder := httptest.NewRecorder()
			mux.ServeHTTP(recorder, request)
			var answer map[string]any
			require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &answer))
			return recorder.Code, answer
		}
		status, answer := post("/measures/simulate?against=m1", growth("m1", 999, `,"budget":"1000000.00"`))
		require.Equal(t, 200, status, answer)
		require.EqualValues(t, 3, at(t, answer, "counts", "eligible"))
		require.Equal(t, "300000.00", answer["eligible_amount"])
		require.Equal(t, "1000000.00", at(t, answer, "budget", "planned"))
		require.Equal(t, "100000.00", at(t, answer, "budget", "p50"))
		require.EqualValues(t, 3, at(t, answer, "budget", "histogram", 0, "count"))
		require.EqualValues(t, 1, at(t, answer, "against", "gains"))
		require.Equal(t, "青石街道", at(t, answer, "by_division", 0, "label"))
		require.Equal(t, map[string]any{"clause": "c2", "words": "上年度营业收入不低于 999 元", "thresholds": 0.0, "facts": 1.0}, at(t, answer, "near", 0))
		require.Equal(t, map[string]any{"clause": "c2", "words": "上年度营业收入不低于 999 元", "value": "999", "label": "999 元", "unit": "元", "from": "0", "to": "1998"}, at(t, answer, "thresholds", 0))
		status, answer = post("/measures/simulate", `{"id":"x"}`)
		require.Equal(t, 422, status)
		require.Equal(t, "policy.draft_empty", answer["code"])
		require.Contains(t, at(t, answer, "errors", 0, "message"), "缺少「when」")
		status, answer = post("/measures/simulate?industry=Z", growth("m1", 999, ""))
		require.Equal(t, 422, status, answer)
		status, answer = post("/measures/simulate/threshold", `{"definition":`+growth("m1", 1000, "")+`,"clause":"c2","points":3}`)
		require.Equal(t, 200, status, answer)
		require.Equal(t, map[string]any{"threshold": "1000", "label": "1,000 元", "eligible": 2.0, "amount": "200000.00", "present": true}, at(t, answer, "points", 1))
		status, answer = post("/measures/simulate/threshold", `{"definition":`+growth("m1", 1000, "")+`,"clause":"c2","points":41}`)
		require.Equal(t, 422, status, answer)
	})
}
