package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Problem is what a client is told when something did not work (RFC 9457).
type Problem struct {
	Type   string `json:"type" example:"about:blank"`
	Title  string `json:"title" doc:"What sort of failure, in Chinese"`
	Status int    `json:"status" example:"404"`
	Detail string `json:"detail" doc:"What happened, what was kept and what to do, in Chinese"`
	Code   string `json:"code" doc:"Stable code of the failure" example:"enterprise.not_found"`
	// RequestID is the number a person quotes to the help desk.
	RequestID string    `json:"request_id,omitempty"`
	Errors    []Refused `json:"errors,omitempty" doc:"The inputs that were refused"`
	wait      time.Duration
}

// Refused is one input that was refused.
type Refused struct {
	Location string `json:"location" example:"body.capital"`
	Message  string `json:"message"`
}

// Error returns the detail.
func (p *Problem) Error() string { return p.Detail }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders says in whole seconds, rounded up, when trying again can help.
func (p *Problem) GetHeaders() http.Header {
	if p.wait <= 0 {
		return nil
	}
	seconds := (p.wait + time.Second - 1) / time.Second
	return http.Header{"Retry-After": {strconv.FormatInt(int64(seconds), 10)}}
}

// ContentType names the media type of RFC 9457.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// class is how one kind of error is presented.
type class struct {
	status int
	title  string
	code   string
	detail string
}

// classes maps every kind of error to its status: the only such table.
var classes = map[errs.Kind]class{
	errs.Internal:        {http.StatusInternalServerError, "系统出了故障", "internal", "这次操作出了故障，可能没有完成。请刷新页面看看结果，再决定要不要重做；如仍不行，请把请求编号告诉管理员。"},
	errs.Invalid:         {http.StatusUnprocessableEntity, "填写的内容有误", "invalid", "有内容不符合要求，没有保存。请按提示修改后再提交。"},
	errs.Unauthenticated: {http.StatusUnauthorized, "需要登录", "unauthenticated", "请先登录，再继续办理。"},
	errs.Forbidden:       {http.StatusForbidden, "没有权限", "forbidden", "您没有办理这件事的权限。"},
	errs.NotFound:        {http.StatusNotFound, "没有找到", "not_found", "没有找到您要的内容，它可能已被移走。"},
	errs.Conflict:        {http.StatusConflict, "与现有内容冲突", "conflict", "与现有内容冲突，没有保存。"},
	errs.Stale:           {http.StatusPreconditionFailed, "内容已被他人修改", "stale", "您打开之后，内容已被他人修改。您填写的没有保存，请刷新后再改。"},
	errs.Unseen:          {http.StatusPreconditionRequired, "没有写明看过的版本", "unseen", "没有写明您看过的是哪个版本，没有保存。请刷新页面，看过后再试。"},
	errs.TooMany:         {http.StatusTooManyRequests, "操作太频繁", "too_many", "操作太频繁，请稍后再试。"},
	errs.Unavailable:     {http.StatusServiceUnavailable, "暂时不可用", "unavailable", "系统暂时忙不过来，请稍后再试。"},
}

// plainStatuses are refusals that come from the transport rather than a module.
var plainStatuses = map[int]class{
	http.StatusBadRequest:            {title: "请求无法读懂", code: "bad_request", detail: "请求的格式有误，没有保存任何内容。"},
	http.StatusNotFound:              {title: "没有找到", code: "not_found", detail: "没有这个地址。"},
	http.StatusMethodNotAllowed:      {title: "不支持的操作", code: "method_not_allowed", detail: "这个地址不支持这种操作。"},
	http.StatusNotAcceptable:         {title: "不支持的格式", code: "not_acceptable", detail: "只提供 JSON 格式的结果。"},
	http.StatusRequestTimeout:        {title: "上传超时", code: "timeout", detail: "内容没有在规定时间内传完，没有保存。请检查网络后再试。"},
	http.StatusRequestEntityTooLarge: {title: "内容太大", code: "too_large", detail: "内容超过了允许的大小，没有保存。请分成几份再提交。"},
	http.StatusUnsupportedMediaType:  {title: "不支持的内容类型", code: "unsupported_media_type", detail: "只接受 JSON 格式的内容。"},
}

// problem maps an error to what the client is told, and logs what it is not.
func (a *API) problem(ctx context.Context, err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	kind := errs.KindOf(err)
	if errors.Is(err, context.Canceled) {
		kind = errs.Unavailable
	}
	c := classes[kind]
	p := &Problem{Type: "about:blank", Title: c.title, Status: c.status, Detail: c.detail, Code: c.code, RequestID: kernel.RequestOf(ctx).ID}
	if e, ok := errors.AsType[*errs.Error](err); ok && kind != errs.Internal {
		p.Detail, p.Code, p.wait = e.Msg, e.Code, e.Wait
		for _, f := range e.Fields {
			p.Errors = append(p.Errors, Refused{Location: f.Path, Message: f.Msg})
		}
	}
	if c, ok := transportFault(err); ok && kind == errs.Internal {
		p.Title, p.Status, p.Detail, p.Code = c.title, c.status, c.detail, c.code
		kind = errs.Invalid
	}
	level := slog.LevelInfo
	if kind == errs.Internal || kind == errs.Unavailable {
		level = slog.LevelError
	}
	a.log.Log(ctx, level, "request refused", "code", p.Code, "status", p.Status, "error", err)
	return p
}

// transportFault tells a body that was too large or never came, which a handler
// that streams an upload is the first to notice.
func transportFault(err error) (class, bool) {
	status := 0
	if _, is := errors.AsType[*http.MaxBytesError](err); is {
		status = http.StatusRequestEntityTooLarge
	} else if _, is := errors.AsType[*stalledUpload](err); is {
		status = http.StatusRequestTimeout
	}
	c, ok := plainStatuses[status]
	c.status = status
	return c, ok
}

// fromHuma turns what Huma itself refuses into a Problem. It drops the echoed
// value and, for a status of 500 and above, the message.
func fromHuma(ctx context.Context, status int, reasons ...error) *Problem {
	c, ok := plainStatuses[status]
	if !ok {
		c = classForStatus(status)
	}
	p := &Problem{Type: "about:blank", Title: c.title, Status: status, Detail: c.detail, Code: c.code}
	if ctx != nil {
		p.RequestID = kernel.RequestOf(ctx).ID
	}
	if status >= http.StatusInternalServerError {
		return p
	}
	for _, reason := range reasons {
		detailer, ok := reason.(huma.ErrorDetailer)
		if !ok {
			continue
		}
		d := detailer.ErrorDetail()
		p.Errors = append(p.Errors, Refused{Location: d.Location, Message: inChinese(d.Message)})
	}
	return p
}

func classForStatus(status int) class {
	for _, c := range classes {
		if c.status == status {
			return c
		}
	}
	return classes[errs.Internal]
}

// inChinese hides messages that no one translated: they come from parsers and
// may quote the input.
func inChinese(message string) string {
	if strings.IndexFunc(message, func(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }) >= 0 {
		return message
	}
	return "格式不正确"
}

// speakChinese sets Huma's two process-wide hooks once: the shape of its own
// errors and the language of its validation.
var speakChinese = sync.OnceFunc(func() {
	huma.NewError = func(status int, _ string, reasons ...error) huma.StatusError {
		return fromHuma(nil, status, reasons...) //nolint:staticcheck // SA1012: Huma gives this hook no context
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, _ string, reasons ...error) huma.StatusError {
		return fromHuma(ctx.Context(), status, reasons...)
	}
	translateValidation()
})
