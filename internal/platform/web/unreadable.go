package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// A text that no database of ours can keep, or that nobody can read, is refused
// before anything looks at it: PostgreSQL fails on U+0000 and on what is not
// UTF-8, SQLite keeps both for a later reader to stumble over.

// errUnreadable is what the decoder of bodies returns; clients see a 400.
var errUnreadable = errors.New("web: not UTF-8, or holds U+0000")

// readable reports whether text is UTF-8 without U+0000.
func readable(text string) bool { return utf8.ValidString(text) && !strings.Contains(text, "\x00") }

// refuseUnreadable is the middleware that reads path and query.
func refuseUnreadable(refuse refusing) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		r, w := humago.Unwrap(ctx)
		query, err := url.ParseQuery(r.URL.RawQuery)
		good := err == nil && readable(r.URL.Path)
		for name, values := range query {
			good = good && readable(name) && readable(strings.Join(values, ""))
		}
		if !good {
			refuse(w, r, problemOf(r, http.StatusUnprocessableEntity, "request.unreadable", "地址里有无法识别的字符，没有执行。请检查后再试。"))
			return
		}
		next(ctx)
	}
}

// formats is how bodies are read and written.
func formats() map[string]huma.Format {
	strict := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: unmarshal}
	return map[string]huma.Format{"application/json": strict, "json": strict}
}

func unmarshal(text []byte, into any) error {
	if !utf8.Valid(text) || holdsNull(text) {
		return errUnreadable
	}
	return json.Unmarshal(text, into)
}

// holdsNull reports whether JSON holds U+0000, which it can only as an escape. An
// escape whose backslash is itself escaped is the text "\u0000", which is fine.
func holdsNull(text []byte) bool {
	escape := []byte(`\u0000`)
	for at := 0; ; {
		found := bytes.Index(text[at:], escape)
		if found < 0 {
			return false
		}
		at += found
		before := 0
		for before < at && text[at-1-before] == '\\' {
			before++
		}
		if before%2 == 0 {
			return true
		}
		at += len(escape)
	}
}
