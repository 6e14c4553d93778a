package link

import (
	"context"
	"errors"
	"net/http"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/outbound"
)

// State is what was last found at a policy's source.
type State string

// What a source link led to: nobody looked yet, a page, another address, nothing
// any more, no answer, an address this program does not connect to.
const (
	None        State = ""
	Unchecked   State = "unchecked"
	OK          State = "ok"
	Moved       State = "moved"
	Gone        State = "gone"
	Unreachable State = "unreachable"
	Refused     State = "refused"
)

// failed reports whether the source was not there.
func (s State) failed() bool { return s == Gone || s == Unreachable }

// Failures is after how many failures in a row somebody should look for a source:
// sites of offices are down for a day now and then. A guess.
const Failures = 3

// perRun bounds how many links one run looks at. A guess: a library of 3,000
// policies is through in two weeks.
const perRun = 200

// Checker looks at source links. It is safe for concurrent use.
type Checker struct {
	DB    *db.DB
	Clock clock.Clock
	// Outbound is nil where nobody is to be connected to.
	Outbound *outbound.Client
}

// Check looks at the source links that have begun to fail and at those that were
// not looked at for longest. It does nothing without a client.
func (c Checker) Check(ctx context.Context) error {
	if c.Outbound == nil {
		return nil
	}
	s := store{c.DB}
	list, err := s.Links(ctx, perRun)
	if err != nil {
		return err
	}
	for policy, address := range list {
		found := c.look(ctx, address)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := s.Save(ctx, policy, address, found, db.At(c.Clock.Now())); err != nil {
			return err
		}
	}
	return nil
}

// look asks for one address and reads nothing but the status. Redirects are not
// followed, and addresses inside are not connected to.
func (c Checker) look(ctx context.Context, address string) State {
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return Refused
	}
	answer, err := c.Outbound.Do(request)
	switch {
	case errors.Is(err, outbound.ErrRefused):
		return Refused
	case errors.Is(err, outbound.ErrRedirect):
		return Moved
	case err != nil:
		return Unreachable
	case answer.Status == http.StatusNotFound || answer.Status == http.StatusGone:
		return Gone
	case answer.Status >= http.StatusBadRequest && answer.Status != http.StatusMethodNotAllowed && answer.Status != http.StatusForbidden:
		return Unreachable
	}
	return OK
}
