package open311

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Service holds the use cases of the package. It is safe for concurrent use.
type Service struct {
	*exchange.Service
	// Topics are what may be reported.
	Topics *topic.Tree
	// Public opens reading to everybody.
	Public bool
	// PublicURL is where the program is reached, without a slash at the end; empty if
	// nobody said.
	PublicURL string
}

// Found is a case with what an answer says of it.
type Found struct {
	*appeal.Case
	// Counts is the case whose state counts: the one that a merged case went into.
	Counts *appeal.Case
	// UpdatedAt is when its reporter could last read something new.
	UpdatedAt time.Time
	Agency    string
	// Own says that the caller handed it over; Answer is what its reporter was told
	// then, where one case is asked for.
	Own    bool
	Answer string
}

// partnerOf returns whose key it is. Whatever is wrong fails with ErrKey, and is kept
// in the audit log.
func (s *Service) partnerOf(ctx context.Context, key string) (*exchange.Partner, error) {
	hash := hashOf(key)
	k, err := s.keyByHash(ctx, hash)
	if err != nil {
		return nil, err
	}
	entry := audit.Entry{Action: "appeal.open311_refused", ObjectKind: "appeal_partner", Detail: map[string]any{"address": kernel.RequestOf(ctx).Address}}
	if k != nil {
		p, err := s.Known(ctx, k.Partner)
		if err != nil {
			return nil, err
		}
		if !p.Off && k.opens(hash, s.Clock.Now()) {
			return p, nil
		}
		entry.Object = p.ID
	}
	ctx = authz.AsSystem(ctx, "appeal.open311")
	if err := s.DB.InTx(ctx, func(ctx context.Context) error { return s.Audit.Record(ctx, entry) }); err != nil {
		return nil, err
	}
	return nil, ErrKey
}

// Report takes a report of a partner and returns the number of its case. The same
// form on the same day is the same report.
func (s *Service) Report(ctx context.Context, form url.Values) (number string, err error) {
	p, err := s.partnerOf(ctx, form.Get("api_key"))
	if err != nil {
		return "", err
	}
	l, err := wish{form}.line(s.Topics, kernel.NewID())
	if err != nil {
		return "", err
	}
	said := url.Values{}
	for name, values := range form {
		if name != "api_key" { // a second try may come after the key was replaced
			said[name] = values
		}
	}
	digest, err := s.Seal.Index("appeal_message", "digest", said.Encode())
	if err != nil {
		return "", err
	}
	message := "open311 " + civil.Of(s.Clock.Now().In(civil.Beijing)).String() + " " + digest
	c, err := s.TakeOnce(ctx, p, message, digest, func(ctx context.Context) (*appeal.Case, error) {
		text, err := json.Marshal(l)
		if err != nil {
			return nil, err
		}
		return s.Taker.TakeLine(ctx, p.Code, text)
	})
	if err != nil {
		return "", err
	}
	return c.Number, nil
}

// sight is what a key shows, or no key: nothing unless reading is open.
func (s *Service) sight(ctx context.Context, key string) (v appeal.Sight, own bool, err error) {
	if key != "" {
		p, err := s.partnerOf(ctx, key)
		if err != nil {
			return v, false, err
		}
		return handedOverBy(p.Code), true, nil
	}
	if !s.Public {
		return v, false, ErrKey
	}
	return open(), false, nil
}

// Requests returns what a question finds, the newest first.
func (s *Service) Requests(ctx context.Context, key string, a Asked) ([]Found, error) {
	ctx = authz.AsSystem(ctx, "appeal.open311")
	v, own, err := s.sight(ctx, key)
	if err != nil {
		return nil, err
	}
	q, err := a.question(s.Clock.Now())
	if err != nil {
		return nil, err
	}
	return s.found(ctx, q.narrow(v), own)
}

// Request returns one case by its number, with its answer for the partner that
// handed it over. One out of sight looks like one that does not exist.
func (s *Service) Request(ctx context.Context, key, number string) (Found, error) {
	ctx = authz.AsSystem(ctx, "appeal.open311")
	v, own, err := s.sight(ctx, key)
	if err != nil {
		return Found{}, err
	}
	list, err := s.found(ctx, Question{IDs: []string{number}}.narrow(v), own)
	if err != nil {
		return Found{}, err
	}
	if len(list) == 0 {
		return Found{}, ErrRequest
	}
	one := list[0]
	if own {
		status, err := s.StatusOf(ctx, one.Case, true)
		if err != nil {
			return Found{}, err
		}
		one.Answer = status.Answer
	}
	return one, nil
}

// found reads the cases of a sight and what is said of them beside.
func (s *Service) found(ctx context.Context, v appeal.Sight, own bool) ([]Found, error) {
	cases, err := s.Cases(ctx, v, mostRows)
	if err != nil {
		return nil, err
	}
	var ids, into []string
	for _, c := range cases {
		ids = append(ids, c.ID)
		if c.Main != "" {
			into = append(into, c.Main)
		}
	}
	mains := map[string]*appeal.Case{}
	if len(into) > 0 {
		found, err := s.Cases(ctx, these(into), len(into))
		if err != nil {
			return nil, err
		}
		for _, m := range found {
			mains[m.ID] = m
		}
	}
	told, err := s.lastTold(ctx, ids)
	if err != nil {
		return nil, err
	}
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Found, len(cases))
	for i, c := range cases {
		counts := counted(c, mains)
		f := Found{Case: c, Counts: counts, UpdatedAt: told[c.ID], Agency: departments[counts.Lead].Name, Own: own}
		if slices.Contains(over, counts.State) && !counts.ClosedAt.IsZero() {
			f.UpdatedAt = counts.ClosedAt
		}
		out[i] = f
	}
	return out, nil
}

// Services are the topics that may be reported by.
func (s *Service) Services() []topic.Topic {
	var out []topic.Topic
	for _, t := range s.Topics.All() {
		if t.Level() == reportable {
			out = append(out, t)
		}
	}
	return out
}

// ServiceOf returns one of Services, or ErrService.
func (s *Service) ServiceOf(code string) (topic.Topic, error) {
	t, known := s.Topics.Find(strings.TrimSpace(code))
	if !known || t.Level() != reportable {
		return topic.Topic{}, ErrService
	}
	return t, nil
}
