package keeping

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/workday"
)

// Setting is what an amendment makes of a day.
type Setting string

// The settings. SetPublished gives the day back to the published calendar.
const (
	SetOff       Setting = "off"
	SetWork      Setting = "work"
	SetPublished Setting = "published"
)

// DaySetting is one day of an amendment. Name is the occasion, in Chinese.
type DaySetting struct {
	Day     civil.Date
	Setting Setting
	Name    string
}

func (d DaySetting) override() deadline.Override {
	return deadline.Override{Date: d.Day, Off: d.Setting == SetOff, Published: d.Setting == SetPublished, Name: d.Name}
}

// Amendment is one change of the calendar. Moved counts the clocks it moved so far,
// DoneAt is when all that run were looked at.
type Amendment struct {
	Edition        int64
	Days           []DaySetting
	Reason, Source string
	ByName         string
	At, DoneAt     time.Time
	Moved          int64
}

// mostDays bounds one amendment. A guess: the longest holidays with their exchange
// days are a third of it.
const mostDays = 40

// validate returns what makes no sense in an amendment of a calendar.
func (m Amendment) validate(cal deadline.Calendar) error {
	var faults []errs.Field
	refuse := func(path, msg string) { faults = append(faults, errs.Field{Path: path, Msg: msg}) }
	for path, text := range map[string]string{"body.reason": m.Reason, "body.source": m.Source} {
		if n := utf8.RuneCountInString(strings.TrimSpace(text)); n == 0 || n > 200 {
			refuse(path, "请写明，不超过 200 字")
		}
	}
	if err := validDays(m.Days, true); err != nil {
		refuse("body.days", err.Error())
	}
	if len(faults) > 0 {
		slices.SortFunc(faults, func(a, b errs.Field) int { return strings.Compare(a.Path, b.Path) })
		return ErrAmendment.With(faults...)
	}
	after := deadline.Amend(cal, m.overrides()...)
	for _, d := range m.Days {
		if d.Setting == SetPublished {
			return nil // whether it was amended before, the base cannot tell
		}
		before, provisional := cal.IsWorkday(d.Day)
		now, _ := after.IsWorkday(d.Day)
		special, _ := cal.Special(d.Day)
		if provisional || before != now || special.Name != d.Name {
			return nil
		}
	}
	return ErrNoChange
}

func (m Amendment) overrides() []deadline.Override {
	days := make([]deadline.Override, len(m.Days))
	for i, d := range m.Days {
		days[i] = d.override()
	}
	return days
}

// validDays returns what is wrong with a choice of days; named says that each needs
// the name of its occasion.
func validDays(days []DaySetting, named bool) error {
	if len(days) == 0 || len(days) > mostDays {
		return fmt.Errorf("请选择 1 至 %d 天", mostDays)
	}
	seen := map[civil.Date]bool{}
	for _, d := range days {
		switch {
		case d.Day.Year() < 2000 || d.Day.Year() > 2199:
			return fmt.Errorf("日期 %s不在 2000 至 2199 年之间", d.Day.Chinese())
		case seen[d.Day]:
			return fmt.Errorf("%s写了两次", d.Day.Chinese())
		case d.Setting != SetOff && d.Setting != SetWork && d.Setting != SetPublished:
			return fmt.Errorf("%s没有写明放假还是上班", d.Day.Chinese())
		case named && d.Setting != SetPublished && strings.TrimSpace(d.Name) == "", utf8.RuneCountInString(d.Name) > 20:
			return fmt.Errorf("%s要写明名称，不超过 20 字", d.Day.Chinese())
		}
		seen[d.Day] = true
	}
	return nil
}

