package intake

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/ground"
	"github.com/yikou/yikou/internal/appeal/place"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Service holds the use cases of the package. It is safe for concurrent use.
type Service struct {
	*appeal.Service
	Files     *attachment.Service
	Places    *place.Service
	Firms     Firms
	Reporters Reporters
}

// Receipt is what a reporter gets.
type Receipt struct {
	*appeal.Case
	// Secret opens the progress together with the number; only a visitor has one.
	Secret string
	// Refused is the ground on which it was written down as not accepted.
	Refused *ground.Ground
}

// Report takes a visitor's report, with a name or without.
func (s *Service) Report(ctx context.Context, f Form) (Receipt, error) {
	if err := f.clean(true); err != nil {
		return Receipt{}, err
	}
	if g, there := f.ground(); there {
		return Receipt{}, elsewhere(g)
	}
	secret, err := s.secretOf(f.Ticket)
	if err != nil {
		return Receipt{}, err
	}
	hash, err := s.hashOf(secret)
	if err != nil {
		return Receipt{}, err
	}
	c := &appeal.Case{Channel: appeal.ByBox, SecretHash: hash, Reporter: appeal.Person{Name: f.Name, Phone: f.Phone}}
	if err := s.claim(ctx, c, f.USCC); err != nil {
		return Receipt{}, err
	}
	if c, err = s.receive(ctx, c, f); err != nil {
		return Receipt{}, err
	}
	return Receipt{Case: c, Secret: secret}, nil
}

// claim notes the enterprise that a visitor says to speak for. Whether there is
// such an enterprise does not show: a code that nobody has is left out.
func (s *Service) claim(ctx context.Context, c *appeal.Case, uscc string) error {
	if uscc == "" {
		return nil
	}
	firm, err := s.Firms.Firm(ctx, kernel.Everything(), strings.ToUpper(uscc))
	if errs.KindOf(err) == errs.NotFound {
		return nil
	}
	c.USCC, c.Claimed, c.Division = firm.USCC, true, firm.Division
	return err
}

// ReportOwn takes a report of somebody who acts for an enterprise.
func (s *Service) ReportOwn(ctx context.Context, uscc string, f Form) (Receipt, error) {
	scope, err := s.own(ctx, uscc)
	if err != nil {
		return Receipt{}, err
	}
	f.Anonymous, f.Name, f.Phone = false, "", ""
	if err := f.clean(false); err != nil {
		return Receipt{}, err
	}
	if g, there := f.ground(); there {
		return Receipt{}, elsewhere(g)
	}
	firm, err := s.Firms.Firm(ctx, scope, uscc)
	if err != nil {
		return Receipt{}, err
	}
	account := authz.From(ctx).ID
	name, phone, err := s.Reporters.Contact(ctx, account)
	if err != nil {
		return Receipt{}, err
	}
	c := &appeal.Case{
		Channel: appeal.ByPortal, USCC: firm.USCC, Division: firm.Division,
		Reporter: appeal.Person{Account: account, Name: name, Phone: phone},
	}
	if c, err = s.receive(ctx, c, f); err != nil {
		return Receipt{}, err
	}
	return Receipt{Case: c}, nil
}

// own returns the scope in which the caller acts for an enterprise. It fails with
// ErrEnterprise for one that he does not act for.
func (s *Service) own(ctx context.Context, uscc string) (kernel.Scope, error) {
	scope, err := authz.Require(ctx, appeal.PermOwn)
	if err != nil {
		return scope, err
	}
	if scope.Reach != kernel.ReachAll && !slices.Contains(scope.Enterprises, uscc) {
		return scope, ErrEnterprise
	}
	return scope, nil
}

// recordable are the ways that a member of staff may write down.
var recordable = []appeal.Channel{appeal.ByCounter, appeal.ByVisit, appeal.ByHotline, appeal.ByGroup, appeal.ByBox}

// Record writes down what somebody reports to a member of staff. What another
// procedure deals with is kept as not accepted, so that the reporter has it in
// writing.
func (s *Service) Record(ctx context.Context, f Form) (Receipt, error) {
	scope, err := authz.Require(ctx, appeal.PermReceive)
	if err != nil {
		return Receipt{}, err
	}
	if scope.Reach != kernel.ReachAll {
		scope.Reach = kernel.ReachDivisionSubtree // firms belong to divisions, not to staff
	}
	if err := f.clean(true); err != nil {
		return Receipt{}, err
	}
	if !slices.Contains(recordable, f.Channel) {
		return Receipt{}, ErrForm.With(errs.Field{Path: "body.channel", Msg: "请选择来源。"})
	}
	c := &appeal.Case{Channel: f.Channel, RecordedBy: authz.From(ctx).ID, Reporter: appeal.Person{Name: f.Name, Phone: f.Phone}}
	if f.USCC != "" {
		firm, err := s.Firms.Firm(ctx, scope, strings.ToUpper(f.USCC))
		if errs.KindOf(err) == errs.NotFound {
			return Receipt{}, ErrForm.With(errs.Field{Path: "body.uscc", Msg: "没有找到这家企业，或不在您的范围内。"})
		}
		if err != nil {
			return Receipt{}, err
		}
		c.USCC, c.Division = firm.USCC, firm.Division
	}
	secret, err := s.secretOf(f.Ticket)
	if err != nil {
		return Receipt{}, err
	}
	if c.SecretHash, err = s.hashOf(secret); err != nil {
		return Receipt{}, err
	}
	if c, err = s.receive(ctx, c, f); err != nil {
		return Receipt{}, err
	}
	out := Receipt{Case: c, Secret: secret}
	if g, there := f.ground(); there {
		out.Refused = &g
	}
	return out, nil
}

