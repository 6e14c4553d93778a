package opendata_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/policy/opendata"
	"github.com/yikou/yikou/internal/policy/policytest"
)

type bundle struct {
	policytest.Bundle
	*watched
	mux *http.ServeMux
}

// watched counts how often the public measures are read, and does something once
// behind the next reading.
type watched struct {
	*policy.Service
	reads atomic.Int64
	then  func()
}

func (w *watched) PublicMeasures(ctx context.Context, f policy.PublicFilter, page kernel.Page) (kernel.Rows[policy.Found], error) {
	rows, err := w.Service.PublicMeasures(ctx, f, page)
	w.reads.Add(1)
	if then := w.then; then != nil {
		w.then = nil
		then()
	}
	return rows, err
}

// node is another program on the same database.
func (b bundle) node(t *testing.T, d *db.DB, catalogue opendata.Catalogue) bundle {
	t.Helper()
	b.mux = http.NewServeMux()
	lists := listing.New(listing.Deps{Clock: b.Fixed, Catalogue: b.Bundle.Service, Dictionary: b.City, Divisions: b.City})
	open := opendata.New(opendata.Deps{DB: d, Clock: b.Fixed, Catalogue: catalogue, Words: lists, Place: "霁川市云溪区", PublicURL: "https://yikou.example"})
	open.Routes(web.New(b.mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "test", opendata.PublicOperations))
	return b
}

func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	b := bundle{Bundle: policytest.New(t, d)}
	b.watched = &watched{Service: b.Bundle.Service}
	b = b.node(t, d, b.watched)
	b.Publish(t, policytest.Measure("m1", "企业成长奖励", "C", 500), policytest.Measure("m2", "软件企业奖励", "I65", 300))
	return b
}

func (b bundle) get(t *testing.T, name string, query url.Values, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, web.Prefix+"/public/open/"+name+"?"+query.Encode(), nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	b.mux.ServeHTTP(w, r)
	return w
}

func (b bundle) plain(t *testing.T, query url.Values) opendata.OpenMeasures {
	t.Helper()
	w := b.get(t, "measures.json", query)
	require.Equal(t, http.StatusOK, w.Code, w.Body)
	var out opendata.OpenMeasures
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &out))
	return out
}

func ids(o opendata.OpenMeasures) (items, removed []string) {
	for _, m := range o.Items {
		items = append(items, m.ID)
	}
	for _, m := range o.Removed {
		removed = append(removed, m.ID)
	}
	return items, removed
}

// incomplete is a measure without steps; a new version of a published measure that
// lacks something is refused, so it is only ever a draft.
func incomplete(id string) string {
	return strings.Replace(policytest.Measure(id, "草稿补助", "C", 1), `"steps":[{"title":"确认账户","text":"在网上确认。"}],`, "", 1)
}

func TestTheDataHoldsPublicMeasuresAndNobody(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.Publish(t, incomplete("m3"))
		found := b.plain(t, nil)
		items, removed := ids(found)
		require.Equal(t, []string{"m1", "m2"}, items)
		require.Empty(t, removed)
		require.EqualValues(t, 1, found.Revision)
		m := found.Items[0]
		require.Equal(t, "https://yikou.example/measures/m1", m.URL)
		require.Equal(t, "all", m.Conditions.Kind)
		require.Equal(t, "上年度营业收入不低于 500 万元", m.Conditions.Children[1].Words)
		require.Equal(t, "上年度营业收入达到标准", m.Conditions.Children[1].Quote)
		require.Equal(t, "云政发〔2025〕1号", m.Policy.DocumentNo)
		require.Equal(t, opendata.OpenContact{Unit: "高新技术科", Phone: "0390-5550001"}, m.Contact)
	})
}

func TestOnlyWhatChangedIsGivenAndWhatIsGoneIsTold(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		first := b.plain(t, nil)
		since := url.Values{"changed_since": {"1"}}
		items, removed := ids(b.plain(t, since))
		require.Empty(t, append(items, removed...), "nothing has changed")

		b.Fixed.Move(24 * time.Hour)
		b.Publish(t, policytest.Measure("m2", "软件企业奖励", "I65", 900), policytest.Measure("m4", "绿色工厂奖励", "C", 100))
		b.Stop(t, "m1")

		second := b.plain(t, since)
		require.Equal(t, first.Revision+1, second.Revision)
		items, removed = ids(second)
		require.Equal(t, []string{"m2", "m4"}, items)
		require.Equal(t, []string{"m1"}, removed)
		require.EqualValues(t, 3, second.Total)
		items, removed = ids(b.plain(t, nil))
		require.Equal(t, []string{"m2", "m4"}, items)
		require.Empty(t, removed, "who begins anew need not know what is gone")
	})
}

