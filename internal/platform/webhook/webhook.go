// Package webhook signs, verifies and sends messages between systems as Standard
// Webhooks has them (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`.
//
// The signatures are the library's of the project itself. What is added here: the
// time is the program's, not the machine's; several secrets count while one is
// being replaced; messages leave through platform/outbound only.
package webhook

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	standard "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/yikou/yikou/internal/platform/outbound"
)

// Window is how far the time of a message may be from ours (the five minutes that
// Standard Webhooks recommends).
const Window = 5 * time.Minute

// The headers of a message.
const (
	HeaderID        = standard.HeaderWebhookID
	HeaderTimestamp = standard.HeaderWebhookTimestamp
	HeaderSignature = standard.HeaderWebhookSignature
)

// ErrUnproved says that a message is not from whom it says, not of now, or changed.
var ErrUnproved = errors.New("webhook: the message is not proved")

// secretBytes is how long a secret is: 24 to 64 bytes by the standard.
const secretBytes = 32

// NewSecret draws a secret as both sides write it down.
func NewSecret(random io.Reader) (string, error) {
	raw := make([]byte, secretBytes)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("draw secret: %w", err)
	}
	return "whsec_" + base64.StdEncoding.EncodeToString(raw), nil
}

// Envelope is what the headers say of a message.
type Envelope struct {
	// ID is the sender's, the same for every try of one message.
	ID string
	// Timestamp is in seconds since 1970, Signature a list of `v1,BASE64`.
	Timestamp, Signature string
}

// Verify checks that a body was signed with one of the secrets, within Window of
// now. It fails with ErrUnproved.
func Verify(e Envelope, body []byte, now time.Time, secrets ...string) error {
	seconds, err := strconv.ParseInt(e.Timestamp, 10, 64)
	if err != nil || e.ID == "" || now.Sub(time.Unix(seconds, 0)).Abs() > Window {
		return ErrUnproved
	}
	headers := http.Header{}
	headers.Set(HeaderID, e.ID)
	headers.Set(HeaderTimestamp, e.Timestamp)
	headers.Set(HeaderSignature, e.Signature)
	for _, secret := range secrets {
		hook, err := signer(secret)
		// The library reads the machine's clock; the time is checked above.
		if err == nil && hook.VerifyIgnoringTimestamp(body, headers) == nil {
			return nil
		}
	}
	return ErrUnproved
}

// signer refuses a secret that is too short to prove anything; the library takes
// an empty one.
func signer(secret string) (*standard.Webhook, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(raw) < 24 {
		return nil, errors.New("webhook: the secret is malformed")
	}
	return standard.NewWebhookRaw(raw)
}

// Sign returns the envelope of a body, with one signature for each secret.
func Sign(id string, now time.Time, body []byte, secrets ...string) (Envelope, error) {
	e := Envelope{ID: id, Timestamp: strconv.FormatInt(now.Unix(), 10)}
	list := make([]string, 0, len(secrets))
	for _, secret := range secrets {
		hook, err := signer(secret)
		if err != nil {
			return e, err
		}
		signature, err := hook.Sign(id, now, body)
		if err != nil {
			return e, fmt.Errorf("sign message %s: %w", id, err)
		}
		list = append(list, signature)
	}
	if len(list) == 0 {
		return e, errors.New("webhook: no secret to sign with")
	}
	e.Signature = strings.Join(list, " ")
	return e, nil
}

// Send makes one try to hand a signed body over and returns the status of the
// answer. Anything but 200 to 299 means that it was not taken.
func Send(ctx context.Context, client *outbound.Client, endpoint string, e Envelope, body []byte) (status int, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(body))
	if err != nil {
		return 0, errors.New("webhook: the address cannot be read")
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set(HeaderID, e.ID)
	request.Header.Set(HeaderTimestamp, e.Timestamp)
	request.Header.Set(HeaderSignature, e.Signature)
	answer, err := client.Do(request)
	return answer.Status, err
}

// waits are the pauses before the tries after the first, as the standard proposes:
// quickly at first, then over a day.
var waits = [...]time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 10 * time.Hour}

// Next returns when a message that failed for the n-th time (from 1) is tried
// again, and false when it is given up.
func Next(failed int, now time.Time) (time.Time, bool) {
	if failed < 1 || failed > len(waits) {
		return time.Time{}, false
	}
	return now.Add(waits[failed-1]), true
}
