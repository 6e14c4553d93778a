package reach

import (
	"context"

	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/standard/civil"
)

// EventVisited says that an officer has called on an enterprise about a measure.
const EventVisited = "policy.visited"

// visitedEvent names what the call was about.
type visitedEvent struct {
	Measure string `json:"measure"`
	USCC    string `json:"uscc"`
}

// Subscriptions are what this package hears. A publication heard twice asks for
// one run and is told to subscribers once; a resumption asks for a run, too. A run
// heard twice is told once. What an import publishes counts like
// what a reviewer publishes; one that leaves drafts only asks for nothing.
func (s *Service) Subscriptions() []events.Subscription {
	match := func(ctx context.Context, published ...news) error {
		for _, n := range published {
			if err := s.store.addNews(ctx, n, s.Clock.Now()); err != nil {
				return err
			}
		}
		_, err := s.Measures.StartRun(ctx, civil.Date{})
		return err
	}
	return []events.Subscription{
		{Event: life.EventPublished, Subscriber: "policy.reach", Handle: func(ctx context.Context, e events.Event) error {
			var p life.Changed
			if err := e.Decode(&p); err != nil {
				return err
			}
			return match(ctx, news{p.Measure, p.Version})
		}},
		{Event: life.EventResumed, Subscriber: "policy.reach", Handle: func(ctx context.Context, _ events.Event) error { return match(ctx) }},
		{Event: policy.EventImported, Subscriber: "policy.reach", Handle: func(ctx context.Context, e events.Event) error {
			var p struct {
				Published []string `json:"published"`
			}
			if err := e.Decode(&p); err != nil || len(p.Published) == 0 {
				return err
			}
			published, err := s.lastPublished(ctx, p.Published)
			if err != nil {
				return err
			}
			return match(ctx, published...)
		}},
		{Event: policy.EventMatched, Subscriber: "policy.reach", Handle: func(ctx context.Context, e events.Event) error {
			var p struct {
				Run string `json:"run"`
			}
			if err := e.Decode(&p); err != nil {
				return err
			}
			if due, err := s.catchUp(ctx); err != nil || due {
				return err // what came after the run had read the measures is matched at once, and told with the rest
			}
			return s.queue(ctx, p.Run)
		}},
	}
}

// lastPublished returns the newest published version of each of the measures.
func (s *Service) lastPublished(ctx context.Context, measures []string) ([]news, error) {
	var list []news
	for _, id := range measures {
		r, err := s.Measures.Record(ctx, id, 0)
		if err != nil {
			return nil, err
		}
		if v := definition.LastPublished(r.Versions); v != nil {
			list = append(list, news{id, v.Number})
		}
	}
	return list, nil
}

// queue has a run told by a job; while one for that run is alive, no other is
// made.
func (s *Service) queue(ctx context.Context, run string) error {
	_, err := jobs.Insert(ctx, s.Jobs, jobTell, tellArgs{Run: run}, jobs.InsertOptions{Unique: run})
	return err
}
