package library

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/outbound"
	"github.com/yikou/yikou/internal/platform/stray"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library/link"
	"github.com/yikou/yikou/internal/policy/library/statute"
	"github.com/yikou/yikou/internal/policy/library/taxonomy"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/standard/civil"
)

// SearchKind is what published policies are called in the search index.
const SearchKind = "policy"

// FileColumns are where this package names uploaded files.
var FileColumns = []stray.Column{{Table: "policy_library_file", Name: "blob"}}

// Deps is what the package needs.
type Deps struct {
	DB        *db.DB
	Clock     clock.Clock
	Audit     *audit.Log
	Bus       *events.Bus
	Files     *blob.Store
	Search    *textsearch.Index
	Catalogue Catalogue
	Staff     Staff
	// Outbound looks at source links; nil looks at none.
	Outbound *outbound.Client
}

// Service holds the use cases of the library. It is safe for concurrent use.
type Service struct {
	Deps
	Taxonomy  *taxonomy.Service
	store     store
	documents storage.Store
	// reading bounds how many uploads are read at once: one may take 300 MB.
	reading chan struct{}
}

// New returns the service.
func New(d Deps) *Service {
	return &Service{Deps: d, Taxonomy: taxonomy.New(d.DB, d.Audit), store: store{d.DB}, documents: storage.New(d.DB), reading: make(chan struct{}, 2)}
}

func (s *Service) today() civil.Date { return civil.Of(s.Clock.Now().In(civil.Beijing)) }

// Create writes a new policy, which only the desk sees until it is published. It
// is kept by the owner, or by the caller for "".
func (s *Service) Create(ctx context.Context, d definition.Document, owner string) (View, error) {
	d.ID = kernel.NewID()
	return s.change(ctx, d.ID, func(ctx context.Context, e *Entry) (string, error) {
		e.State, e.ReviewedOn = Draft, s.today()
		if err := s.own(ctx, e, owner); err != nil {
			return "", err
		}
		return "policy.library_created", s.write(ctx, d, e)
	})
}

// Save writes a new text of a policy that the caller saw at a version. It is kept
// by the owner; for "" by whom it was, or by the caller where nobody kept it. The
// earlier versions stay.
func (s *Service) Save(ctx context.Context, id string, version int64, d definition.Document, owner string) (View, error) {
	d.ID = id
	return s.change(ctx, id, func(ctx context.Context, e *Entry) (string, error) {
		if err := seen(e, version); err != nil {
			return "", err
		}
		e.ReviewedOn = s.today()
		if err := s.own(ctx, e, owner); err != nil {
			return "", err
		}
		return "policy.library_saved", s.write(ctx, d, e)
	})
}

// Publish lets the public see a policy, Withdraw takes it away again; both for a
// caller who saw it at a version.
func (s *Service) Publish(ctx context.Context, id string, version int64) (View, error) {
	return s.become(ctx, id, version, Published, "policy.library_published")
}

// Withdraw takes a policy from the public; measures that rest on it are offered to
// nobody until it is published again.
func (s *Service) Withdraw(ctx context.Context, id string, version int64) (View, error) {
	return s.become(ctx, id, version, Withdrawn, "policy.library_withdrawn")
}

func (s *Service) become(ctx context.Context, id string, version int64, next State, action string) (View, error) {
	return s.change(ctx, id, func(ctx context.Context, e *Entry) (string, error) {
		if err := seen(e, version); err != nil {
			return "", err
		}
		var err error
		if e.State, err = e.State.Become(next); err != nil {
			return "", err
		}
		d, err := s.load(ctx, id)
		if err != nil {
			return "", err
		}
		return action, s.keep(ctx, d, e)
	})
}

// Reviewed keeps that somebody looked at a policy today and found it right.
func (s *Service) Reviewed(ctx context.Context, id string, version int64) (View, error) {
	return s.change(ctx, id, func(ctx context.Context, e *Entry) (string, error) {
		if err := seen(e, version); err != nil {
			return "", err
		}
		d, err := s.load(ctx, id)
		if err != nil {
			return "", err
		}
		e.ReviewedOn = s.today()
		if err := s.own(ctx, e, ""); err != nil {
			return "", err
		}
		return "policy.library_reviewed", s.keep(ctx, d, e)
	})
}

