package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// receiptWindow is how far the time of a receipt may be from ours (Standard
// Webhooks recommends five minutes).
const receiptWindow = 5 * time.Minute

// Envelope is the signature of a receipt, as Standard Webhooks has it
// (standardwebhooks.com): Signature lists `v1,BASE64` of the HMAC-SHA256 of
// `ID.Timestamp.body`.
type Envelope struct {
	ID, Timestamp, Signature string
}

// valid reports whether one of the signatures fits the body and the time is ours.
func (e Envelope) valid(secret string, body []byte, now time.Time) bool {
	seconds, err := strconv.ParseInt(e.Timestamp, 10, 64)
	if secret == "" || err != nil || e.ID == "" || now.Sub(time.Unix(seconds, 0)).Abs() > receiptWindow {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(e.ID + "." + e.Timestamp + "."))
	mac.Write(body)
	want := mac.Sum(nil)
	for one := range strings.FieldsSeq(e.Signature) {
		text, isV1 := strings.CutPrefix(one, "v1,")
		given, err := base64.StdEncoding.DecodeString(text)
		if isV1 && err == nil && hmac.Equal(given, want) {
			return true
		}
	}
	return false
}

// Arrival is what a receipt says.
type Arrival struct {
	// Delivery is our own number of the message; ProviderID is the sender's, and
	// one of the two is given.
	Delivery, ProviderID string
	Delivered            bool
	// Code is why it did not arrive, in the sender's words, without an address.
	Code string
}

// maxCode bounds what is stored of a foreign code, in bytes.
const maxCode = 60

// TakeReceipt notes what a provider says became of a message. One that was taken
// before, or that fits no message, changes nothing and is no error: the sender
// has done its part. It fails with ErrReceipt for a signature or a time that is
// wrong, and leaves that in the audit chain.
func (s *Service) TakeReceipt(ctx context.Context, kind channel.Kind, e Envelope, body []byte, a Arrival) error {
	ctx = authz.AsSystem(ctx, "notify.receipt")
	if !e.valid(s.ReceiptSecret, body, s.Clock.Now()) {
		err := s.DB.InTx(ctx, func(ctx context.Context) error {
			return s.recorded(ctx, "notify.receipt_refused", "", map[string]any{"channel": kind, "address": kernel.RequestOf(ctx).Address})
		})
		if err != nil {
			return err
		}
		return ErrReceipt
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh, err := s.takeReceipt(ctx, kind, e.ID)
		if err != nil || !fresh {
			return err
		}
		d, found, err := s.deliveryByID(ctx, a.Delivery)
		if err == nil && (!found || d.Channel != kind) {
			d, found, err = s.deliveryByProvider(ctx, kind, a.ProviderID)
		}
		if err != nil || !found || !d.Receipt(a.Delivered, "receipt: "+printable(a.Code), s.Clock.Now()) {
			return err
		}
		if saved, err := s.saveDelivery(ctx, d.Delivery); err != nil {
			return err
		} else if !saved {
			return ErrStale // the sender tries again
		}
		return s.recorded(ctx, "notify.receipt_taken", d.ID, map[string]any{"delivered": a.Delivered})
	})
}

// printable keeps the letters and digits of a foreign code, and no number as long
// as a telephone's.
func printable(code string) string {
	var kept strings.Builder
	digits := 0
	for _, r := range code {
		if r >= '0' && r <= '9' {
			digits++
		} else {
			digits = 0
		}
		if kept.Len() >= maxCode || digits > 6 || r > '~' || r < ' ' {
			break
		}
		kept.WriteRune(r)
	}
	return kept.String()
}
