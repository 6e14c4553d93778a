package handling

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// AskExtension asks a leader for more time, at least one working day before the
// term ends (rules.md §1).
func (s *Service) AskExtension(ctx context.Context, a Ask, days int, reason string) error {
	return s.change(ctx, a, appeal.PermHandle, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		p, err := s.ownPart(ctx, c, appeal.Lead)
		if err != nil {
			return appeal.Done{}, err
		}
		earlier, err := s.Extensions(ctx, c.ID)
		if err != nil {
			return appeal.Done{}, err
		}
		e := &appeal.Extension{
			ID: kernel.NewID(), Case: c.ID, AskedBy: authz.From(ctx).ID, Department: p.Department, AskedAt: s.Clock.Now(), Days: days, Reason: reason,
		}
		calendar, err := s.Clocks.Calendar(ctx)
		if err != nil {
			return appeal.Done{}, err
		}
		if err := c.AskExtension(e, latestAsk(c.DueAt, calendar), earlier); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventExtending, Entry: appeal.Entry{Act: appeal.ActExtend, Words: reason, Facts: appeal.Facts{Days: days}}}, s.InsertExtension(ctx, e)
	})
}

// latestAsk is the end of the last day on which more time can be asked for: a term
// that ends on working day D can be extended until the end of the working day
// before it, by the calendar as it is amended today.
func latestAsk(due time.Time, calendar deadline.Calendar) time.Time {
	// A due time at 24:00 belongs to the day that ends with it.
	day := civil.Of(due.Add(-time.Microsecond).In(civil.Beijing))
	for range 60 { // no holiday is longer
		day = day.AddDays(-1)
		if worked, _ := calendar.IsWorkday(day); worked {
			break
		}
	}
	return day.End(civil.Beijing)
}

// DecideExtension grants or refuses more time.
func (s *Service) DecideExtension(ctx context.Context, a Ask, grant bool, note string) error {
	return s.change(ctx, a, appeal.PermLead, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		list, err := s.Extensions(ctx, c.ID)
		if err != nil {
			return appeal.Done{}, err
		}
		if len(list) == 0 {
			return appeal.Done{}, appeal.ErrExtensionDecided
		}
		e := &list[len(list)-1]
		if err := c.DecideExtension(e, grant, authz.From(ctx).ID, note, s.Clock.Now(), c.DueAt); err != nil {
			return appeal.Done{}, err
		}
		if grant {
			if err := s.ExtendClocks(ctx, c, e.Days, e.Reason); err != nil {
				return appeal.Done{}, err
			}
		}
		return appeal.Done{Event: appeal.EventExtended, Entry: appeal.Entry{
			Act: appeal.ActGrant, Shown: grant, Words: note, Facts: appeal.Facts{Days: e.Days, Granted: &grant},
		}}, s.SaveExtension(ctx, e)
	})
}

// Basis is why the terms of a case may stand still.
type Basis struct{ Code, Label string }

// Bases are the legal bases of a suspension, in the order they are shown. Their
// base is the list of times that are not counted (行政许可法 art. 45) and what the
// 12345 rules name.
func Bases() []Basis {
	return []Basis{
		{"material", "等待反映人补充材料"},
		{"inspection", "需要检验、检测、鉴定或专家评审"},
		{"hearing", "需要听证"},
		{"judgement", "等待法院、仲裁或复议结果"},
		{"superior", "已请示上级机关，等待答复"},
		{"force_majeure", "不可抗力"},
	}
}

// Suspension is a stop of the clocks: on a basis, with a notice to the reporter and
// an expected end.
type Suspension struct {
	Basis  string
	Until  civil.Date
	Notice string
}

// Suspend lets the terms of a case stand still.
func (s *Service) Suspend(ctx context.Context, a Ask, n Suspension) error {
	return s.change(ctx, a, appeal.PermLead, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		label := ""
		for _, b := range Bases() {
			if b.Code == n.Basis {
				label = b.Label
			}
		}
		var fields []errs.Field
		if label == "" {
			fields = append(fields, errs.Field{Path: "body.basis", Msg: "请从列表里选择中止计时的依据"})
		}
		if !n.Until.After(civil.Of(s.Clock.Now().In(civil.Beijing))) {
			fields = append(fields, errs.Field{Path: "body.until", Msg: "预计恢复的日期要在今天之后"})
		}
		if msg := appeal.CheckWords(n.Notice); msg != "" {
			fields = append(fields, errs.Field{Path: "body.notice", Msg: msg})
		}
		if len(fields) > 0 {
			return appeal.Done{}, appeal.ErrForm.With(fields...)
		}
		if err := c.Suspend(); err != nil {
			return appeal.Done{}, err
		}
		if err := s.SuspendClocks(ctx, c, label, n.Until.End(civil.Beijing)); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventSuspended, Entry: appeal.Entry{
			Act: appeal.ActSuspend, Shown: true, Words: n.Notice, Facts: appeal.Facts{Basis: label, Until: n.Until.String()},
		}}, nil
	})
}

// Resume lets them go on.
func (s *Service) Resume(ctx context.Context, a Ask, words string) error {
	return s.change(ctx, a, appeal.PermLead, func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
		if err := c.Resume(); err != nil {
			return appeal.Done{}, err
		}
		if err := s.ResumeClocks(ctx, c, words); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventResumed, Entry: appeal.Entry{Act: appeal.ActResume, Shown: true, Words: words}}, nil
	})
}

// Supervise has a superior watch the case.
func (s *Service) Supervise(ctx context.Context, a Ask, words string) error {
	return s.change(ctx, a, appeal.PermLead, func(_ context.Context, c *appeal.Case) (appeal.Done, error) {
		if msg := appeal.CheckWords(words); msg != "" {
			return appeal.Done{}, appeal.ErrForm.With(errs.Field{Path: "body.words", Msg: msg})
		}
		if err := c.Supervise(); err != nil {
			return appeal.Done{}, err
		}
		return appeal.Done{Event: appeal.EventSupervised, Entry: appeal.Entry{Act: appeal.ActSupervise, Words: words}}, nil
	})
}