func TestWhoHasTheAnswerAlreadyIsToldSo(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for _, name := range []string{"measures.json", "measures.jsonld"} {
		first := b.get(t, name, nil)
		tag := first.Header().Get("ETag")
		require.NotEmpty(t, tag)
		again := b.get(t, name, nil, "If-None-Match", `"other", W/`+tag)
		require.Equal(t, http.StatusNotModified, again.Code)
		require.Empty(t, again.Body.String())
		require.Equal(t, tag, again.Header().Get("ETag"))
	}
	b.Publish(t, policytest.Measure("m5", "新的奖励", "C", 100))
	require.Equal(t, http.StatusOK, b.get(t, "measures.json", nil, "If-None-Match", `"1"`).Code)
}

func TestASlowReaderOfTheMeasuresDoesNotTakeBackWhatAnotherNoted(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.plain(t, nil)
		other := b.node(t, d, b.Bundle.Service)
		b.Fixed.Move(time.Hour)
		b.Publish(t, policytest.Measure("m3", "设备更新补助", "C", 100))
		b.then = func() {
			b.Publish(t, policytest.Measure("m4", "绿色工厂奖励", "C", 100))
			items, _ := ids(other.plain(t, nil))
			require.Equal(t, []string{"m1", "m2", "m3", "m4"}, items)
		}
		items, removed := ids(b.plain(t, nil))
		require.Equal(t, []string{"m1", "m2", "m3", "m4"}, items, "what it read first was older than what the other noted")
		require.Empty(t, removed)
		after := other.plain(t, url.Values{"changed_since": {"1"}})
		items, removed = ids(after)
		require.Equal(t, []string{"m3", "m4"}, items)
		require.Empty(t, removed, "a tombstone for a measure that is public")
		require.EqualValues(t, 2, after.Revision, "nothing has changed twice")
	})
}

func TestMeasuresAreWordedOnceForEverybodyUntilTheyChange(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.plain(t, nil)
		was := b.reads.Load()
		for range 3 {
			b.plain(t, nil)
			require.Equal(t, http.StatusNotModified, b.get(t, "measures.jsonld", nil, "If-None-Match", `"1"`).Code)
		}
		require.Equal(t, was, b.reads.Load())

		b.Publish(t, strings.Replace(policytest.Measure("m5", "明天的奖励", "C", 100), `"policy":"p1"`, `"policy":"p1","effective_from":"2026-11-22"`, 1))
		items, _ := ids(b.plain(t, nil))
		require.Equal(t, []string{"m1", "m2"}, items)
		b.Fixed.Move(24 * time.Hour)
		found := b.plain(t, nil)
		items, _ = ids(found)
		require.Equal(t, []string{"m1", "m2", "m5"}, items, "its day has come")
		require.Equal(t, "2026-11-22", found.Items[2].EffectiveFrom)
		require.Contains(t, b.get(t, "measures.jsonld", nil).Body.String(), `"dct:available":{"@type":"xsd:date","@value":"2026-11-22"}`)
	})
}

func TestWhatCannotBeAskedIsRefused(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for query, status := range map[string]int{
			"limit=0": 422, "changed_since=-1": 422, "changed_since=1000000000000": 200, "changed_since=99999999999999999999": 422, "cursor=x": 422, "cursor=WyJ4IiwxXQ": 422,
		} {
			values, err := url.ParseQuery(query)
			require.NoError(t, err)
			w := b.get(t, "measures.json", values)
			require.Equal(t, status, w.Code, "%s %s", query, w.Body)
		}
	})
}

func TestPagesHoldEveryMeasureOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.plain(t, nil)
		b.Publish(t, policytest.Measure("a9", "另一项奖励", "C", 100), policytest.Measure("m1", "企业成长奖励", "C", 600))
		var seen []string
		query := url.Values{"limit": {"1"}}
		for {
			page := b.plain(t, query)
			items, _ := ids(page)
			seen = append(seen, items...)
			require.EqualValues(t, 3, page.Total)
			if page.Next == "" {
				break
			}
			query.Set("cursor", page.Next)
		}
		require.Equal(t, []string{"m2", "a9", "m1"}, seen, "what changed last comes last")
		require.Contains(t, b.get(t, "measures.jsonld", url.Values{"limit": {"1"}}).Header().Get("Link"), `https://yikou.example/api/v1/public/open/measures.jsonld?changed_since=0&cursor=`)
	})
}

// reading is linked data read as the standard says, as far as the data goes: every
// name is expanded by the context, every thing is found by its address.
type reading struct {
	context map[string]string
	nodes   map[string]map[string][]any
	types   map[string]int
}

