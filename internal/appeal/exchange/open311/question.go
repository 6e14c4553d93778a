package open311

import (
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/ground"
)

// Question asks for requests.
type Question struct {
	// IDs are service_request_ids; with any the rest does not count.
	IDs []string
	// Codes narrow to topics, empty for all.
	Codes []string
	// From and Until bound when a request was made, both ends included.
	From, Until time.Time
	// Open and Closed say which are wanted.
	Open, Closed bool
}

// Bounds of a question. The first two are the protocol's.
const (
	span      = 90 * 24 * time.Hour
	mostRows  = 1000
	mostNamed = 100
)

// Asked is a question in the words of the protocol.
type Asked struct {
	IDs, Codes, Start, End, Status string
}

// question reads what is asked. Now ends the range that nobody gives.
func (a Asked) question(now time.Time) (Question, error) {
	q := Question{IDs: split(a.IDs), Codes: split(a.Codes)}
	if len(q.IDs) > mostNamed || len(q.Codes) > mostNamed {
		return q, refused("service_request_id", "service_request_id 和 service_code 一次最多 100 个。")
	}
	states := split(a.Status)
	for _, s := range states {
		if s != statusOpen && s != statusClosed {
			return q, refused("status", "应为 open、closed，或两者。")
		}
	}
	q.Open = len(states) == 0 || slices.Contains(states, statusOpen)
	q.Closed = len(states) == 0 || slices.Contains(states, statusClosed)
	start, errStart := moment(a.Start)
	end, errEnd := moment(a.End)
	if errStart != nil || errEnd != nil {
		return q, refused("start_date", "start_date 和 end_date 应写作 2026-11-21T10:00:00+08:00。")
	}
	switch {
	case start.IsZero() && end.IsZero():
		start, end = now.Add(-span), now
	case end.IsZero():
		end = start.Add(span)
	case start.IsZero():
		start = end.Add(-span)
	}
	if end.Before(start) || end.Sub(start) > span {
		return q, refused("start_date", "start_date 到 end_date 最多 90 天。")
	}
	q.From, q.Until = start, end
	return q, nil
}

func split(list string) []string {
	var out []string
	for one := range strings.SplitSeq(list, ",") {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

func moment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339, text)
}

// The two states of the protocol.
const (
	statusOpen   = "open"
	statusClosed = "closed"
)

// over are the states of a case that the protocol calls closed. One that was merged
// is as open as the case it went into: its reporter still waits.
var over = []appeal.State{appeal.Closed, appeal.Refused, appeal.WithdrawnOff}

// counted is the case whose state and days count for c: itself, or the one it went
// into.
func counted(c *appeal.Case, mains map[string]*appeal.Case) *appeal.Case {
	if main := mains[c.Main]; c.State == appeal.Merged && main != nil {
		return main
	}
	return c
}

// notes say where a case stands.
func notes(c, counts *appeal.Case) string {
	text := counts.State.Label()
	if label := counts.Closing.Label(); counts.State == appeal.Closed && label != "" {
		text += "：" + label
	}
	if g, is := ground.Of(counts.Ground); is && counts.State == appeal.Refused {
		text += "：" + g.Label
	}
	if c != counts {
		text = "与同类诉求合并办理，" + text
	}
	return text
}
