package life

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Deps is what the package works with.
type Deps struct {
	DB        *db.DB
	Clock     clock.Clock
	Audit     *audit.Log
	Bus       *events.Bus
	Catalogue Catalogue
}

// Service takes versions through their life. It is safe for concurrent use.
type Service struct {
	Deps
	store storage.Store
}

// New returns the service.
func New(d Deps) *Service { return &Service{Deps: d, store: storage.New(d.DB)} }

// today is the day in Beijing.
func (s *Service) today() civil.Date { return civil.Of(s.Clock.Now().In(civil.Beijing)) }

// Draft is the version of a measure that is being written or reviewed.
type Draft struct {
	Record  *definition.Record
	Version *definition.Version
	Gaps    []definition.Gap
	Can     []string
	// Returned is what the reviewer wrote when he gave it back last, or empty.
	Returned string
}

// who is the ID that answers for what is written, empty for the system.
func who(ctx context.Context) string {
	if p := authz.From(ctx); p.Kind != kernel.SystemPrincipal {
		return p.ID
	}
	return ""
}

func name(ctx context.Context) string {
	if p := authz.From(ctx); p.Kind != kernel.SystemPrincipal {
		return p.Name
	}
	return "系统"
}

// Create begins a measure with a title and, if not empty, the policy it
// implements, and returns its draft.
func (s *Service) Create(ctx context.Context, title, policyID string) (*Draft, error) {
	if _, err := authz.Require(ctx, policy.PermEdit); err != nil {
		return nil, err
	}
	if title = strings.TrimSpace(title); title == "" {
		return nil, ErrTitle
	}
	content := struct {
		ID     string `json:"id"`
		Title  string `json:"title"`
		Policy string `json:"policy,omitempty"`
	}{kernel.NewID(), title, policyID}
	text, err := json.Marshal(content)
	if err != nil {
		return nil, err
	}
	var d *Draft
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.Lock(ctx); err != nil {
			return err
		}
		d, err = s.begin(ctx, content.ID, 1, string(text), "policy.measure_created")
		return err
	})
	return d, err
}

// Start begins a new version of a measure as a copy of the one that was published
// last, or where none ever was of the newest. It fails with ErrDraftOpen while
// another is open.
func (s *Service) Start(ctx context.Context, measure string) (*Draft, error) {
	if _, err := authz.Require(ctx, policy.PermEdit); err != nil {
		return nil, err
	}
	var d *Draft
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.Lock(ctx); err != nil {
			return err
		}
		versions, err := s.store.Versions(ctx, measure)
		if err != nil {
			return err
		}
		if definition.OpenOf(versions) != nil {
			return ErrDraftOpen
		}
		text, err := s.store.Definition(ctx, measure, definition.Model(versions).Number)
		if err != nil {
			return err
		}
		d, err = s.begin(ctx, measure, versions[0].Number+1, text, "policy.version_started")
		return err
	})
	return d, err
}

// begin writes a new draft. It states no first day of its own: that is for the
// reviewer to say, or for the definition where a save writes one.
func (s *Service) begin(ctx context.Context, measure string, number int64, text, action string) (*Draft, error) {
	err := s.store.AddDraft(ctx, storage.Draft{Measure: measure, Number: number, Definition: text, At: s.Clock.Now(), By: name(ctx), ByID: who(ctx)})
	if err != nil {
		return nil, err
	}
	if err := s.note(ctx, action, measure, map[string]any{"version": number}); err != nil {
		return nil, err
	}
	return s.draft(ctx, measure)
}

// Draft returns the open version of a measure, or ErrNoDraft.
func (s *Service) Draft(ctx context.Context, measure string) (*Draft, error) {
	if _, err := authz.Require(ctx, policy.PermRead); err != nil {
		return nil, err
	}
	return s.draft(ctx, measure)
}

func (s *Service) draft(ctx context.Context, measure string) (*Draft, error) {
	versions, err := s.store.Versions(ctx, measure)
	if err != nil {
		return nil, err
	}
	open := definition.OpenOf(versions)
	if open == nil {
		return nil, ErrNoDraft
	}
	d := &Draft{Version: open}
	if d.Record, err = s.Catalogue.Record(ctx, measure, open.Number); err != nil {
		return nil, err
	}
	if d.Gaps, err = s.Catalogue.Gaps(ctx, d.Record); err != nil {
		return nil, err
	}
	d.Can = policy.Allowed(ctx, d.Record, s.today())
	if last := open.Steps[len(open.Steps)-1]; last.From == definition.InReview && last.To == definition.Draft {
		d.Returned = last.Note
	}
	return d, nil
}

// Save replaces the text of a draft. What is there must decode; each mistake is
// told with its place. It fails with ErrStale when the draft's revision is another
// one, which also holds for one that was submitted meanwhile.
func (s *Service) Save(ctx context.Context, measure string, revision int64, text []byte) (*Draft, error) {
	if _, err := authz.Require(ctx, policy.PermEdit); err != nil {
		return nil, err
	}
	m, err := s.Catalogue.Decode(ctx, text)
	if refused, is := errors.AsType[*errs.Error](err); is && refused.Kind == errs.Invalid {
		return nil, ErrUnread.With(refused.Fields...)
	}
	if err != nil {
		return nil, err
	}
	var d *Draft
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.Lock(ctx); err != nil {
			return err
		}
		versions, err := s.store.Versions(ctx, measure)
		if err != nil {
			return err
		}
		open := definition.OpenOf(versions)
		if open == nil {
			return ErrNoDraft
		}
		if m.ID != measure {
			return ErrOtherID
		}
		err = s.store.SaveDraft(ctx, storage.Draft{
			Measure: measure, Number: open.Number, Definition: string(text), EffectiveFrom: m.EffectiveFrom, At: s.Clock.Now(), By: name(ctx), ByID: who(ctx),
		}, revision)
		if err != nil {
			return err
		}
		if err := s.note(ctx, "policy.draft_saved", measure, map[string]any{"version": open.Number}); err != nil {
			return err
		}
		d, err = s.draft(ctx, measure)
		return err
	})
	return d, err
}

// author reports whether the caller had a hand in a version.
func author(ctx context.Context, v *definition.Version) bool {
	return slices.Contains(v.Authors, who(ctx))
}