// name expands a name of the form prefix:local. One whose prefix stands in no
// context would be dropped by every reader.
func (r *reading) name(t *testing.T, short string) string {
	t.Helper()
	prefix, local, found := strings.Cut(short, ":")
	require.True(t, found, "%q is no name", short)
	require.NotEmpty(t, r.context[prefix], "the prefix of %q stands in no context", short)
	return r.context[prefix] + local
}

// read takes one value in and returns the address of a thing or the text of a
// literal.
func (r *reading) read(t *testing.T, value any) any {
	t.Helper()
	n, isNode := value.(map[string]any)
	if !isNode {
		return value
	}
	if text, literal := n["@value"]; literal {
		if kind, typed := n["@type"].(string); typed {
			r.name(t, kind)
		}
		return text
	}
	id, named := n["@id"].(string)
	require.True(t, named, "%v has no address", n)
	require.Regexp(t, `^(https?://|urn:)`, id)
	for key, values := range n {
		if key == "@id" {
			continue
		}
		if r.nodes[id] == nil {
			r.nodes[id] = map[string][]any{}
		}
		if key == "@type" {
			if full := r.name(t, values.(string)); len(r.nodes[id]["@type"]) == 0 {
				r.types[full]++
				r.nodes[id]["@type"] = []any{full}
			}
			continue
		}
		all, many := values.([]any)
		if !many {
			all = []any{values}
		}
		for _, one := range all {
			full := r.name(t, key)
			if got := r.read(t, one); !slices.Contains(r.nodes[id][full], got) {
				r.nodes[id][full] = append(r.nodes[id][full], got)
			}
		}
	}
	return id
}

// readLinked reads an answer.
func readLinked(t *testing.T, answer *httptest.ResponseRecorder) *reading {
	t.Helper()
	var document struct {
		Context map[string]string `json:"@context"`
		Graph   []any             `json:"@graph"`
	}
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &document))
	r := &reading{context: document.Context, nodes: map[string]map[string][]any{}, types: map[string]int{}}
	for _, n := range document.Graph {
		r.read(t, n)
	}
	return r
}

func TestTheLinkedDataExpandsToTheWordsOfCPSVAndCCCEV(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	answer := b.get(t, "measures.jsonld", nil)
	require.Equal(t, "application/ld+json", answer.Header().Get("Content-Type"))
	r := readLinked(t, answer)
	const cpsv, cv, dct = "http://purl.org/vocab/cpsv#", "http://data.europa.eu/m8g/", "http://purl.org/dc/terms/"
	for name, n := range map[string]int{
		cpsv + "PublicService": 2, cpsv + "Rule": 2, cv + "Output": 2, cv + "EvidenceType": 2, cv + "ContactPoint": 2, cv + "Channel": 2,
		cv + "Criterion": 6, cv + "ReferenceFramework": 4, "http://data.europa.eu/eli/ontology#LegalResource": 1, cv + "PublicOrganisation": 2,
	} {
		require.Equal(t, n, r.types[name], name)
	}
	one := func(id, property string) string {
		require.Len(t, r.nodes[id][property], 1, "%s of %s", property, id)
		return r.nodes[id][property][0].(string)
	}
	service := "https://yikou.example/measures/m1"
	require.Equal(t, "企业成长奖励", one(service, dct+"title"))
	for _, property := range []string{
		dct + "identifier", dct + "description", cv + "hasCompetentAuthority", cv + "contactPoint", cv + "hasInputType", cv + "hasLegalResource", cpsv + "produces", cpsv + "follows",
	} {
		one(service, property)
	}
	parts := r.nodes[one(service, cv+"holdsRequirement")][cv+"hasRequirement"]
	require.Len(t, parts, 2)
	require.Equal(t, "上年度营业收入不低于 500 万元", one(parts[1].(string), dct+"title"))
	require.Equal(t, "上年度营业收入达到标准", one(one(parts[1].(string), cv+"isDerivedFrom"), dct+"description"))
	require.Equal(t, "云溪区科学技术局", one(one(service, cv+"hasCompetentAuthority"), "http://www.w3.org/2004/02/skos/core#prefLabel"))

	b.Publish(t, strings.Replace(policytest.Measure("m6", "限期奖励", "C", 100), `"policy":"p1"`, `"policy":"p1","window":{"from":"2026-01-01","to":"2027-12-31"}`, 1))
	b.Stop(t, "m1")
	r = readLinked(t, b.get(t, "measures.jsonld", url.Values{"changed_since": {"1"}}))
	require.Equal(t, 1, r.types[cpsv+"PublicService"])
	require.Equal(t, []any{"2027-12-31"}, r.nodes["https://yikou.example/measures/m6#window"]["https://schema.org/endDate"])
	require.Equal(t, []any{"https://www.w3.org/ns/activitystreams#Tombstone"}, r.nodes[service]["@type"])
	require.Len(t, r.nodes[service]["https://www.w3.org/ns/activitystreams#deleted"], 1)
}
