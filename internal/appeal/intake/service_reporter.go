package intake

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Deed is what a reporter does with his case.
type Deed struct {
	// Act is ActAdd, ActWithdraw, ActConfirm, ActRedo, ActReopen or ActUnmerge.
	Act   appeal.Act
	Words string
	// Ticket brings photos and voice notes along with ActAdd, empty for none.
	Ticket string
}

// deeds are what a reporter may do, in the order they are offered. ActRate has a
// form of its own.
var deeds = []appeal.Act{appeal.ActConfirm, appeal.ActRedo, appeal.ActRate, appeal.ActAdd, appeal.ActReopen, appeal.ActUnmerge, appeal.ActWithdraw}

// can lists what the reporter of a case may do with it now.
func (s *Service) can(c *appeal.Case) []string {
	list := []string{}
	for _, act := range deeds {
		if !appeal.Allows(c.State, act, appeal.Reporter) {
			continue
		}
		if act == appeal.ActReopen && c.State == appeal.Closed && s.Clock.Now().After(c.ReopenUntil) {
			continue
		}
		list = append(list, string(act))
	}
	return list
}

// ActOwn does something with a case of one of the caller's enterprises.
func (s *Service) ActOwn(ctx context.Context, uscc, id string, d Deed) error {
	return s.once(ctx, id, d, func(ctx context.Context) error {
		c, err := s.ownCase(ctx, uscc, id)
		if err != nil {
			return err
		}
		return s.Apply(ctx, c, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) { return s.deed(ctx, c, d) })
	})
}

// ActProved does something with a case whose secret the caller knows.
func (s *Service) ActProved(ctx context.Context, number, secret string, d Deed) error {
	c, err := s.Proved(ctx, number, secret)
	if err != nil {
		return err
	}
	return s.once(ctx, c.ID, d, func(ctx context.Context) error {
		c, err := s.ByID(ctx, c.ID)
		if err != nil {
			return err
		}
		return s.Apply(ctx, c, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) { return s.deed(ctx, c, d) })
	})
}

// ActFor does something with a case for a reporter who speaks through another
// system, in the transaction of ctx. Whether it speaks for him is for the caller to
// know.
func (s *Service) ActFor(ctx context.Context, c *appeal.Case, d Deed) error {
	return s.Apply(ctx, c, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) { return s.deed(ctx, c, d) })
}

// RateFor keeps how a reporter judges a case who speaks through another system, as
// ActFor does.
func (s *Service) RateFor(ctx context.Context, c *appeal.Case, r appeal.Rating) error {
	return s.rate(ctx, c, r)
}

// once runs do in a transaction, once for each ticket where there is one.
func (s *Service) once(ctx context.Context, id string, d Deed, do func(ctx context.Context) error) error {
	if d.Ticket == "" {
		return s.DB.InTx(ctx, do)
	}
	sent, err := s.Seal.Index("appeal_ticket", "digest", id+string(d.Act)+d.Words)
	if err != nil {
		return err
	}
	_, _, err = s.Files.Once(ctx, d.Ticket, sent, true, func(ctx context.Context) (string, error) { return id, do(ctx) })
	return err
}

// ownCase returns a case of an enterprise that the caller acts for.
func (s *Service) ownCase(ctx context.Context, uscc, id string) (*appeal.Case, error) {
	scope, err := authz.Require(ctx, appeal.PermOwn)
	if err != nil {
		return nil, err
	}
	c, err := s.Find(ctx, appeal.PermOwn, id)
	if err != nil {
		return nil, err
	}
	// Another firm's case looks like one that is not there, as does the firm.
	if c.USCC != uscc || scope.Reach != kernel.ReachAll && !slices.Contains(scope.Enterprises, uscc) {
		return nil, appeal.ErrNotFound
	}
	return c, nil
}

// deed does what a reporter asks for.
func (s *Service) deed(ctx context.Context, c *appeal.Case, d Deed) (appeal.Done, error) {
	d.Words = strings.TrimSpace(d.Words)
	if utf8.RuneCountInString(d.Words) > appeal.LongestWords {
		return appeal.Done{}, ErrForm.With(errs.Field{Path: "body.words", Msg: "不能超过 5000 字。"})
	}
	e := appeal.Entry{Act: d.Act, Shown: true, Words: d.Words}
	switch d.Act {
	case appeal.ActAdd:
		return s.add(ctx, c, d)
	case appeal.ActWithdraw:
		return s.WithdrawBy(ctx, c, d.Words)
	case appeal.ActConfirm:
		return s.ConfirmBy(ctx, c, appeal.Reporter, appeal.Confirmed, e)
	case appeal.ActRedo:
		if msg := appeal.CheckWords(d.Words); msg != "" {
			return appeal.Done{}, ErrForm.With(errs.Field{Path: "body.words", Msg: "请至少用 5 个字说明哪里没有解决。"})
		}
		return s.RedoBy(ctx, c, appeal.Reporter, e)
	case appeal.ActReopen:
		return s.ReopenBy(ctx, c, appeal.Reporter, d.Words)
	case appeal.ActUnmerge:
		return s.UnmergeBy(ctx, c, appeal.Reporter, d.Words)
	}
	return appeal.Done{}, appeal.ErrState
}

