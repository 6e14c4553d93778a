package keeping

import (
	"context"
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
	"github.com/yikou/yikou/internal/standard/civil"
)

// Profile is one version of how much time there is for something.
type Profile struct {
	Code    string
	Version int64
	Label   string
	Side    Side
	Budget  deadline.Budget
	// Source is the provision or the promise that it comes from.
	Source string
	// InForce is the first day on which clocks start with it.
	InForce civil.Date
	ByName  string
	At      time.Time
}

func (p Profile) ref() ProfileRef {
	return ProfileRef{Code: p.Code, Label: p.Label, Source: p.Source, Side: p.Side, Version: int(p.Version)}
}

// inForce returns the version for clocks that start on a day: the last that is in
// force, before all of them the first.
func inForce(versions []Profile, day civil.Date) (Profile, bool) {
	for _, p := range slices.Backward(versions) {
		if !p.InForce.After(day) {
			return p, true
		}
	}
	if len(versions) == 0 {
		return Profile{}, false
	}
	return versions[0], true
}

// NewVersion is what somebody sets a profile to.
type NewVersion struct {
	Budget  deadline.Budget
	Source  string
	InForce civil.Date
}

// mostAhead is how many years ahead a version may be set: a guess that keeps a
// slip of the year from closing a profile for ever.
const mostAhead = 10

// follows returns the next version of a profile. It may not begin in the past, nor
// before the one that it replaces: running clocks keep what they started with, and
// what somebody was told must have been true on that day.
func (n NewVersion) follows(last Profile, today civil.Date) (Profile, error) {
	refuse := func(path, msg string) (Profile, error) {
		return Profile{}, ErrVersion.With(errs.Field{Path: "body." + path, Msg: msg})
	}
	source := strings.TrimSpace(n.Source)
	switch {
	case n.Budget.Validate() != nil:
		return refuse("budget", deadline.ErrBudget.Msg)
	case source == "" || utf8.RuneCountInString(source) > 200:
		return refuse("source", "请写明依据，不超过 200 字")
	case n.InForce.IsZero() || n.InForce.Before(today):
		return refuse("in_force", "新的时限从今天或以后的日期起执行")
	case n.InForce.After(today.AddYears(mostAhead)):
		return refuse("in_force", "最多提前 10 年设定，请看年份写对没有")
	case !n.InForce.After(last.InForce):
		return refuse("in_force", "要晚于上一个版本的执行日期 "+last.InForce.String())
	case n.Budget == last.Budget && source == last.Source:
		return refuse("budget", "与上一个版本相同")
	}
	last.Version++
	last.Budget, last.Source, last.InForce = n.Budget, source, n.InForce
	return last, nil
}

// Profiles returns every profile with its versions, oldest first, by code.
func (k *Keeper) Profiles(ctx context.Context) (map[string][]Profile, error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return nil, err
	}
	have, err := k.know(ctx)
	if err != nil {
		return nil, err
	}
	return have.profiles, nil
}

// SetProfile adds a version to a profile; version is the last one that its caller
// saw.
func (k *Keeper) SetProfile(ctx context.Context, code string, version int64, n NewVersion) (versions []Profile, err error) {
	if _, err := authz.Require(ctx, PermProfile); err != nil {
		return nil, err
	}
	err = k.DB.InTx(ctx, func(ctx context.Context) error {
		all, err := k.loadProfiles(ctx)
		if err != nil {
			return err
		}
		versions = all[code]
		if len(versions) == 0 {
			return ErrProfile
		}
		last := versions[len(versions)-1]
		if last.Version != version {
			return ErrStale
		}
		now := k.Clock.Now()
		p, err := n.follows(last, civil.Of(now.In(civil.Beijing)))
		if err != nil {
			return err
		}
		by := authz.From(ctx)
		p.ByName, p.At = by.Name, now
		if err := k.insertProfile(ctx, p, by.ID); err != nil {
			return err
		}
		versions = append(versions, p)
		said := ProfileSet{Code: code, Version: p.Version, Budget: p.Budget.String(), InForce: p.InForce.String()}
		if err := k.Audit.Record(ctx, audit.Entry{Action: "deadline.profile_set", ObjectKind: "deadline_profile", Object: code, Detail: said}); err != nil {
			return err
		}
		return k.Bus.Publish(ctx, EventProfileSet, said)
	})
	return versions, err
}

func (k *Keeper) insertProfile(ctx context.Context, p Profile, by string) error {
	err := k.saveProfile(ctx, kernel.NewID(), p, by)
	if _, taken := db.UniqueViolation(err); taken {
		return ErrStale
	}
	return wrap(err, "save profile")
}
