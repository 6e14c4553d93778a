package signal

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/likeness"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Service finds signals. It is safe for concurrent use.
type Service struct {
	*appeal.Service
	Divisions Divisions
}

// Kind is what a signal is.
type Kind string

// The kinds: a topic that rises, and cases that are alike.
const (
	KindRising Kind = "rising"
	KindAlike  Kind = "alike"
)

// Bounds of what is looked through and kept. Guesses.
const (
	alikeWithin = 90 * 24 * time.Hour
	mostTexts   = 50_000
	mostRising  = 60
	mostGroups  = 300
)

// Run is one look through all cases.
type Run struct {
	At time.Time
	// Weeks is how many weeks before the last seven days it compares with, 0 where
	// there are too few.
	Weeks int
	// Tested is how many topics and places it compared, Texts how many cases.
	Tested, Texts int
}

// Refresh looks through all cases now.
func (s *Service) Refresh(ctx context.Context) (run Run, err error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return run, err
	}
	found, run, err := s.find(ctx)
	if err != nil {
		return run, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.replace(ctx, found, run); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "appeal.signals_refreshed", ObjectKind: "appeal_signal", Object: "all", Detail: map[string]any{"texts": run.Texts}})
	})
	return run, err
}

// look finds what rises and what is alike among all cases, and keeps it.
func (s *Service) look(ctx context.Context) error {
	found, run, err := s.find(ctx)
	if err != nil {
		return err
	}
	return s.replace(ctx, found, run)
}

// find looks through all cases, outside of a transaction: it takes seconds.
func (s *Service) find(ctx context.Context) (found []signalRow, run Run, err error) {
	run.At = s.Clock.Now()
	before, err := s.signals(ctx)
	if err != nil {
		return nil, run, err
	}
	up, err := s.lookForRising(ctx, &run, before)
	if err != nil {
		return nil, run, err
	}
	alike, err := s.lookForAlike(ctx, &run, before)
	return append(up, alike...), run, err
}

func (s *Service) lookForRising(ctx context.Context, run *Run, before []signalRow) ([]signalRow, error) {
	names := map[Key]string{}
	for _, row := range before {
		if row.Kind == KindRising {
			names[row.Key] = row.ID
		}
	}
	first, err := s.first(ctx)
	if err != nil {
		return nil, err
	}
	run.Weeks = weeksBefore(first, run.At)
	cases, err := s.outlines(ctx, run.At.Add(-(mostWeeks+1)*week))
	if err != nil {
		return nil, err
	}
	found, tested := rising(cases, run.Weeks, run.At)
	run.Tested = tested
	var rows []signalRow
	for _, r := range found[:min(len(found), mostRising)] {
		row := signalRow{ID: names[r.Key], Kind: KindRising, Key: r.Key, Last: r.Last, Before: r.Before}
		if row.ID == "" {
			row.ID = kernel.NewID()
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (s *Service) lookForAlike(ctx context.Context, run *Run, before []signalRow) ([]signalRow, error) {
	names, err := s.groupOf(ctx, before)
	if err != nil {
		return nil, err
	}
	cases, err := s.Cases(ctx, receivedSince(appeal.Everything(), run.At.Add(-alikeWithin)), mostTexts)
	if err != nil {
		return nil, err
	}
	run.Texts = len(cases)
	texts := make([]string, len(cases))
	for i := range cases { // they come the newest first, a group begins with its oldest
		texts[len(cases)-1-i] = cases[i].Text
	}
	var found [][]string
	for _, group := range likeness.Groups(texts, likeness.GroupFrom) {
		if len(group) < leastAlike {
			continue
		}
		ids := make([]string, len(group))
		for i, n := range group {
			ids[i] = cases[len(cases)-1-n].ID
		}
		found = append(found, ids)
	}
	found = largest(found, mostGroups)
	rows := make([]signalRow, len(found))
	for i, name := range namedLike(found, names, kernel.NewID) {
		rows[i] = signalRow{ID: name, Kind: KindAlike, Last: found[i]}
	}
	return rows, nil
}

// groupOf returns the group that each case was in.
func (s *Service) groupOf(ctx context.Context, before []signalRow) (map[string]string, error) {
	of, err := s.recentOf(ctx)
	if err != nil {
		return nil, err
	}
	alike := map[string]bool{}
	for _, row := range before {
		alike[row.ID] = row.Kind == KindAlike
	}
	names := map[string]string{}
	for id, signals := range of {
		for _, signal := range signals {
			if alike[signal] {
				names[id] = signal
			}
		}
	}
	return names, nil
}
