package web

import "github.com/danielgtaylor/huma/v2"

// Origin is where the caller of an operation reached this instance. Embed it in
// an operation's input to build addresses for its caller when the configuration
// names none; what is kept or sent to others must never hold it, since the caller
// chooses it.
type Origin struct{ origin string }

// Resolve keeps the origin for String.
func (o *Origin) Resolve(ctx huma.Context) []error {
	o.origin = "http://" + ctx.Host()
	if ctx.TLS() != nil {
		o.origin = "https://" + ctx.Host()
	}
	return nil
}

// String returns the origin, without a slash at its end.
func (o *Origin) String() string { return o.origin }
