package kernel

import "context"

// Request says which request a piece of work belongs to, for logs, audit
// entries and the number a person quotes to the help desk.
type Request struct {
	// ID is unique per request; a job's work carries the job's identifier.
	ID string
	// Address is the network address of the client, empty for jobs and commands.
	Address string
	// Agent is what the client calls itself (User-Agent), at most 512 bytes.
	Agent string
	// Device is the token of a browser that somebody has come in with before,
	// empty if none. It proves nothing of who the caller is.
	Device string
}

type requestKey struct{}

// WithRequest returns a context that carries r.
func WithRequest(ctx context.Context, r Request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// RequestOf returns the request that ctx carries, the zero Request if none.
func RequestOf(ctx context.Context) Request {
	r, _ := ctx.Value(requestKey{}).(Request)
	return r
}
