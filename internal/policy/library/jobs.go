package library

import (
	"context"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library/link"
	"github.com/yikou/yikou/internal/standard/civil"
)

// The periodic jobs of this package and how often they run.
const (
	// JobTidy makes rows of policies from before the library, and removes files
	// that no policy took.
	JobTidy   = "policy.library_tidy"
	TidyEvery = time.Hour
	// JobReview reminds owners of policies that should be looked at again.
	JobReview   = "policy.review"
	ReviewEvery = 24 * time.Hour
	// JobLinks looks whether source links still lead somewhere.
	JobLinks   = "policy.links"
	LinksEvery = 24 * time.Hour
)

// remindAgain is after how many days an owner is reminded once more.
const remindAgain = 30

// DefineJobs adds the package's jobs to the registry.
func (s *Service) DefineJobs(r *jobs.Registry) {
	add := func(kind, label string, work func(context.Context) error) {
		jobs.Add(r, jobs.Definition[struct{}]{
			Kind: kind, Label: label, Silent: true, Timeout: time.Hour,
			Work: func(ctx context.Context, _ jobs.Job, _ struct{}) error { return work(authz.AsSystem(ctx, kind)) },
		})
	}
	add(JobTidy, "整理政策库", s.Tidy)
	add(JobReview, "提醒复核政策", s.RemindOwners)
	add(JobLinks, "检查原文链接", s.CheckLinks)
}

// Tidy makes the rows of policies that have none and removes files that no policy
// took within a day.
func (s *Service) Tidy(ctx context.Context) error {
	for {
		missing, err := s.store.Unshelved(ctx, batch)
		if err != nil {
			return err
		}
		if len(missing) == 0 {
			return s.sweepFiles(ctx)
		}
		err = s.DB.InTx(ctx, func(ctx context.Context) error {
			if err := s.documents.Lock(ctx); err != nil {
				return err
			}
			var list []definition.Document
			for _, id := range missing {
				d, err := s.load(ctx, id)
				if err != nil {
					return err
				}
				list = append(list, d)
			}
			return s.shelve(ctx, list)
		})
		if err != nil {
			return err
		}
	}
}

// ReviewDue says which policy its owner should look at and why. It is the payload
// of EventReviewDue. Without an owner it is for all keepers and stands for Count
// policies, of which one is named.
type ReviewDue struct {
	Policy string `json:"policy"`
	Title  string `json:"title"`
	Owner  string `json:"owner"`
	Reason string `json:"reason"`
	Count  int    `json:"count"`
	// Day keeps one reminder apart from the next.
	Day string `json:"day"`
}

// RemindOwners tells the owners of policies that are due, each at most once in
// remindAgain days, and all keepers of those whose owner keeps no policies any more
// or that never had one: these in one message, an import brings thousands.
func (s *Service) RemindOwners(ctx context.Context) error {
	day := s.today()
	due, err := s.store.Find(ctx, Filter{Due: true, State: Published}, "", nil, nil, day)
	if err != nil {
		return err
	}
	reminded, err := s.store.Reminded(ctx)
	if err != nil {
		return err
	}
	keepers, err := s.Staff.Keepers(ctx)
	if err != nil {
		return err
	}
	var nobodys []*Entry
	for _, e := range due {
		if last := reminded[e.ID]; !last.IsZero() && day.DaysSince(last) < remindAgain {
			continue
		}
		if !slices.ContainsFunc(keepers, func(c Colleague) bool { return c.ID == e.Owner }) {
			nobodys = append(nobodys, e)
			continue
		}
		if err := s.remind(ctx, []*Entry{e}, e.Owner, day); err != nil {
			return err
		}
	}
	if len(nobodys) == 0 {
		return nil
	}
	return s.remind(ctx, nobodys, "", day)
}

func (s *Service) remind(ctx context.Context, list []*Entry, owner string, day civil.Date) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		for _, e := range list {
			if err := s.store.SaveReminded(ctx, e.ID, db.Date{Date: day}); err != nil {
				return err
			}
		}
		e := list[0]
		return s.Bus.Publish(ctx, EventReviewDue, ReviewDue{Policy: e.ID, Title: e.Title, Owner: owner, Reason: e.Due(day)[0].Label(), Count: len(list), Day: day.String()})
	})
}

// CheckLinks looks at the source links whose turn it is.
func (s *Service) CheckLinks(ctx context.Context) error {
	return link.Checker{DB: s.DB, Clock: s.Clock, Outbound: s.Outbound}.Check(ctx)
}
