// Package written reads the times and events of clocks as people write them on a
// command line: 2026-02-13T16:30, suspend@2026-02-14:鉴定. A time without a zone
// is one of Beijing.
package written

import (
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/standard/civil"
)

// ErrTime says that a text is no time.
var ErrTime = errors.New("应为时间，例如 2026-02-13T16:30 或 2026-02-13T16:30:00+08:00")

// ErrEvent says that a text is no event of a clock.
var ErrEvent = errors.New("应写作 suspend@时间:依据、resume@时间、extend@时间:10wd:依据 或 stop@时间")

var layouts = []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", time.RFC3339}

// Time reads a time: a date (its 00:00), with minutes or seconds after a T or a
// space, with or without a zone. 24:00 is the end of its day.
func Time(s string) (time.Time, error) {
	s = strings.Replace(s, " ", "T", 1)
	if day, ok := strings.CutSuffix(strings.TrimSuffix(s, ":00+08:00"), "T24:00"); ok {
		if d, err := civil.Parse(day); err == nil {
			return d.End(civil.Beijing).UTC(), nil
		}
	}
	for _, layout := range layouts {
		if t, err := time.ParseInLocation(layout, s, civil.Beijing); err == nil {
			return t.UTC().Truncate(time.Microsecond), nil
		}
	}
	return time.Time{}, ErrTime
}

// stamp finds how far the time reaches at the front of what stands behind @; of
// several readings the longest that leaves a sound rest counts: in
// 2026-02-13T16:30:10wd the 10 are no seconds.
var stamps = []*regexp.Regexp{
	regexp.MustCompile(`^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?(:|$)`),
	regexp.MustCompile(`^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(Z|[+-]\d\d:\d\d)?(:|$)`),
	regexp.MustCompile(`^\d{4}-\d\d-\d\d(:|$)`),
}

// Event reads one event: suspend@T:basis, resume@T, extend@T:10wd:basis, stop@T;
// also restart@T, rest@T and wake@T. A basis may follow any of them.
func Event(s string) (deadline.Entry, error) {
	kind, rest, ok := strings.Cut(s, "@")
	if !ok {
		return deadline.Entry{}, ErrEvent
	}
	e := deadline.Entry{Kind: deadline.EntryKind(kind)}
	var at string
	for _, stamp := range stamps {
		if found := stamp.FindString(rest); found != "" {
			at, e.Basis = strings.TrimSuffix(found, ":"), strings.TrimSpace(rest[len(found):])
			break
		}
	}
	var err error
	if e.At, err = Time(at); err != nil {
		return deadline.Entry{}, err
	}
	e.RecordedAt = e.At
	switch e.Kind {
	case deadline.Extend:
		add, basis, _ := strings.Cut(e.Basis, ":")
		if e.Add, err = deadline.ParseBudget(add); err != nil || strings.TrimSpace(basis) == "" {
			return deadline.Entry{}, ErrEvent
		}
		e.Basis = strings.TrimSpace(basis)
	case deadline.Suspend:
		if e.Basis == "" {
			return deadline.Entry{}, ErrEvent
		}
	case deadline.Resume, deadline.Stop, deadline.Restart, deadline.Rest, deadline.Wake:
	default:
		return deadline.Entry{}, ErrEvent
	}
	return e, nil
}
