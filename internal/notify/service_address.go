package notify

import (
	"context"
	"crypto/subtle"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/standard/civil"
)

func ownAddressPlace(owner string, kind channel.Kind) seal.Place {
	return seal.Place{Table: "notify_address", Column: "address", Row: addressID(owner, kind)}
}

func waitingPlace(owner string, kind channel.Kind) seal.Place {
	return seal.Place{Table: "notify_address", Column: "waiting", Row: addressID(owner, kind)}
}

// codeJobPlace is where the arguments of jobCode live.
func codeJobPlace() seal.Place { return seal.Place{Table: "job", Column: jobCode, Row: ""} }

// sealedCode is what the queue keeps of a code on its way.
type sealedCode struct {
	Sealed string `json:"sealed"`
}

// codeMessage is a code on its way.
type codeMessage struct {
	Channel channel.Kind `json:"channel"`
	To      string       `json:"to"`
	Code    string       `json:"code"`
	Expires time.Time    `json:"expires"`
	// ID tells a second try of the job from a second code.
	ID string `json:"id"`
}

// AskAddress sends a code to an address that the caller wants to be reached by
// and returns when they may ask again. The address counts after ConfirmAddress.
// It fails with ErrChannelOff, ErrAddress and ErrCodeTooSoon.
func (s *Service) AskAddress(ctx context.Context, kind channel.Kind, address string) (again time.Duration, err error) {
	r, err := me(ctx)
	if err != nil {
		return 0, err
	}
	if kind == channel.InApp || s.channels[kind] == nil {
		return 0, ErrChannelOff
	}
	if address, err = cleanAddress(kind, address); err != nil {
		return 0, err
	}
	code, err := sixDigits(s.Random)
	if err != nil {
		return 0, err
	}
	return codeResend, s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.lockAddress(ctx, r.owner(), kind); err != nil {
			return err
		}
		a, err := s.addressOf(ctx, r.owner(), kind)
		if err != nil {
			return err
		}
		if err := s.prepareCode(&a, address, code); err != nil {
			return err
		}
		if err := s.saveAddress(ctx, a); err != nil {
			return err
		}
		if err := s.queueCode(ctx, kind, address, code); err != nil {
			return err
		}
		return s.recorded(ctx, "notify.address_asked", r.ID, map[string]any{"channel": kind})
	})
}

// prepareCode puts a new code beside an address, within the limits.
func (s *Service) prepareCode(a *addressRow, address, code string) (err error) {
	now := s.Clock.Now()
	today := civil.Of(now.In(civil.Beijing)).String()
	if a.Day != today {
		a.Day, a.SentToday = today, 0
	}
	if wait := codeResend - now.Sub(a.CodeSentAt); wait > 0 {
		return ErrCodeTooSoon.After(wait)
	}
	if a.SentToday >= codesDaily {
		return ErrCodeTooSoon.After(24 * time.Hour)
	}
	a.SentToday++
	a.CodeSentAt, a.Tries = now, 0
	if a.CodeHash, err = s.codeHash(a.Owner, a.Channel, code); err != nil {
		return err
	}
	a.Waiting, err = s.Seal.Seal(waitingPlace(a.Owner, a.Channel), address)
	return err
}

func (s *Service) codeHash(owner string, kind channel.Kind, code string) (string, error) {
	return s.Seal.Index("notify_address", "code_hash", owner+"/"+string(kind)+"/"+code)
}

func sixDigits(random io.Reader) (string, error) {
	var raw [8]byte
	if _, err := io.ReadFull(random, raw[:]); err != nil {
		return "", wrap(err, "make code")
	}
	// The bias of 2^64 modulo a million is far below one in a billion.
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(raw[:])%1_000_000), nil
}

func (s *Service) queueCode(ctx context.Context, kind channel.Kind, address, code string) error {
	plain, err := json.Marshal(codeMessage{Channel: kind, To: address, Code: code, Expires: s.Clock.Now().Add(codeLife), ID: kernel.NewID()})
	if err != nil {
		return wrap(err, "write code")
	}
	sealed, err := s.Seal.Seal(codeJobPlace(), string(plain))
	if err != nil {
		return err
	}
	_, err = jobs.Insert(ctx, s.Jobs, jobCode, sealedCode{sealed}, jobs.InsertOptions{})
	return err
}