// own gives a policy to an owner, who has to be one of the keepers; for "" it stays
// with whom it is, or goes to the caller where no keeper has it.
func (s *Service) own(ctx context.Context, e *Entry, owner string) error {
	keepers, err := s.Staff.Keepers(ctx)
	if err != nil {
		return err
	}
	one := func(id string) int {
		return slices.IndexFunc(keepers, func(c Colleague) bool { return c.ID == id })
	}
	switch i := one(owner); {
	case i >= 0:
		e.Owner, e.OwnerName = keepers[i].ID, keepers[i].Name
	case owner != "" && owner != e.Owner:
		return ErrRefused.With(errs.Field{Path: "body.owner", Msg: "这位同事已不能维护政策库，请另选负责人"})
	case one(e.Owner) < 0:
		if p := authz.From(ctx); p.Kind == kernel.StaffPrincipal {
			e.Owner, e.OwnerName = p.ID, p.Name
		}
	}
	return nil
}

// seen refuses a change of a policy that is not there or that the caller saw
// otherwise.
func seen(e *Entry, version int64) error {
	if e.Version == 0 {
		return ErrNotFound
	}
	if e.Version != version {
		return ErrStale
	}
	return nil
}

// change does one command on a policy: fn changes the entry, which is new and of
// version 0 when the policy is, and names the action.
func (s *Service) change(ctx context.Context, id string, fn func(context.Context, *Entry) (string, error)) (View, error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return View{}, err
	}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.documents.Lock(ctx); err != nil {
			return err
		}
		e, found, err := s.store.Entry(ctx, id, s.today())
		if err != nil {
			return err
		}
		if !found {
			e = &Entry{ID: id}
		}
		action, err := fn(ctx, e)
		if err != nil {
			return err
		}
		if err := s.Catalogue.PoliciesChanged(ctx, []string{id}); err != nil {
			return err
		}
		entry := audit.Entry{Action: action, ObjectKind: "policy_document", Object: id, Detail: map[string]any{"version": e.Version, "state": e.State}}
		if err := s.Audit.Record(ctx, entry); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventChanged, changedEvent{Policies: []string{id}})
	})
	if err != nil {
		return View{}, err
	}
	return s.Get(ctx, id)
}

// write stores a new version of what a policy says.
func (s *Service) write(ctx context.Context, d definition.Document, e *Entry) error {
	d = d.Clean()
	source, err := checked(d)
	if err != nil {
		return err
	}
	if err := s.fits(ctx, d); err != nil {
		return err
	}
	e.Version++
	if err := s.documents.AddDocument(ctx, d.ID, e.Version, source, s.Clock.Now(), author(ctx)); err != nil {
		return err
	}
	return s.keep(ctx, d, e)
}

// author is who writes, as screens name them.
func author(ctx context.Context) string {
	if p := authz.From(ctx); p.Kind != kernel.SystemPrincipal {
		return p.Name
	}
	return "系统"
}

// checked is the JSON of a policy, or ErrRefused with what is wrong with it.
func checked(d definition.Document) (string, error) {
	source, err := definition.EncodePolicy(d)
	if err != nil {
		return "", err
	}
	if _, err := definition.DecodePolicies(slices.Concat([]byte("["), source, []byte("]"))); err != nil {
		return "", refusedFields(err)
	}
	return string(source), nil
}

// fits refuses themes that do not exist and files that belong elsewhere, and
// gives the files to the policy.
func (s *Service) fits(ctx context.Context, d definition.Document) error {
	terms, err := s.Taxonomy.Terms(ctx)
	if err != nil {
		return err
	}
	if terms.Lacks(d.Themes) {
		return ErrRefused.With(errs.Field{Path: "body.themes", Msg: "有一个主题已经不在目录里，请重新选择"})
	}
	ids := make([]string, 0, len(d.Attachments))
	for _, a := range d.Attachments {
		if !slices.Contains(ids, a.ID) {
			ids = append(ids, a.ID)
		}
	}
	given, err := s.store.Attach(ctx, d.ID, ids)
	if err != nil {
		return err
	}
	if given != int64(len(ids)) {
		return ErrRefused.With(errs.Field{Path: "body.attachments", Msg: "有一个附件已经不在，请重新上传"})
	}
	return nil
}

