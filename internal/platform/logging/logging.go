// Package logging makes the program's structured log. Whatever is logged, the
// handler masks what looks like a phone number or an identity number and drops
// the values of keys that name secrets, so that a careless line is no leak.
package logging

import (
	"context"
	"io"
	"log/slog"
	"regexp"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
)

// New returns a logger that writes to w as text or json, from level upwards.
// Lines written with a context carry its request.
func New(w io.Writer, level, format string) (*slog.Logger, error) {
	var from slog.Level
	if err := from.UnmarshalText([]byte(level)); err != nil {
		return nil, err
	}
	options := &slog.HandlerOptions{Level: from, ReplaceAttr: redact}
	var handler slog.Handler = slog.NewTextHandler(w, options)
	if format == "json" {
		handler = slog.NewJSONHandler(w, options)
	}
	return slog.New(withRequest{handler}), nil
}

// withRequest adds the request of the context to every line.
type withRequest struct{ slog.Handler }

// Handle writes one line.
func (h withRequest) Handle(ctx context.Context, r slog.Record) error {
	if id := kernel.RequestOf(ctx).ID; id != "" {
		r.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs keeps the request on derived loggers.
func (h withRequest) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withRequest{h.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the request on derived loggers.
func (h withRequest) WithGroup(name string) slog.Handler {
	return withRequest{h.Handler.WithGroup(name)}
}

// personal matches a Chinese mobile number or an identity number that stands by
// itself, so that a 统一社会信用代码 or an instant stays readable.
var personal = regexp.MustCompile(`(^|[^0-9A-Za-z])((?:\+?86)?1[3-9]\d{9}|[1-9]\d{5}(?:19|20)\d{9}[\dXx])([^0-9A-Za-z]|$)`)

// secretKeys are parts of names whose values never reach the log.
var secretKeys = []string{"password", "secret", "token", "cookie", "authorization", "otp", "code_text"}

func redact(_ []string, a slog.Attr) slog.Attr {
	key := strings.ToLower(a.Key)
	for _, secret := range secretKeys {
		if strings.Contains(key, secret) {
			return slog.String(a.Key, "***")
		}
	}
	switch a.Value.Kind() {
	case slog.KindString:
		return slog.String(a.Key, mask(a.Value.String()))
	case slog.KindAny:
		if err, ok := a.Value.Any().(error); ok {
			return slog.String(a.Key, mask(err.Error()))
		}
	}
	return a
}

// mask keeps the first three and the last two characters of each match. It runs
// twice because neighbours share the character between them.
func mask(text string) string {
	for range 2 {
		text = personal.ReplaceAllStringFunc(text, func(found string) string {
			parts := personal.FindStringSubmatch(found)
			number := parts[2]
			return parts[1] + number[:3] + strings.Repeat("*", len(number)-5) + number[len(number)-2:] + parts[3]
		})
	}
	return text
}
