package channel

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Kind names a channel for ever: stored deliveries carry it.
type Kind string

// The channels.
const (
	InApp  Kind = "inapp"
	SMS    Kind = "sms"
	Mail   Kind = "mail"
	WeChat Kind = "wechat"
	WeCom  Kind = "wecom"
)

// Kinds lists every channel in the order in which screens show them.
var Kinds = []Kind{InApp, SMS, Mail, WeChat, WeCom}

// Label names the channel to people, in Chinese.
func (k Kind) Label() string {
	switch k {
	case InApp:
		return "站内消息"
	case SMS:
		return "短信"
	case Mail:
		return "邮件"
	case WeChat:
		return "微信公众号"
	case WeCom:
		return "企业微信"
	}
	return string(k)
}

// Known reports whether there is such a channel.
func (k Kind) Known() bool { return k.Label() != string(k) }

// Message is what goes to one person through one channel.
type Message struct {
	// ID is the delivery's. Where the other side takes an identifier of the
	// client's, it is this, so that a second try is no second message.
	ID string
	// To is the address: a phone number, a mail address, the openid of a follower
	// of the official account, the user id in WeCom; empty in-app.
	To string
	// Title is the subject of a mail and the title in-app.
	Title string
	Text  string
	// HTML is the other form of a mail; empty is text alone.
	HTML string
	// Template and Fields are the template message of WeChat.
	Template string
	Fields   []Field
	// URL is the complete address of the page that the message is about, empty
	// when this instance does not know its own.
	URL string
}

// Field is one field of a WeChat template message.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Receipt is the other side's word that it has taken a message over.
type Receipt struct {
	// ProviderID is what the other side calls the message; empty if it does not.
	ProviderID string
	// Delivered says that the message has arrived, not only left.
	Delivered bool
}

// Channel carries messages. It is safe for concurrent use.
type Channel interface {
	// Kind says which channel it is.
	Kind() Kind
	// Send makes one try. Any failure is an *Error.
	Send(ctx context.Context, m Message) (Receipt, error)
	// Idempotent reports whether a second Send with the same Message.ID reaches
	// the person once, or does no harm.
	Idempotent() bool
}

// Class says what a failed try means.
type Class string

// The classes of failure.
const (
	// Temporary means that nothing was sent and the channel is in trouble: later
	// it may work.
	Temporary Class = "temporary"
	// Rejected means that this message will never reach this address.
	Rejected Class = "rejected"
	// Unknown means that the message may or may not have been taken over.
	Unknown Class = "unknown"
)

// Error is a failed try.
type Error struct {
	Class Class
	// Code is what the other side answered ("errcode 45009", "HTTP 502"), or in
	// one word what happened; it holds no address and no content.
	Code string
	// Pause is how long the whole channel should rest, zero when it need not.
	Pause time.Duration
	cause error
}

// Error returns class, code and cause, for logs.
func (e *Error) Error() string {
	if e.cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Class, e.Code, e.cause)
	}
	return fmt.Sprintf("%s: %s", e.Class, e.Code)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }

// Failure returns the *Error in err, or a temporary one around an error that no
// channel has classified.
func Failure(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Class: Temporary, Code: "fault", cause: err}
}

func temporary(code string, cause error) *Error {
	return &Error{Class: Temporary, Code: code, cause: cause}
}

func rejected(code string) *Error { return &Error{Class: Rejected, Code: code} }

func unknown(code string, cause error) *Error {
	return &Error{Class: Unknown, Code: code, cause: cause}
}
