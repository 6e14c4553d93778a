package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Deps is what the module works with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Jobs  *jobs.Runner
	Seal  *seal.Sealer
	Log   *slog.Logger
	// Random is a source of random bytes that nobody can foretell.
	Random io.Reader
	People People
	// Channels are those that this instance has set up, in-app aside, which
	// always is.
	Channels []channel.Channel
	// PublicURL is where browsers reach this instance, without a slash at the
	// end; empty leaves links out of messages.
	PublicURL string
	// ReceiptSecret is what senders of receipts sign with; empty refuses all.
	ReceiptSecret string
}

// Service is the module's use cases. It is safe for concurrent use.
type Service struct {
	Deps
	channels map[channel.Kind]channel.Channel
}

// New returns the module's use cases.
func New(d Deps) *Service {
	s := &Service{Deps: d, channels: map[channel.Kind]channel.Channel{}}
	s.channels[channel.InApp] = inbox{s}
	for _, c := range d.Channels {
		s.channels[c.Kind()] = c
	}
	return s
}

// Notice is something that one person is to be told.
type Notice struct {
	// Reason is the key of a template.Reason.
	Reason    string
	Recipient Recipient
	// Key tells apart what a reason says to one person in a day; empty says it once.
	Key string
	// Data holds the reason's variables, all of them and no other.
	Data map[string]string
	// Link is the page that the message is about, as a path ("/desk/imports").
	Link string
}

// maxKey bounds Notice.Key, in bytes.
const maxKey = 200

// Notify records that somebody is to be told and queues the telling, as part of
// the context's transaction if there is one. It renders and sends nothing. A
// second call for the same reason, key, person and day only counts up. It fails
// for a notice that no template could render, which is a mistake in the program.
func (s *Service) Notify(ctx context.Context, n Notice) error {
	reason, known := template.Find(n.Reason)
	if !known {
		return fmt.Errorf("notify: no reason %q", n.Reason)
	}
	if !n.Recipient.Valid() || len(n.Key) > maxKey {
		return fmt.Errorf("notify %s: no recipient, or a key of %d bytes", n.Reason, len(n.Key))
	}
	if n.Link != "" && (!strings.HasPrefix(n.Link, "/") || strings.HasPrefix(n.Link, "//")) {
		return fmt.Errorf("notify %s: the link is no path", n.Reason)
	}
	if _, err := reason.Values(n.Data); err != nil {
		return err
	}
	data, err := json.Marshal(n.Data)
	if err != nil {
		return wrap(err, "write variables")
	}
	id := kernel.NewID()
	sealed, err := s.Seal.Seal(dataPlace(id), string(data))
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	row := noticeRow{
		ID: id, Reason: n.Reason, Subject: n.Key, Owner: n.Recipient.owner(), Day: civil.Of(now.In(civil.Beijing)).String(),
		Data: sealed, Link: n.Link, CreatedAt: now,
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if n.Recipient.Kind == Guest {
			if row.Owner, err = s.welcome(ctx, n.Recipient.ID); err != nil {
				return err
			}
		}
		fresh, err := s.insertNotice(ctx, row)
		if err != nil || !fresh {
			return err
		}
		_, err = jobs.Insert(ctx, s.Jobs, jobDispatch, reference{id}, jobs.InsertOptions{})
		return err
	})
}

// Told returns how many people were told today, in Beijing, for a reason and a key
// of notices.
func (s *Service) Told(ctx context.Context, reason, key string) (int64, error) {
	return s.countTold(ctx, reason, key, civil.Of(s.Clock.Now().In(civil.Beijing)).String())
}

// welcome keeps the number of a guest, sealed, until their messages are made, and
// returns what the tables call them: nothing that shows the number.
func (s *Service) welcome(ctx context.Context, phone string) (owner string, err error) {
	index, err := s.Seal.Index("notify_address", "guest", phone)
	if err != nil {
		return "", err
	}
	owner = Recipient{Kind: Guest, ID: index}.owner()
	address, err := s.Seal.Seal(ownAddressPlace(owner, channel.SMS), phone)
	if err != nil {
		return "", err
	}
	return owner, s.saveAddress(ctx, addressRow{Owner: owner, Channel: channel.SMS, Address: address})
}

// me returns who acts in ctx as a recipient, when they may have messages. It
// fails as authz.Require does.
func me(ctx context.Context) (Recipient, error) {
	if _, err := authz.Require(ctx, PermMy); err != nil {
		return Recipient{}, err
	}
	p := authz.From(ctx)
	return Recipient{Kind: p.Kind, ID: p.ID}, nil
}

func dataPlace(id string) seal.Place {
	return seal.Place{Table: "notify_notice", Column: "data", Row: id}
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