// keep brings the rows and the search index of a policy in line with its text.
func (s *Service) keep(ctx context.Context, d definition.Document, e *Entry) error {
	if err := s.keepRows(ctx, d, e); err != nil {
		return err
	}
	if e.State != Published {
		return s.Search.Delete(ctx, SearchKind, d.ID)
	}
	return s.Search.Put(ctx, SearchKind, searchable(d))
}

// keepRows brings the rows of a policy in line with its text.
func (s *Service) keepRows(ctx context.Context, d definition.Document, e *Entry) error {
	e.ID, e.Title, e.Number, e.Level = d.ID, d.Title, d.Number, d.Level
	e.PublishedOn, e.EffectiveFrom, e.EffectiveTo, e.RepealedOn = d.PublishedOn, d.EffectiveFrom, d.EffectiveTo, d.RepealedOn
	switch {
	case d.SourceURL == "":
		e.Link = link.None
	case d.SourceURL != e.SourceURL || e.Link == link.None:
		e.Link = link.Unchecked
	}
	e.SourceURL, e.Issuers, e.Themes = d.SourceURL, d.Issuers, d.Themes
	e.Articles = int64(statute.Articles(statute.Parse(d.Text)))
	e.UpdatedAt = s.Clock.Now()
	if e.ReviewedOn.IsZero() {
		e.ReviewedOn = s.today()
	}
	return s.store.SaveEntry(ctx, e, d.Relations)
}

// searchable is what a policy can be found by.
func searchable(d definition.Document) textsearch.Document {
	fields := []textsearch.Field{{Text: d.Title, Weight: 8}, {Text: d.Number, Weight: 4}}
	for _, name := range d.Issuers {
		fields = append(fields, textsearch.Field{Text: name, Weight: 2})
	}
	fields = append(fields, textsearch.Field{Text: d.Text, Weight: 1}, textsearch.Field{Text: d.Interpretation, Weight: 1})
	for _, q := range d.Questions {
		fields = append(fields, textsearch.Field{Text: q.Question, Weight: 2}, textsearch.Field{Text: q.Answer, Weight: 1})
	}
	return textsearch.Document{ID: d.ID, Fields: fields}
}

// Shelve makes the rows of policies that another way of import has just written,
// inside its transaction: published, as their issuers did, unless the library
// knows them otherwise. It refuses themes that do not exist.
func (s *Service) Shelve(ctx context.Context, documents []definition.Document) error {
	terms, err := s.Taxonomy.Terms(ctx)
	if err != nil {
		return err
	}
	for _, d := range documents {
		if terms.Lacks(d.Themes) {
			return definition.ErrRefused.With(errs.Field{Path: d.ID + ".themes", Msg: "政策「" + d.ID + "」有一个主题不在目录里，请写主题的代码"})
		}
	}
	return s.shelve(ctx, documents)
}

func (s *Service) shelve(ctx context.Context, documents []definition.Document) error {
	for _, d := range documents {
		e, found, err := s.store.Entry(ctx, d.ID, s.today())
		if err != nil {
			return err
		}
		if !found {
			e = &Entry{ID: d.ID, State: Published}
		}
		if p := authz.From(ctx); p.Kind == kernel.StaffPrincipal {
			e.Owner, e.OwnerName = p.ID, p.Name
		}
		e.Version, e.ReviewedOn = d.Version, s.today()
		if err := s.keep(ctx, d, e); err != nil {
			return err
		}
	}
	return nil
}

// load returns the newest version of what a policy says.
func (s *Service) load(ctx context.Context, id string) (definition.Document, error) {
	bodies, versions, err := s.documents.DocumentsOf(ctx, []string{id})
	if err != nil {
		return definition.Document{}, err
	}
	body, found := bodies[id]
	if !found {
		return definition.Document{}, ErrNotFound
	}
	read, err := definition.DecodePolicies([]byte("[" + body + "]"))
	if err != nil {
		return definition.Document{}, err
	}
	d := read[0].Document
	d.Version = versions[id]
	return d, nil
}
