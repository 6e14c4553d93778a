// Package events is the outbox: what has happened is stored in the transaction
// that made it happen, together with one job for each subscriber. An event is
// delivered at least once, also when the program dies right after the commit; a
// subscriber makes its work idempotent with Once.
package events

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// Event is something that has happened. Its name is in the past tense
// ("enterprise.imported"); its payload holds ids and facts, no personal data.
type Event struct {
	ID    string
	Name  string
	At    time.Time
	Actor string
	// Payload is the JSON that the publisher gave.
	Payload json.RawMessage
}

// Decode reads the payload into v.
func (e Event) Decode(v any) error {
	if err := json.Unmarshal(e.Payload, v); err != nil {
		return fmt.Errorf("read event %s %s: %w", e.Name, e.ID, err)
	}
	return nil
}

// Subscription says who hears what. Subscriber is `module.purpose` and, like the
// event's name, is stored: it never changes.
type Subscription struct {
	Event      string
	Subscriber string
	// Handle deals with one event. It may be called again for the same event.
	Handle func(ctx context.Context, e Event) error
}

// Bus stores events and has them delivered.
type Bus struct {
	db            *db.DB
	clock         clock.Clock
	runner        *jobs.Runner
	subscriptions map[string][]Subscription
	pending       *db.Gatherer[published]
}

// delivery is one event on its way to one subscriber.
type delivery struct {
	Event      string `json:"event"`
	Subscriber string `json:"subscriber"`
}

const deliver = "events.deliver"

// NewBus returns a bus that delivers through runner, whose registry it extends.
// Subscribe before the runner starts.
func NewBus(d *db.DB, c clock.Clock, runner *jobs.Runner, registry *jobs.Registry) *Bus {
	b := &Bus{db: d, clock: c, runner: runner, subscriptions: map[string][]Subscription{}}
	b.pending = &db.Gatherer[published]{Rank: 0, Write: b.store}
	jobs.Add(registry, jobs.Definition[delivery]{
		Kind: deliver, Label: "传达事件", Silent: true, MaxAttempts: 20, Timeout: 10 * time.Minute,
		Work: func(ctx context.Context, _ jobs.Job, d delivery) error { return b.deliver(ctx, d) },
	})
	return b
}

// Subscribe adds subscriptions. It panics when a subscriber hears one event
// twice: a mistake in the program.
func (b *Bus) Subscribe(subscriptions ...Subscription) {
	for _, s := range subscriptions {
		for _, other := range b.subscriptions[s.Event] {
			if other.Subscriber == s.Subscriber {
				panic("events: " + s.Subscriber + " hears " + s.Event + " twice")
			}
		}
		b.subscriptions[s.Event] = append(b.subscriptions[s.Event], s)
	}
}

// Publish stores an event as part of the context's transaction, at its end; outside
// one it fails with db.ErrNoTx.
func (b *Bus) Publish(ctx context.Context, name string, payload any) error {
	body, err := json.Marshal(payload)
	if err == nil {
		err = b.pending.Add(ctx, b.db, published{
			id: kernel.NewID(), name: name, at: db.At(b.clock.Now()), actor: authz.From(ctx).ID, body: string(body),
		})
	}
	if err != nil {
		return fmt.Errorf("publish %s: %w", name, err)
	}
	return nil
}

// PublishAll is Publish for many events of one name.
func PublishAll[T any](ctx context.Context, b *Bus, name string, payloads []T) error {
	for _, payload := range payloads {
		if err := b.Publish(ctx, name, payload); err != nil {
			return err
		}
	}
	return nil
}

// published is an event on its way into the outbox.
type published struct {
	id, name    string
	at          db.Time
	actor, body string
}

// together is how many events one statement stores.
const together = 1000

// store writes events and one job for each of their subscribers, the last work of a
// transaction or of several that share a commit.
func (b *Bus) store(ctx context.Context, all []published) error {
	for some := range slices.Chunk(all, together) {
		args := make([]any, 0, 5*len(some))
		var deliveries []delivery
		for _, e := range some {
			args = append(args, e.id, e.name, e.at, e.actor, e.body)
			for _, s := range b.subscriptions[e.name] {
				deliveries = append(deliveries, delivery{Event: e.id, Subscriber: s.Subscriber})
			}
		}
		insert := `INSERT INTO event_log (id, name, at, actor, payload) VALUES ` + db.PlaceholderRows(len(some), 5)
		if _, err := b.db.Exec(ctx, insert, args...); err != nil {
			return fmt.Errorf("store events: %w", err)
		}
		if err := jobs.InsertAll(ctx, b.runner, deliver, deliveries, jobs.InsertOptions{}); err != nil {
			return fmt.Errorf("queue events: %w", err)
		}
	}
	return nil
}

func (b *Bus) deliver(ctx context.Context, d delivery) error {
	e, err := b.load(ctx, d.Event)
	if err != nil {
		return err
	}
	for _, s := range b.subscriptions[e.Name] {
		if s.Subscriber == d.Subscriber {
			if err := s.Handle(authz.AsSystem(ctx, s.Subscriber), e); err != nil {
				// The kind of the error is left behind: what a handler does not
				// find or finds stale today it may find tomorrow, and a refused
				// event would be heard by nobody.
				return fmt.Errorf("%s hears %s %s: %s", s.Subscriber, e.Name, e.ID, err.Error())
			}
			return nil
		}
	}
	// The subscriber left the program between two releases: nobody to tell.
	return nil
}

func (b *Bus) load(ctx context.Context, id string) (Event, error) {
	var e Event
	var at db.Time
	var payload string
	err := b.db.QueryRow(ctx, `SELECT id, name, at, actor, payload FROM event_log WHERE id = ?`, id).
		Scan(&e.ID, &e.Name, &at, &e.Actor, &payload)
	if err != nil {
		return e, fmt.Errorf("load event %s: %w", id, err)
	}
	e.At, e.Payload = at.Time, json.RawMessage(payload)
	return e, nil
}

// Once runs fn in a transaction unless this subscriber has already dealt with
// the event, and remembers that it has, in the same transaction. The commit is
// refused when another program has taken the delivery over.
func (b *Bus) Once(ctx context.Context, event, subscriber string, fn func(ctx context.Context) error) error {
	return b.db.InTx(ctx, func(ctx context.Context) error {
		const mark = `INSERT INTO event_handled (event, subscriber) VALUES (?, ?) ON CONFLICT (event, subscriber) DO NOTHING`
		result, err := b.db.Exec(ctx, mark, event, subscriber)
		if err != nil {
			return fmt.Errorf("mark event %s for %s: %w", event, subscriber, err)
		}
		fresh, err := result.RowsAffected()
		if err != nil || fresh == 0 {
			return err
		}
		return fn(ctx)
	})
}

// Names returns the names of the events stored so far, oldest first, for tests
// that assert what a use case said.
func (b *Bus) Names(ctx context.Context) ([]string, error) {
	rows, err := b.db.Query(ctx, `SELECT name FROM event_log ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("list events: %w", err)
		}
		names = append(names, name)
	}
	return names, rows.Err()
}
