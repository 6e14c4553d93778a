package channel

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/yikou/yikou/internal/platform/outbound"
)

// exchange makes one request and classifies what went wrong on the way. Only a
// failure before the connection stood means for certain that nothing was sent.
func exchange(client *outbound.Client, request *http.Request) (outbound.Answer, error) {
	answer, err := client.Do(request)
	if err == nil {
		return answer, nil
	}
	dialing, isOp := errors.AsType[*net.OpError](err)
	_, isDNS := errors.AsType[*net.DNSError](err)
	switch {
	case errors.Is(err, outbound.ErrRefused):
		return answer, temporary("address refused", err)
	case isDNS, isOp && dialing.Op == "dial":
		return answer, temporary("unreachable", err)
	case errors.Is(err, outbound.ErrRedirect):
		return answer, temporary("redirect", err)
	case errors.Is(err, context.DeadlineExceeded):
		return answer, unknown("timeout", err)
	}
	return answer, unknown("broken off", err)
}

// refusalOf classifies a status that is no success, nil for one that is.
func refusalOf(a outbound.Answer) *Error {
	code := "HTTP " + strconv.Itoa(a.Status)
	switch {
	case a.Status >= 200 && a.Status < 300:
		return nil
	case a.Status == http.StatusTooManyRequests:
		e := temporary(code, nil)
		if seconds, err := strconv.Atoi(a.Header.Get("Retry-After")); err == nil && seconds > 0 {
			e.Pause = min(time.Duration(seconds)*time.Second, time.Hour)
		}
		return e
	case a.Status == http.StatusBadRequest || a.Status == http.StatusUnprocessableEntity:
		return rejected(code)
	case a.Status == http.StatusGatewayTimeout || a.Status == http.StatusBadGateway:
		// The proxy in between lost sight of it.
		return unknown(code, nil)
	}
	// The rest is about the channel, not the message: 401, 403, 404, 500, 503.
	return temporary(code, nil)
}

func postJSON(ctx context.Context, client *outbound.Client, address string, body, into any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return temporary("fault", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(raw))
	if err != nil {
		return temporary("address", errors.New("the configured address cannot be used"))
	}
	request.Header.Set("Content-Type", "application/json")
	return readJSON(client, request, into)
}

func readJSON(client *outbound.Client, request *http.Request, into any) error {
	answer, err := exchange(client, request)
	if err != nil {
		return err
	}
	if refused := refusalOf(answer); refused != nil {
		return refused
	}
	if err := json.Unmarshal(answer.Body, into); err != nil {
		// Not the error itself: it may quote the answer.
		return unknown("malformed answer", nil)
	}
	return nil
}
