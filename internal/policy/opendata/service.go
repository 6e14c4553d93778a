package opendata

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy"
)

// Deps is what the package needs.
type Deps struct {
	DB        *db.DB
	Clock     clock.Clock
	Catalogue Catalogue
	Words     Words
	// Place is whose instance this is; it may be empty.
	Place string
	// PublicURL is where browsers reach this instance, without a slash at its end;
	// empty when nobody said so.
	PublicURL string
}

// Service gives the public measures away. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the service.
func New(d Deps) *Service { return &Service{d} }

// Item is a measure that changed: as it is now, or gone.
type Item struct {
	ID string
	// Measure is nil for one that is no longer public.
	Measure *Measure
	Changed time.Time
}

// Page is a page of the data at a revision.
type Page struct {
	Revision int64
	kernel.Rows[Item]
}

// Changed returns what changed after a revision, with 0 every public measure. What
// changes while somebody pages comes at the end, or after the revision of the first
// page the next time.
func (s *Service) Changed(ctx context.Context, since int64, page kernel.Page) (Page, error) {
	current, err := s.current(ctx)
	if err != nil {
		return Page{}, err
	}
	if err := s.note(ctx, current); err != nil {
		return Page{}, err
	}
	out := Page{}
	if out.Revision, err = s.revision(ctx); err != nil {
		return out, err
	}
	found, err := s.changed(ctx, since, page)
	if err != nil {
		return out, err
	}
	out.Rows = kernel.Rows[Item]{Items: make([]Item, len(found.Items)), Total: found.Total, Next: found.Next}
	for i, g := range found.Items {
		out.Items[i] = Item{ID: g.measure, Measure: current[g.measure], Changed: g.at}
	}
	return out, nil
}

// current says every public measure.
func (s *Service) current(ctx context.Context) (map[string]*Measure, error) {
	words, err := s.Words.Words(ctx)
	if err != nil {
		return nil, err
	}
	out, page := map[string]*Measure{}, kernel.Page{Limit: kernel.PageLimit}
	for {
		rows, err := s.Catalogue.PublicMeasures(ctx, policy.PublicFilter{}, page)
		if err != nil {
			return nil, err
		}
		for _, m := range rows.Items {
			out[m.ID] = measureOf(m, words)
		}
		if page.After = rows.Next; page.After == "" {
			return out, nil
		}
	}
}

// note keeps what has changed since somebody last asked, if anything, as a new
// revision.
func (s *Service) note(ctx context.Context, current map[string]*Measure) error {
	digests := make(map[string]string, len(current))
	for id, m := range current {
		text, err := json.Marshal(m)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		digests[id] = hex.EncodeToString(sum[:])
	}
	known, err := s.known(ctx)
	if err != nil || len(differing(known, digests)) == 0 {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.lock(ctx); err != nil {
			return err
		}
		// Another may have noted it while this one waited.
		known, err := s.known(ctx)
		if err != nil {
			return err
		}
		news := differing(known, digests)
		if len(news) == 0 {
			return nil
		}
		revision, err := s.raise(ctx)
		if err != nil {
			return err
		}
		for id, g := range news {
			g.revision = revision
			if err := s.put(ctx, id, g, s.Clock.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// differing returns what is to be said anew.
func differing(known map[string]given, digests map[string]string) map[string]given {
	news := map[string]given{}
	for id, digest := range digests {
		if g, there := known[id]; !there || !g.public || g.digest != digest {
			news[id] = given{digest: digest, public: true}
		}
	}
	for id, g := range known {
		if _, there := digests[id]; g.public && !there {
			news[id] = given{digest: g.digest, public: false}
		}
	}
	return news
}

// base is the origin of the public site: the configured one, else the given one.
func (s *Service) base(origin string) string {
	if s.PublicURL != "" {
		return s.PublicURL
	}
	return origin
}