// receive makes a case of a form, once for each ticket.
func (s *Service) receive(ctx context.Context, c *appeal.Case, f Form) (*appeal.Case, error) {
	if err := s.fill(ctx, c, f); err != nil {
		return nil, err
	}
	sent, err := s.digestOf(f)
	if err != nil {
		return nil, err
	}
	end, err := s.Receiving(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	id, again, err := s.Files.Once(ctx, f.Ticket, sent, false, func(ctx context.Context) (string, error) {
		if err := s.Receive(ctx, c); err != nil {
			return "", err
		}
		if g, there := f.ground(); there {
			return c.ID, s.refuse(ctx, c, g)
		}
		if c.Channel == appeal.ByPortal {
			return c.ID, s.dropDraft(ctx, c.Reporter.Account, c.USCC)
		}
		return c.ID, nil
	})
	if err != nil || !again {
		return c, err
	}
	return s.ByID(ctx, id)
}

// refuse closes a case that has just been written down, as not accepted.
func (s *Service) refuse(ctx context.Context, c *appeal.Case, g ground.Ground) error {
	return s.Apply(ctx, c, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		if err := c.Refuse(g.Code, s.Clock.Now()); err != nil {
			return appeal.Done{}, err
		}
		if err := s.StopEveryClock(ctx, c, "不予受理"); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventRefused, Entry: appeal.Entry{Act: appeal.ActRefuse, Shown: true, Facts: appeal.Facts{Ground: g.Code}}}, nil
	})
}

// fill gives a case what a form says, whichever way it came.
func (s *Service) fill(ctx context.Context, c *appeal.Case, f Form) error {
	c.Kind, c.Urgency, c.Text, c.Place = f.Kind, appeal.Normal, f.Text, f.Place
	c.Reporter.Anonymous, c.Reporter.Confidential, c.Accused = f.Anonymous, f.Confidential, f.Accused
	if f.Accused != "" {
		departments, err := s.Departments.All(ctx)
		if err != nil {
			return err
		}
		if d, there := departments[f.Accused]; !there || d.Closed {
			return ErrForm.With(errs.Field{Path: "body.accused", Msg: "没有这个部门，请重新选择。"})
		}
	}
	if f.PlaceCode == "" {
		return nil
	}
	where, err := s.Places.Open(ctx, f.PlaceCode)
	if errors.Is(err, place.ErrNotFound) { // closed meanwhile: the report counts all the same
		return nil
	}
	if err != nil {
		return err
	}
	c.PlaceCode, c.Division = where.Code, where.Division
	if c.Place == "" {
		c.Place = where.Name
	}
	if c.Channel == appeal.ByBox {
		c.Channel = appeal.ByQR
	}
	return nil
}

// letters are those of secrets: none can be taken for another, printed or said.
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// secretLength gives 31^12 secrets, some 59 bits.
const secretLength = 12

// secretOf returns the secret of whoever holds a ticket: the same one when a report
// is sent again, without being kept anywhere.
func (s *Service) secretOf(ticket string) (string, error) {
	keyed, err := s.Seal.Index("appeal_ticket", "secret", ticket)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(keyed))
	out := make([]byte, secretLength)
	for i := range out {
		out[i] = letters[int(binary.BigEndian.Uint16(sum[2*i:]))%len(letters)]
	}
	return string(out), nil
}

// hashOf is what is kept of a secret.
func (s *Service) hashOf(secret string) (string, error) {
	return s.Seal.Index("appeal_case", "secret", normal(secret))
}

// normal is a secret or a number as people type it.
func normal(text string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u3000' {
			return -1
		}
		return r
	}, text))
}

// digestOf tells whether a report that comes again is the same.
func (s *Service) digestOf(f Form) (string, error) {
	text, err := json.Marshal(f)
	if err != nil {
		return "", err
	}
	return s.Seal.Index("appeal_ticket", "digest", string(text))
}

// Proved returns the case of a number to whoever knows its secret. A wrong number
// and a wrong secret fail alike, with appeal.ErrSecret.
func (s *Service) Proved(ctx context.Context, number, secret string) (*appeal.Case, error) {
	hash, err := s.hashOf(secret)
	if err != nil {
		return nil, err
	}
	c, err := s.ByNumber(ctx, normal(number))
	if err != nil {
		return nil, err
	}
	if c.SecretHash == "" || subtle.ConstantTimeCompare([]byte(hash), []byte(c.SecretHash)) != 1 {
		return nil, appeal.ErrSecret
	}
	return c, nil
}
