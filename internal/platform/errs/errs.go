// Package errs is the one error model of the program. A module returns an
// *Error with a kind, a stable code and a sentence for people; the web layer
// maps the kind to a status in one table and never shows the cause.
package errs

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what sort of failure an error is. It decides the HTTP status and
// whether trying again can help.
type Kind int

// The kinds. Internal is the zero value: an error that nobody classified is a
// fault of the program and shows no details.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	Stale
	// Unseen is a change that must say which version its caller saw.
	Unseen
	TooMany
	Unavailable
)

// Field is one input that was refused. Path names it as the client sent it
// (`body.capital`, `row 3 · uscc`); Msg is a Chinese sentence.
type Field struct {
	Path string `json:"path"`
	Msg  string `json:"message"`
}

// Error is a failure with a meaning for its caller. Code is stable and in
// English ("enterprise.not_found"); Msg is for people and in Chinese.
type Error struct {
	Kind   Kind
	Code   string
	Msg    string
	Fields []Field
	// Wait is how long to wait before trying again can help, zero when unknown.
	Wait  time.Duration
	cause error
}

// New returns an error of kind with a stable code and a sentence for people.
func New(kind Kind, code, msg string) *Error {
	return &Error{Kind: kind, Code: code, Msg: msg}
}

// Newf is New with a formatted sentence. Its arguments are shown to people:
// never pass a cause to it.
func Newf(kind Kind, code, format string, args ...any) *Error {
	return New(kind, code, fmt.Sprintf(format, args...))
}

// With returns a copy of e that lists refused inputs.
func (e *Error) With(fields ...Field) *Error {
	c := *e
	c.Fields = append(append([]Field(nil), e.Fields...), fields...)
	return &c
}

// After returns a copy of e that says how long to wait before trying again.
func (e *Error) After(wait time.Duration) *Error {
	c := *e
	c.Wait = wait
	return &c
}

// Because returns a copy of e with a cause for the log. The cause is found by
// errors.Is and errors.As and is never shown to a client.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// Error returns the code, the sentence and the cause, for logs.
func (e *Error) Error() string {
	if e.cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Msg, e.cause)
	}
	return e.Code + ": " + e.Msg
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }

// Is reports whether target is an *Error with the same code, so that a value
// made by With, Because or Newf still equals the sentinel it came from.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// KindOf returns the kind of the first *Error in err's chain, Internal if none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}
