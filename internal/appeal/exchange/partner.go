package exchange

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Partner is a system that cases are exchanged with (对接系统).
type Partner struct {
	ID string
	// Code is how the partner calls itself, and the source system of the cases that
	// it hands over. It never changes.
	Code, Name string
	// Endpoint is where it is told of events, empty for a partner that is not told.
	Endpoint string
	// Events are what it is told of, out of Tellable.
	Events []string
	// Department, if not empty, has the partner hear of the cases that this
	// department leads as well, not only of those that it handed over.
	Department string
	// Off stops everything between the two.
	Off bool
	// Secret proves each side to the other. Old counts besides until OldUntil.
	Secret, Old string
	OldUntil    time.Time
	ChangedAt   time.Time
	ChangedBy   string
	Version     int64
}

// Overlap is how long an old secret or key counts after a new one was drawn: time for
// the other side to change over. A guess.
const Overlap = 24 * time.Hour

// Tellable are the events that a partner can be told of, in the order they happen,
// with their names in Chinese.
var Tellable = []struct{ Event, Label string }{
	{appeal.EventReceived, "已登记"}, {appeal.EventAccepted, "已受理"}, {appeal.EventRefused, "不予受理"}, {appeal.EventDispatched, "已派单"},
	{appeal.EventTaken, "已签收"}, {appeal.EventExtended, "延期已审批"}, {appeal.EventSuspended, "中止计时"}, {appeal.EventResumed, "恢复计时"},
	{appeal.EventApproved, "已答复"}, {appeal.EventRedone, "退回重办"}, {appeal.EventClosed, "已办结"}, {appeal.EventReopened, "重新办理"},
	{appeal.EventWithdrawn, "已撤回"}, {appeal.EventMerged, "已并单"}, {appeal.EventUnmerged, "取消并单"},
}

// EventTest is what a test call is.
const EventTest = "exchange.test"

// labelOf names an event.
func labelOf(event string) string {
	for _, e := range Tellable {
		if e.Event == event {
			return e.Label
		}
	}
	if event == EventTest {
		return "试发"
	}
	return event
}

// partnerCode is how partners call themselves.
var partnerCode = regexp.MustCompile(`^[0-9a-z][0-9a-z._-]{1,31}$`)

// Terms are what is agreed with a partner and may change.
type Terms struct {
	Name, Endpoint, Department string
	Events                     []string
	Off                        bool
}

// check cleans the terms and refuses what cannot be kept. Plain says of a host that
// it may be called without TLS.
func (t *Terms) check(departments map[string]appeal.Department, plain func(endpoint string) bool) error {
	var wrong []errs.Field
	say := func(bad bool, path, msg string) {
		if bad {
			wrong = append(wrong, errs.Field{Path: "body." + path, Msg: msg})
		}
	}
	t.Name, t.Endpoint = strings.TrimSpace(t.Name), strings.TrimSpace(t.Endpoint)
	n := utf8.RuneCountInString(t.Name)
	say(n == 0 || n > 60, "name", "请填写名称，最多 60 个字")
	if t.Endpoint != "" {
		u, err := url.Parse(t.Endpoint)
		complete := err == nil && u.Host != "" && u.User == nil && u.Fragment == "" && (u.Scheme == "https" || u.Scheme == "http")
		say(!complete || len(t.Endpoint) > 500, "endpoint", "请填写完整的网址，如 https://example.gov.cn/hooks")
		say(complete && u.Scheme == "http" && !plain(t.Endpoint), "endpoint", "请使用 https 网址；内网的 http 网址要先写进配置 exchange.allow")
	}
	known := slices.ContainsFunc(t.Events, func(e string) bool { return labelOf(e) == e || e == EventTest })
	say(known, "events", "请从列表里选择")
	say(t.Endpoint == "" && len(t.Events) > 0, "endpoint", "选了要推送的事件，请填写接收网址")
	d, there := departments[t.Department]
	say(t.Department != "" && (!there || d.Closed), "department", "没有这个部门，或者它已撤销")
	if len(wrong) > 0 {
		return ErrTerms.With(wrong...)
	}
	slices.Sort(t.Events)
	t.Events = slices.Compact(t.Events)
	return nil
}

func (p *Partner) agree(t Terms) {
	p.Name, p.Endpoint, p.Department, p.Events, p.Off = t.Name, t.Endpoint, t.Department, t.Events, t.Off
}

// rotate puts a new secret in place; the one before counts for Overlap longer.
func (p *Partner) rotate(secret string, now time.Time) {
	p.Old, p.OldUntil, p.Secret = p.Secret, now.Add(Overlap), secret
}

// secrets are those that count now, the newest first.
func (p *Partner) secrets(now time.Time) []string {
	if p.Old != "" && now.Before(p.OldUntil) {
		return []string{p.Secret, p.Old}
	}
	return []string{p.Secret}
}

// hears reports whether a partner is told of an event at all.
func (p *Partner) hears(event string) bool {
	return !p.Off && p.Endpoint != "" && slices.Contains(p.Events, event)
}
