package exchange

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/webhook"
)

// Sent is a message of a partner as it came.
type Sent struct {
	// Partner is how the sender calls itself.
	Partner string
	webhook.Envelope
	Body []byte
}

// actorOf is how a partner stands in timelines and the audit log.
func actorOf(p *Partner) string { return "exchange." + p.Code }

// unknown stands for the secret of a partner that does not exist, so that no answer
// comes sooner for one.
const unknown = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

// proved returns the partner whose message it is. Whatever is wrong fails with
// ErrUnproved, and is kept in the audit log.
func (s *Service) proved(ctx context.Context, in Sent) (*Partner, error) {
	p, err := s.partnerByCode(ctx, in.Partner)
	if err != nil {
		return nil, err
	}
	now, secrets, known := s.Clock.Now(), []string{unknown}, p != nil && !p.Off
	if known {
		secrets = p.secrets(now)
	}
	if err := webhook.Verify(in.Envelope, in.Body, now, secrets...); err == nil && known {
		return p, nil
	}
	entry := audit.Entry{Action: "appeal.exchange_refused", ObjectKind: "appeal_partner", Detail: map[string]any{"address": kernel.RequestOf(ctx).Address}}
	if p != nil {
		entry.Object = p.ID
	}
	if err := s.DB.InTx(ctx, func(ctx context.Context) error { return s.Audit.Record(ctx, entry) }); err != nil {
		return nil, err
	}
	return nil, ErrUnproved
}

// take lets do deal with a message of a partner, once: one that comes again is
// answered with where its case stands now, another one under its id is refused.
func (s *Service) take(ctx context.Context, in Sent, do func(ctx context.Context, p *Partner) (*appeal.Case, error)) (out *Status, err error) {
	ctx = authz.AsSystem(ctx, "appeal.exchange")
	p, err := s.proved(ctx, in)
	if err != nil {
		return nil, err
	}
	digest, err := s.Seal.Index("appeal_message", "digest", string(in.Body))
	if err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.TakeOnce(ctx, p, in.ID, digest, func(ctx context.Context) (*appeal.Case, error) { return do(ctx, p) })
		if err != nil {
			return err
		}
		out, err = s.StatusOf(ctx, c, true)
		return err
	})
	return out, err
}

// TakeOnce lets do deal with what a partner proved to have said, under the name of
// that partner: the same message again is answered with its case, another digest
// under that message refused with ErrReused, and what is refused is not remembered.
func (s *Service) TakeOnce(ctx context.Context, p *Partner, message, digest string, do func(context.Context) (*appeal.Case, error)) (c *appeal.Case, err error) {
	ctx = authz.With(ctx, kernel.Principal{Kind: kernel.SystemPrincipal, ID: actorOf(p), Name: p.Name})
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		fresh, err := s.remember(ctx, p.ID, message, digest)
		if err != nil {
			return err
		}
		if !fresh {
			before, id, err := s.taken(ctx, p.ID, message)
			if err != nil {
				return err
			}
			if before != digest {
				return ErrReused
			}
			c, err = s.ByID(ctx, id)
			return err
		}
		if c, err = do(ctx); err != nil {
			return err
		}
		return s.concerning(ctx, p.ID, message, c.ID)
	})
	return c, err
}

// Take takes a case that a partner hands over, in the form of a line of a file. One
// that it handed over before is answered with where it stands.
func (s *Service) Take(ctx context.Context, in Sent) (*Status, error) {
	return s.take(ctx, in, func(ctx context.Context, p *Partner) (*appeal.Case, error) {
		return s.Taker.TakeLine(ctx, p.Code, in.Body)
	})
}

// Posted is what a partner says of a case that it handed over. ExternalNo stands in
// the body because the signature does not cover the address.
type Posted struct {
	ExternalNo string `json:"external_no"`
	// Event is query, or what the reporter does: add, withdraw, confirm, redo, reopen,
	// unmerge, rate.
	Event string `json:"event"`
	Words string `json:"words"`
	// Grade is the satisfaction of a rating, 1 to 5.
	Grade int `json:"grade"`
	// State is where the case stands on the partner's side, noted as it is said.
	State string `json:"state"`
}

// TakeEvent takes what a partner says of a case, and answers with where it stands.
// What the case's state does not admit fails with an error that says the state.
func (s *Service) TakeEvent(ctx context.Context, externalNo string, in Sent) (*Status, error) {
	return s.take(ctx, in, func(ctx context.Context, p *Partner) (*appeal.Case, error) {
		var said Posted
		if err := json.Unmarshal(in.Body, &said); err != nil {
			return nil, ErrMessage.Because(err)
		}
		if said.ExternalNo != externalNo {
			return nil, ErrMessage.With(errs.Field{Path: "body.external_no", Msg: "与网址里的编号不同"})
		}
		c, err := s.BySource(ctx, appeal.Source{System: p.Code, No: externalNo})
		if err != nil {
			return nil, err
		}
		if c == nil { // another partner's looks the same
			return nil, ErrNoCase
		}
		return c, s.deal(ctx, c, said)
	})
}

func (s *Service) deal(ctx context.Context, c *appeal.Case, said Posted) error {
	switch said.Event {
	case "query":
		return nil
	case "rate":
		return s.Taker.RateFor(ctx, c, appeal.Rating{Grade: said.Grade, Words: said.Words})
	case "state":
		return s.note(ctx, c, said.State, said.Words)
	case "add", "withdraw", "confirm", "redo", "reopen", "unmerge":
		return s.Taker.ActFor(ctx, c, intake.Deed{Act: appeal.Act(said.Event), Words: said.Words})
	}
	return ErrMessage.With(errs.Field{Path: "body.event", Msg: "没有这种事件"})
}

// note keeps where a case stands on the partner's side, for who handles it.
func (s *Service) note(ctx context.Context, c *appeal.Case, state, words string) error {
	text := strings.TrimSpace("对方状态：" + strings.TrimSpace(state) + "。" + strings.TrimSpace(words))
	if msg := appeal.CheckWords(text); msg != "" || strings.TrimSpace(state) == "" {
		return ErrMessage.With(errs.Field{Path: "body.state", Msg: "请写明对方的状态"})
	}
	return s.Apply(ctx, c, func(_ context.Context, c *appeal.Case) (appeal.Done, error) {
		if err := c.Note(appeal.ActNote, appeal.Centre); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventNoted, Entry: appeal.Entry{Act: appeal.ActNote, Words: text}}, nil
	})
}
