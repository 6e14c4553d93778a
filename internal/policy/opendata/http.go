package opendata

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy/listing"
)

// PublicOperations are the operations of this package that anybody may call.
var PublicOperations = []string{"get-open-measures", "get-linked-measures"}

const (
	plainPath  = "/public/open/measures.json"
	linkedPath = "/public/open/measures.jsonld"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: path, Tag: "policy", Summary: summary, Cached: true}
	}
	web.Register(api, op("get-open-measures", plainPath, "开放数据：公开的政策事项"), s.plain)
	web.Register(api, op("get-linked-measures", linkedPath, "开放数据：公开的政策事项，按公共服务通用词汇"), s.linked)
}

// AskInput says which part of the data is asked for.
type AskInput struct {
	web.Origin
	web.PageInput
	Since       int64  `query:"changed_since" minimum:"0" maximum:"1000000000000" doc:"上次得到的 revision：只给出之后的变化，包括不再公开的事项"`
	IfNoneMatch string `header:"If-None-Match" maxLength:"200" doc:"上次得到的 ETag：没有变化则不再发送"`
}

// Head is what every answer says of itself.
type Head struct {
	status       int
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Link         string `header:"Link"`
}

// answer asks for a page and makes its head. An answer that the caller has already
// has the status 304.
func (s *Service) answer(ctx context.Context, in *AskInput, path string) (Page, Head, error) {
	page, err := s.Changed(ctx, in.Since, in.Page())
	if err != nil {
		return page, Head{}, err
	}
	head := Head{status: http.StatusOK, ETag: web.ETag(page.Revision), CacheControl: "public, max-age=60"}
	if page.Next != "" {
		query := url.Values{"cursor": {page.Next}, "limit": {fmt.Sprint(in.Limit)}, "changed_since": {fmt.Sprint(in.Since)}}
		head.Link = "<" + listing.Base(s.PublicURL, in.Origin.String()) + web.Prefix + path + "?" + query.Encode() + `>; rel="next"`
	}
	for tag := range strings.SplitSeq(in.IfNoneMatch, ",") {
		if tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/"); tag == head.ETag || tag == "*" {
			head.status = http.StatusNotModified
		}
	}
	return page, head, nil
}

// RemovedMeasure is a measure that is no longer public.
type RemovedMeasure struct {
	ID        string    `json:"id"`
	ChangedAt time.Time `json:"changed_at"`
}

// OpenMeasure is a public measure with the time of its last change.
type OpenMeasure struct {
	Measure
	ChangedAt time.Time `json:"changed_at"`
}

// OpenMeasures is a page of the data.
type OpenMeasures struct {
	Revision int64            `json:"revision" doc:"下次用作 changed_since；分页时用第一页的"`
	Items    []OpenMeasure    `json:"items"`
	Removed  []RemovedMeasure `json:"removed" doc:"不再公开的事项"`
	Total    int64            `json:"total" doc:"items 和 removed 一共多少"`
	Next     string           `json:"next" doc:"下一页的 cursor，最后一页为空"`
}

type plainOutput struct {
	Status int
	Head
	Body OpenMeasures
}

func (s *Service) plain(ctx context.Context, in *AskInput) (*plainOutput, error) {
	page, head, err := s.answer(ctx, in, plainPath)
	if err != nil {
		return nil, err
	}
	out := &plainOutput{Status: head.status, Head: head, Body: OpenMeasures{Revision: page.Revision, Items: []OpenMeasure{}, Removed: []RemovedMeasure{}, Total: page.Total, Next: page.Next}}
	for _, item := range page.Items {
		if item.Measure == nil {
			out.Body.Removed = append(out.Body.Removed, RemovedMeasure{ID: item.ID, ChangedAt: item.Changed})
			continue
		}
		out.Body.Items = append(out.Body.Items, OpenMeasure{Measure: *item.Measure.At(listing.Base(s.PublicURL, in.Origin.String())), ChangedAt: item.Changed})
	}
	return out, nil
}

// LinkedMeasures is a page of the data as JSON-LD.
type LinkedMeasures struct {
	Context map[string]string `json:"@context"`
	ID      string            `json:"@id"`
	Graph   []map[string]any  `json:"@graph"`
}

// ContentType is that of JSON-LD (RFC 6839, W3C JSON-LD 1.1 §C).
func (LinkedMeasures) ContentType(string) string { return "application/ld+json" }

type linkedOutput struct {
	Status int
	Head
	Body LinkedMeasures
}

func (s *Service) linked(ctx context.Context, in *AskInput) (*linkedOutput, error) {
	page, head, err := s.answer(ctx, in, linkedPath)
	if err != nil {
		return nil, err
	}
	base := listing.Base(s.PublicURL, in.Origin.String())
	out := &linkedOutput{Status: head.status, Head: head, Body: LinkedMeasures{Context: vocabulary, ID: base + web.Prefix + linkedPath, Graph: []map[string]any{}}}
	for _, item := range page.Items {
		if item.Measure == nil {
			out.Body.Graph = append(out.Body.Graph, tombstone(listing.PageOf(base, item.ID), item.ID, item.Changed))
			continue
		}
		out.Body.Graph = append(out.Body.Graph, linked(item.Measure.At(base), base, s.Place, item.Changed))
	}
	return out, nil
}