func (s *Service) add(ctx context.Context, c *appeal.Case, d Deed) (appeal.Done, error) {
	brought := 0
	if d.Ticket != "" {
		files, err := s.Files.Loose(ctx, d.Ticket)
		if err != nil {
			return appeal.Done{}, err
		}
		brought = len(files)
	}
	if brought == 0 && utf8.RuneCountInString(d.Words) < 2 {
		return appeal.Done{}, ErrForm.With(errs.Field{Path: "body.words", Msg: "请写明要补充的内容，或添加照片、录音。"})
	}
	return s.AddBy(ctx, c, d.Words)
}

// RateOwn keeps how somebody who acts for an enterprise judges a case of it.
func (s *Service) RateOwn(ctx context.Context, uscc, id string, r appeal.Rating) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.ownCase(ctx, uscc, id)
		if err != nil {
			return err
		}
		return s.rate(ctx, c, r)
	})
}

// RateProved keeps how a visitor judges a case whose secret he knows.
func (s *Service) RateProved(ctx context.Context, number, secret string, r appeal.Rating) error {
	c, err := s.Proved(ctx, number, secret)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		c, err := s.ByID(ctx, c.ID)
		if err != nil {
			return err
		}
		return s.rate(ctx, c, r)
	})
}

func (s *Service) rate(ctx context.Context, c *appeal.Case, r appeal.Rating) error {
	r.Words = strings.TrimSpace(r.Words)
	return s.Apply(ctx, c, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) { return s.RateBy(ctx, c, r) })
}

// Similar returns the open cases of an enterprise that are most like a text, among
// those that the caller sees.
func (s *Service) Similar(ctx context.Context, uscc, text string) ([]*appeal.Case, error) {
	if _, err := s.own(ctx, uscc); err != nil {
		return nil, err
	}
	sight, err := s.Sight(ctx, appeal.PermOwn)
	if err != nil {
		return nil, err
	}
	open, err := s.Cases(ctx, ofEnterprise(sight, uscc, true), mostCompared)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(open))
	for i, c := range open {
		texts[i] = c.Text
	}
	out := []*appeal.Case{}
	for _, at := range closest(text, texts) {
		out = append(out, open[at])
	}
	return out, nil
}

// ListOwn returns a page of the cases of one of the caller's enterprises, the
// newest first.
func (s *Service) ListOwn(ctx context.Context, uscc string, open bool, page kernel.Page) (kernel.Rows[*appeal.Case], error) {
	out := kernel.Rows[*appeal.Case]{Items: []*appeal.Case{}}
	if _, err := s.own(ctx, uscc); err != nil {
		return out, err
	}
	sight, err := s.Sight(ctx, appeal.PermOwn)
	if err != nil {
		return out, err
	}
	sight = ofEnterprise(sight, uscc, open)
	if out.Total, err = s.Count(ctx, sight); err != nil {
		return out, err
	}
	if page.After != "" {
		sight = before(sight, page.After)
	}
	if out.Items, err = s.Cases(ctx, sight, page.Limit+1); err != nil {
		return out, err
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = out.Items[page.Limit-1].ID
	}
	return out, nil
}

// FileOwn opens a file of a case of one of the caller's enterprises.
func (s *Service) FileOwn(ctx context.Context, uscc, id, file string) (Opened, error) {
	c, err := s.ownCase(ctx, uscc, id)
	if err != nil {
		return Opened{}, err
	}
	return s.openReleased(ctx, c.ID, file)
}

// FileProved opens a file of a case whose secret the caller knows.
func (s *Service) FileProved(ctx context.Context, number, secret, file string) (Opened, error) {
	c, err := s.Proved(ctx, number, secret)
	if err != nil {
		return Opened{}, err
	}
	return s.openReleased(ctx, c.ID, file)
}

// FileSeen opens a file of a case that a member of staff sees.
func (s *Service) FileSeen(ctx context.Context, id, file string) (Opened, error) {
	c, err := s.Find(ctx, appeal.PermRead, id)
	if err != nil {
		return Opened{}, err
	}
	return s.openFile(ctx, c.ID, file)
}

// FilesSeen lists what came with a case that a member of staff sees.
func (s *Service) FilesSeen(ctx context.Context, id string) ([]attachment.File, error) {
	c, err := s.Find(ctx, appeal.PermRead, id)
	if err != nil {
		return nil, err
	}
	return s.Files.Of(ctx, c.ID)
}
