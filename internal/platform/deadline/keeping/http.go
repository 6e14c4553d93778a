package keeping

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Screen is profiles and calendar as the desk works with them.
type Screen struct {
	Keeper *Keeper
}

// Routes adds the operations to the API.
func (s Screen) Routes(api *web.API) {
	op := func(method, id, path, summary string, permission authz.Permission, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "deadline", Summary: summary, Permission: permission, Status: status}
	}
	web.Register(api, op(http.MethodGet, "list-deadline-profiles", "/deadline/profiles", "各项时限及其版本", PermRead, 0), s.listProfiles)
	web.Register(api, op(http.MethodPost, "set-deadline-profile", "/deadline/profiles/{code}/versions", "设定时限的新版本", PermProfile, http.StatusCreated), s.setProfile)
	web.Register(api, op(http.MethodGet, "get-deadline-calendar", "/deadline/calendar", "一年的工作日历", PermRead, 0), s.getYear)
	web.Register(api, op(http.MethodGet, "forecast-deadline-calendar", "/deadline/calendar/forecast", "修订工作日历会涉及多少期限", PermAmend, 0), s.forecast)
	web.Register(api, op(http.MethodPost, "amend-deadline-calendar", "/deadline/calendar/amendments", "修订工作日历", PermAmend, http.StatusCreated), s.amend)
}

// DeadlineVersion is one version of a profile.
type DeadlineVersion struct {
	Version int64     `json:"version"`
	Budget  string    `json:"budget" doc:"时限，例如 5wd"`
	Words   string    `json:"words" doc:"时限，例如 5 个工作日"`
	Source  string    `json:"source" doc:"依据"`
	InForce string    `json:"in_force" doc:"从哪天起执行"`
	Stage   string    `json:"stage" enum:"past,current,coming" doc:"past 已被取代，current 正在执行，coming 尚未执行"`
	ByName  string    `json:"by_name" doc:"谁设定的"`
	At      time.Time `json:"at"`
}

// DeadlineProfile is how much time there is for something.
type DeadlineProfile struct {
	Code     string            `json:"code"`
	Label    string            `json:"label"`
	Side     string            `json:"side" enum:"promise,statutory" doc:"promise 服务承诺，statutory 法定"`
	Version  int64             `json:"version" doc:"最后一个版本"`
	Versions []DeadlineVersion `json:"versions" nullable:"false" doc:"新的在前"`
	Can      []string          `json:"can" nullable:"false"`
}

// profile shows the versions of one profile, oldest first, to who is asking.
func (s Screen) profile(ctx context.Context, versions []Profile) DeadlineProfile {
	last := versions[len(versions)-1]
	today := civil.Of(s.Keeper.Clock.Now().In(civil.Beijing))
	current, _ := inForce(versions, today)
	shown := DeadlineProfile{Code: last.Code, Label: last.Label, Side: string(last.Side), Version: last.Version, Can: []string{}}
	for _, p := range slices.Backward(versions) {
		stage := "past"
		switch {
		case p.Version == current.Version:
			stage = "current"
		case p.Version > current.Version:
			stage = "coming"
		}
		shown.Versions = append(shown.Versions, DeadlineVersion{
			p.Version, p.Budget.String(), p.Budget.Words(), p.Source, p.InForce.String(), stage, p.ByName, p.At,
		})
	}
	if authz.Can(authz.From(ctx), PermProfile) {
		shown.Can = append(shown.Can, "set")
	}
	return shown
}

type listProfilesOutput struct {
	Body struct {
		Items []DeadlineProfile `json:"items" nullable:"false"`
	}
}

func (s Screen) listProfiles(ctx context.Context, _ *struct{}) (*listProfilesOutput, error) {
	all, err := s.Keeper.Profiles(ctx)
	if err != nil {
		return nil, err
	}
	out := &listProfilesOutput{}
	out.Body.Items = make([]DeadlineProfile, 0, len(all))
	for _, versions := range all {
		out.Body.Items = append(out.Body.Items, s.profile(ctx, versions))
	}
	slices.SortFunc(out.Body.Items, func(a, b DeadlineProfile) int { return cmp.Compare(a.Code, b.Code) })
	return out, nil
}

type setProfileInput struct {
	web.Match
	Code string `path:"code" maxLength:"64" doc:"哪项时限"`
	Body struct {
		Budget  string `json:"budget" maxLength:"12" doc:"时限：30min、12h、7d、5wd 或 1mo"`
		Source  string `json:"source" maxLength:"400" doc:"依据"`
		InForce string `json:"in_force" maxLength:"10" doc:"从哪天起执行，例如 2026-11-01"`
	}
}

type profileOutput struct {
	ETag string `header:"ETag"`
	Body DeadlineProfile
}

func (s Screen) setProfile(ctx context.Context, in *setProfileInput) (*profileOutput, error) {
	seen, err := in.Version()
	if err != nil {
		return nil, err
	}
	n := NewVersion{Source: in.Body.Source}
	if n.Budget, err = deadline.ParseBudget(in.Body.Budget); err != nil {
		return nil, ErrVersion.With(errs.Field{Path: "body.budget", Msg: deadline.ErrBudget.Msg})
	}
	if n.InForce, err = civil.Parse(in.Body.InForce); err != nil {
		return nil, ErrVersion.With(errs.Field{Path: "body.in_force", Msg: "请选择日期"})
	}
	versions, err := s.Keeper.SetProfile(ctx, in.Code, seen, n)
	if err != nil {
		return nil, err
	}
	shown := s.profile(ctx, versions)
	return &profileOutput{ETag: web.ETag(shown.Version), Body: shown}, nil
}