// sendCode sends a code straight away: it is worth nothing later.
func (s *Service) sendCode(ctx context.Context, _ jobs.Job, in sealedCode) error {
	plain, err := s.Seal.Open(codeJobPlace(), in.Sealed)
	if err != nil {
		return err
	}
	var m codeMessage
	if err := json.Unmarshal([]byte(plain), &m); err != nil {
		return wrap(err, "read code")
	}
	via := s.channels[m.Channel]
	if via == nil || !s.Clock.Now().Before(m.Expires) {
		return nil
	}
	reason, _ := template.Find(template.Code)
	words, _, err := s.words(ctx, reason, m.Channel)
	if err != nil {
		return err
	}
	rendered, err := template.Render(reason, m.Channel, words, map[string]string{
		"code": m.Code, "minutes": strconv.Itoa(int(codeLife / time.Minute)),
	})
	if err != nil {
		return err
	}
	_, err = via.Send(ctx, channel.Message{ID: m.ID, To: m.To, Title: rendered.Title, Text: rendered.Text, HTML: rendered.HTML})
	if err == nil {
		return s.noteHealth(ctx, m.Channel, nil)
	}
	failure := channel.Failure(err)
	if err := s.noteHealth(ctx, m.Channel, failure); err != nil {
		return err
	}
	if failure.Class == channel.Temporary || via.Idempotent() && failure.Class == channel.Unknown {
		return fmt.Errorf("send code by %s: %s", m.Channel, failure.Code)
	}
	return nil
}

// ConfirmAddress makes the address that waits the one that counts when the code
// is right. It fails with ErrCode for anything else, and after five tries for
// everything.
func (s *Service) ConfirmAddress(ctx context.Context, kind channel.Kind, code string) error {
	r, err := me(ctx)
	if err != nil {
		return err
	}
	hash, err := s.codeHash(r.owner(), kind, code)
	if err != nil {
		return err
	}
	right := false
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		right = false
		if err := s.lockAddress(ctx, r.owner(), kind); err != nil {
			return err
		}
		a, err := s.addressOf(ctx, r.owner(), kind)
		if err != nil {
			return err
		}
		fresh := a.CodeHash != "" && a.Tries < codeTries && s.Clock.Now().Before(a.CodeSentAt.Add(codeLife))
		right = fresh && subtle.ConstantTimeCompare([]byte(a.CodeHash), []byte(hash)) == 1
		a.Tries++
		if !right {
			if err := s.saveAddress(ctx, a); err != nil {
				return err
			}
			return s.recorded(ctx, "notify.code_wrong", r.ID, map[string]any{"channel": kind})
		}
		if err := s.activate(&a); err != nil {
			return err
		}
		if err := s.saveAddress(ctx, a); err != nil {
			return err
		}
		return s.happened(ctx, AddressVerified{Channel: kind}, r.ID)
	})
	if err == nil && !right {
		return ErrCode
	}
	return err
}

// activate moves the address that waits to the one that counts.
func (s *Service) activate(a *addressRow) error {
	plain, err := s.Seal.Open(waitingPlace(a.Owner, a.Channel), a.Waiting)
	if err != nil {
		return err
	}
	a.Address, err = s.Seal.Seal(ownAddressPlace(a.Owner, a.Channel), plain)
	a.Waiting, a.CodeHash = "", ""
	return err
}

// RemoveAddress forgets the address that the caller has given for a channel.
func (s *Service) RemoveAddress(ctx context.Context, kind channel.Kind) error {
	r, err := me(ctx)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		a, err := s.addressOf(ctx, r.owner(), kind)
		if err != nil || a.Address == "" && a.Waiting == "" {
			return err
		}
		a.Address, a.Waiting, a.CodeHash = "", "", ""
		if err := s.saveAddress(ctx, a); err != nil {
			return err
		}
		return s.recorded(ctx, "notify.address_removed", r.ID, map[string]any{"channel": kind})
	})
}
