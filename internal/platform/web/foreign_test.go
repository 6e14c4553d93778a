package web_test

import (
	"context"
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/web"
)

type foreignThing struct {
	XMLName xml.Name `json:"-" xml:"thing"`
	Name    string   `json:"name" xml:"name"`
}

type foreignRefusal struct {
	XMLName xml.Name `json:"-" xml:"refusal"`
	Why     string   `json:"why" xml:"why"`
}

// foreign registers an operation that takes a form and gives its name back.
func foreign(b *bench) {
	web.RegisterForeign(b.api, web.Operation{ID: "foreign", Method: http.MethodPost, Path: "/other/things", MaxBody: 100}, web.Foreign{
		Form: foreignThing{}, Answer: foreignThing{}, Refusal: foreignRefusal{},
		Refuse: func(p *web.Problem) (int, web.Said) {
			said := foreignRefusal{Why: p.Code}
			return http.StatusBadRequest, web.Said{JSON: said, XML: said}
		},
	}, func(_ context.Context, in *web.Form) (web.Said, error) {
		form, err := in.Values()
		if err != nil {
			return web.Said{}, err
		}
		if form.Get("name") == "" {
			return web.Said{}, errs.New(errs.Invalid, "thing.name", "name").Because(context.Canceled)
		}
		said := foreignThing{Name: form.Get("name")}
		return web.Said{JSON: said, XML: said}, nil
	})
}

func TestAForeignOperationSpeaksAsTheAddressEndsItsRefusalsToo(t *testing.T) {
	t.Parallel()
	b := newBench("foreign")
	foreign(b)
	const form = "application/x-www-form-urlencoded"
	for _, c := range []struct{ path, kind, body, want string }{
		{"/other/things.json", form, "name=a%26%3C", `{"name":"a&<"}`},
		{"/other/things.xml", form, "name=a%26%3C", xml.Header + "<thing><name>a&amp;&lt;</name></thing>"},
		{"/other/things", form, "name=a", `{"name":"a"}`},
		{"/other/things.json", form, "name=", `{"why":"thing.name"}`},
		{"/other/things.xml", form, "", xml.Header + "<refusal><why>thing.name</why></refusal>"},
		{"/other/things.xml", "application/json", `{"name":"a"}`, xml.Header + "<refusal><why>request.form</why></refusal>"},
		{"/other/things.json", form, "name=%zz", `{"why":"request.form"}`},
		{"/other/things.json", form, "name=%00", `{"why":"request.form"}`},
		{"/other/things.json", form, "name=" + strings.Repeat("a", 200), `{"why":"too_large"}`},
		{"/other/things.xml?x=%ff", form, "name=a", xml.Header + "<refusal><why>request.unreadable</why></refusal>"},
	} {
		a := b.call(t, http.MethodPost, web.Prefix+c.path, c.body, "Content-Type", c.kind)
		require.Equal(t, c.want, strings.TrimSpace(a.text), c.path+" "+c.body)
		media := "application/json"
		if strings.Contains(c.path, ".xml") {
			media = "text/xml"
		}
		require.Equal(t, media+"; charset=utf-8", a.Header.Get("Content-Type"))
	}
	require.Equal(t, http.StatusNotFound, b.call(t, http.MethodPost, web.Prefix+"/things.xml", "").StatusCode, "only below the path that was said")
}