// CalendarSetting is one day that an amendment sets.
type CalendarSetting struct {
	Day     string `json:"day" maxLength:"10" doc:"例如 2026-11-01"`
	Setting string `json:"setting" enum:"off,work,published" doc:"off 放假，work 上班，published 恢复公布的安排"`
	Name    string `json:"name,omitempty" maxLength:"40" doc:"名称，例如 防汛应急"`
}

// CalendarAmendment is one amendment of the calendar.
type CalendarAmendment struct {
	Edition int64             `json:"edition"`
	Days    []CalendarSetting `json:"days" nullable:"false"`
	Reason  string            `json:"reason"`
	Source  string            `json:"source" doc:"依据"`
	ByName  string            `json:"by_name"`
	At      time.Time         `json:"at"`
	Done    bool              `json:"done" doc:"在计的期限是否都已重算"`
	Moved   int64             `json:"moved" doc:"已有多少期限的到期时间因此调整"`
}

func amendment(m Amendment) CalendarAmendment {
	shown := CalendarAmendment{
		Edition: m.Edition, Days: make([]CalendarSetting, len(m.Days)), Reason: m.Reason, Source: m.Source,
		ByName: m.ByName, At: m.At, Done: !m.DoneAt.IsZero(), Moved: m.Moved,
	}
	for i, d := range m.Days {
		shown.Days[i] = CalendarSetting{d.Day.String(), string(d.Setting), d.Name}
	}
	return shown
}

// CalendarDay is one day of the calendar.
type CalendarDay struct {
	Day     string `json:"day"`
	Worked  bool   `json:"worked"`
	Name    string `json:"name" doc:"节日或调休的名称，平常的日子为空"`
	Amended bool   `json:"amended" doc:"与公布的安排不同"`
}

type getYearInput struct {
	Year int `query:"year" minimum:"2000" maximum:"2199" doc:"哪一年，默认今年"`
}

type yearOutput struct {
	ETag string `header:"ETag"`
	Body struct {
		Year       int                 `json:"year"`
		Known      bool                `json:"known" doc:"这一年的放假安排是否已经公布"`
		Edition    int64               `json:"edition" doc:"最后一次修订的编号，没有则为 0"`
		Days       []CalendarDay       `json:"days" nullable:"false"`
		Amendments []CalendarAmendment `json:"amendments" nullable:"false" doc:"涉及这一年的修订，新的在前"`
		Can        []string            `json:"can" nullable:"false"`
	}
}

func (s Screen) getYear(ctx context.Context, in *getYearInput) (*yearOutput, error) {
	y, err := s.Keeper.Year(ctx, in.Year)
	if err != nil {
		return nil, err
	}
	out := &yearOutput{ETag: web.ETag(y.Edition)}
	b := &out.Body
	b.Year, b.Known, b.Edition, b.Can = y.Year, y.Known, y.Edition, []string{}
	b.Days, b.Amendments = make([]CalendarDay, len(y.Days)), make([]CalendarAmendment, len(y.Amendments))
	for i, d := range y.Days {
		b.Days[i] = CalendarDay{d.Day.String(), d.Worked, d.Name, d.Amended}
	}
	for i, m := range y.Amendments {
		b.Amendments[i] = amendment(m)
	}
	if authz.Can(authz.From(ctx), PermAmend) {
		b.Can = append(b.Can, "amend")
	}
	return out, nil
}

type forecastInput struct {
	Days string `query:"days" required:"true" maxLength:"1000" doc:"改哪些天，例如 2026-11-02:off,2026-11-07:work"`
}

type forecastOutput struct {
	Body struct {
		Open   int `json:"open" doc:"没有停止的期限，都会重算"`
		Looked int `json:"looked" doc:"试算了其中最新的多少个"`
		Moves  int `json:"moves" doc:"试算的期限里有多少个到期时间会变"`
	}
}

func (s Screen) forecast(ctx context.Context, in *forecastInput) (*forecastOutput, error) {
	var days []DaySetting
	for one := range strings.SplitSeq(in.Days, ",") {
		text, setting, _ := strings.Cut(one, ":")
		d, err := civil.Parse(text)
		if err != nil {
			return nil, ErrAmendment.With(errs.Field{Path: "query.days", Msg: errDay})
		}
		days = append(days, DaySetting{Day: d, Setting: Setting(setting)})
	}
	f, err := s.Keeper.Forecast(ctx, days)
	if err != nil {
		return nil, err
	}
	out := &forecastOutput{}
	out.Body.Open, out.Body.Looked, out.Body.Moves = f.Open, f.Looked, f.Moves
	return out, nil
}

const errDay = "日期应写成 2026-11-01 这样"

type amendInput struct {
	web.Match
	Body struct {
		Days   []CalendarSetting `json:"days" minItems:"1" maxItems:"40" nullable:"false"`
		Reason string            `json:"reason" maxLength:"400" doc:"原因"`
		Source string            `json:"source" maxLength:"400" doc:"依据"`
	}
}

type amendOutput struct {
	Body CalendarAmendment
}

func (s Screen) amend(ctx context.Context, in *amendInput) (*amendOutput, error) {
	seen, err := in.Version()
	if err != nil {
		return nil, err
	}
	m := Amendment{Reason: in.Body.Reason, Source: in.Body.Source}
	for _, d := range in.Body.Days {
		day, err := civil.Parse(d.Day)
		if err != nil {
			return nil, ErrAmendment.With(errs.Field{Path: "body.days", Msg: errDay})
		}
		m.Days = append(m.Days, DaySetting{Day: day, Setting: Setting(d.Setting), Name: strings.TrimSpace(d.Name)})
	}
	m, err = s.Keeper.Amend(ctx, seen, m)
	if err != nil {
		return nil, err
	}
	return &amendOutput{Body: amendment(m)}, nil
}