// Amend sets days otherwise than published; edition is the last one its caller
// saw. A job then moves the clocks that run and journals why; verdicts stay.
func (k *Keeper) Amend(ctx context.Context, edition int64, m Amendment) (Amendment, error) {
	if _, err := authz.Require(ctx, PermAmend); err != nil {
		return m, err
	}
	err := k.DB.InTx(ctx, func(ctx context.Context) error {
		a, err := k.loadAlmanac(ctx)
		if err != nil {
			return err
		}
		if a.latest() != edition {
			return ErrStale
		}
		m.Reason, m.Source = strings.TrimSpace(m.Reason), strings.TrimSpace(m.Source)
		if err := m.validate(a.now()); err != nil {
			return err
		}
		by := authz.From(ctx)
		m.Edition, m.ByName, m.At = edition+1, by.Name, k.Clock.Now()
		err = k.saveAmendment(ctx, kernel.NewID(), m, by.ID)
		if _, taken := db.UniqueViolation(err); taken {
			return ErrStale
		}
		if err != nil {
			return err
		}
		said := CalendarAmended{Edition: m.Edition}
		for _, d := range m.Days {
			said.Days = append(said.Days, d.Day.String())
		}
		if err := k.Audit.Record(ctx, audit.Entry{Action: "deadline.calendar_amended", ObjectKind: "deadline_calendar", Object: fmt.Sprint(m.Edition), Detail: said}); err != nil {
			return err
		}
		if err := k.Bus.Publish(ctx, EventCalendarAmended, said); err != nil {
			return err
		}
		_, err = jobs.Insert(ctx, k.Jobs, JobFollow, struct{}{}, jobs.InsertOptions{})
		return err
	})
	return m, err
}

// Year is a year of the calendar as it stands. Known says that its days off are set;
// until then Mondays to Fridays are worked.
type Year struct {
	Year       int
	Known      bool
	Edition    int64
	Days       []YearDay
	Amendments []Amendment // those that concern the year, newest first
}

// YearDay is one day of a year. Name is its occasion, empty for an ordinary day.
type YearDay struct {
	Day             civil.Date
	Worked, Amended bool
	Name            string
}

// Year returns a year of the calendar, this one for 0.
func (k *Keeper) Year(ctx context.Context, year int) (y Year, err error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return y, err
	}
	have, err := k.know(ctx)
	if err != nil {
		return y, err
	}
	if year == 0 {
		year = civil.Of(k.Clock.Now().In(civil.Beijing)).Year()
	}
	day, err := civil.New(year, time.January, 1)
	if err != nil {
		return y, ErrYear
	}
	cal, basis := have.almanac.now(), workday.Default()
	y = Year{Year: year, Known: deadline.Arranged(cal, year), Edition: have.almanac.latest()}
	for ; day.Year() == year; day = day.AddDays(1) {
		worked, _ := cal.IsWorkday(day)
		special, _ := cal.Special(day)
		before, _ := basis.IsWorkday(day)
		named, _ := basis.Special(day)
		y.Days = append(y.Days, YearDay{Day: day, Worked: worked, Name: special.Name, Amended: worked != before || special != named})
	}
	amendments, err := k.loadAmendments(ctx)
	if err != nil {
		return y, err
	}
	for _, m := range slices.Backward(amendments) {
		if slices.ContainsFunc(m.Days, func(d DaySetting) bool { return d.Day.Year() == year }) {
			y.Amendments = append(y.Amendments, m)
		}
	}
	return y, nil
}

// page is how many clocks one transaction moves.
const page = 500

// Follow moves the clocks that run to the calendar of every amendment not yet
// followed, a page at a time. It may be broken off anywhere and begun again.
func (k *Keeper) Follow(ctx context.Context) error {
	for {
		more, err := k.followPage(ctx)
		if err != nil || !more {
			return err
		}
	}
}

func (k *Keeper) followPage(ctx context.Context) (more bool, err error) {
	err = k.DB.InTx(ctx, func(ctx context.Context) error {
		number, cursor, ok, err := k.pending(ctx)
		if err != nil || !ok {
			more = false
			return err
		}
		more = true
		have, err := k.know(ctx)
		if err != nil {
			return err
		}
		ids, err := k.open(ctx, cursor, page)
		if err != nil {
			return err
		}
		now := k.Clock.Now()
		if len(ids) == 0 {
			return k.advance(ctx, number, cursor, 0, db.At(now))
		}
		if err := k.lock(ctx, ids); err != nil {
			return err
		}
		clocks, err := k.clocks(ctx, ids)
		if err != nil {
			return err
		}
		clocks = slices.DeleteFunc(clocks, func(c Clock) bool { return stopped(c.Entries) || c.edition >= number })
		moved, err := k.move(ctx, have, clocks, now, number)
		if err != nil {
			return err
		}
		if err := k.enlist(ctx, ids, number); err != nil {
			return err
		}
		return k.advance(ctx, number, ids[len(ids)-1], moved, db.Time{})
	})
	return more, err
}

func stopped(entries []deadline.Entry) bool {
	return len(entries) > 0 && entries[len(entries)-1].Kind == deadline.Stop
}
