package policy

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/policy/wording"
)

// Imported says what an import did.
type Imported struct {
	Created, Updated, Unchanged int
	// Published is how many measures stand published now.
	Published int
	// Drafts are the measures that cannot be published yet, each with what is
	// missing.
	Drafts []DraftGaps
}

// DraftGaps says why a measure is not published.
type DraftGaps struct {
	ID, Title string
	Gaps      []definition.Gap
}

// ImportMeasures reads a list of measures as `formats.md` has them and stores
// all of it or, with ErrRefused, nothing. A definition that is there already
// changes nothing; another one for a known id replaces the draft that the same
// importer left, or becomes a new version. What the system imports and what lacks
// nothing is published, from its effective_from, or else for every day if it is
// the first version, or else from today. What a person imports stays a draft
// until somebody else has reviewed it.
func (s *Service) ImportMeasures(ctx context.Context, r io.Reader) (Imported, error) {
	if _, err := authz.Require(ctx, PermImport); err != nil {
		return Imported{}, err
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return Imported{}, err
	}
	data, err := definition.ReadAll(r)
	if err != nil {
		return Imported{}, err
	}
	measures, err := definition.DecodeMeasures(data, words.kinds)
	if err != nil {
		return Imported{}, err
	}
	if err := definition.Permitted(measures); err != nil {
		return Imported{}, err
	}
	var report Imported
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		report = Imported{}
		if err := s.store.Lock(ctx); err != nil {
			return err
		}
		changed, err := s.saveMeasures(ctx, measures, words, &report)
		if err != nil {
			return err
		}
		return s.settle(ctx, words, &report, importedEvent{Measures: changed}, idsOf(measures))
	})
	return report, err
}

// actor is who acts, as screens name them.
func actor(ctx context.Context) string {
	p := authz.From(ctx)
	if p.Kind == kernel.SystemPrincipal {
		return "系统"
	}
	return p.Name
}

// bySystem reports whether no person acts.
func bySystem(ctx context.Context) bool { return authz.From(ctx).Kind == kernel.SystemPrincipal }

// author is who answers for what is written, empty for the system.
func author(ctx context.Context) string {
	if bySystem(ctx) {
		return ""
	}
	return authz.From(ctx).ID
}

// saveMeasures writes the measures that differ from what is there and returns
// their ids.
func (s *Service) saveMeasures(ctx context.Context, measures []definition.Measure, words *vocabulary, report *Imported) ([]string, error) {
	known, err := s.store.Newest(ctx)
	if err != nil {
		return nil, err
	}
	documents, err := s.documents(ctx)
	if err != nil {
		return nil, err
	}
	var changed []string
	var problems []errs.Field
	for i := range measures {
		m := &measures[i]
		old, exists := known[m.ID]
		draft := storage.Draft{
			Measure: m.ID, Number: old.Newest + 1, Definition: string(m.Rule.Source), EffectiveFrom: m.EffectiveFrom,
			At: s.Clock.Now(), By: actor(ctx), ByID: author(ctx),
		}
		open := definition.OpenOf(old.Versions)
		switch {
		case exists && definition.SameJSON([]byte(old.Definition), m.Rule.Source):
			report.Unchanged++
			continue
		case open != nil && (open.State != definition.Draft || slices.ContainsFunc(open.Authors, func(a string) bool { return a != draft.ByID })):
			problems = append(problems, errs.Field{Path: m.ID, Msg: fmt.Sprintf("事项「%s」的第 %d 版正由他人编辑或审核，请等它发布或作废后再导入", m.ID, open.Number)})
			continue
		case exists:
			report.Updated++
		default:
			report.Created++
		}
		problems = append(problems, s.outdone(m, old.Versions)...)
		if bySystem(ctx) && definition.LastPublished(old.Versions) != nil {
			problems = append(problems, words.incomplete(&definition.Record{Measure: *m, Policy: documents[m.PolicyID]})...)
		}
		changed = append(changed, m.ID)
		if open != nil {
			draft.Number = open.Number
			err = s.store.SaveDraft(ctx, draft, open.Revision)
		} else {
			err = s.store.AddDraft(ctx, draft)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(problems) > 0 {
		return nil, definition.ErrRefused.With(problems...)
	}
	return changed, nil
}

// outdone refuses a version that would count before the one it follows.
func (s *Service) outdone(m *definition.Measure, before []definition.Version) []errs.Field {
	last := definition.LastPublished(before)
	from := m.EffectiveFrom
	if from.IsZero() {
		from = s.today()
	}
	if last == nil || !from.Before(last.EffectiveFrom) {
		return nil
	}
	return []errs.Field{{Path: m.ID + ".effective_from", Msg: fmt.Sprintf("事项「%s」的生效日期不能早于上一版的 %s", m.ID, last.EffectiveFrom)}}
}

// incomplete refuses a new version that would leave a published measure without
// something its page has to state.
func (v *vocabulary) incomplete(r *definition.Record) []errs.Field {
	var problems []errs.Field
	for _, gap := range v.gaps(r) {
		problems = append(problems, errs.Field{Path: r.ID, Msg: fmt.Sprintf("事项「%s」已经发布，新的一版不能缺内容：%s", r.ID, gap.Words)})
	}
	return problems
}

// ImportPolicies reads a list of policies and stores all of it or, with
// ErrRefused, nothing. Policies that are there already change nothing; another
// text for a known id becomes a new version. Where the system imports, drafts of
// its own that wait for nothing but their policy are published.
func (s *Service) ImportPolicies(ctx context.Context, r io.Reader) (Imported, error) {
	if _, err := authz.Require(ctx, PermImport); err != nil {
		return Imported{}, err
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return Imported{}, err
	}
	data, err := definition.ReadAll(r)
	if err != nil {
		return Imported{}, err
	}
	policies, err := definition.ImportPolicies(data)
	if err != nil {
		return Imported{}, err
	}
	var report Imported
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		report = Imported{}
		if err := s.store.Lock(ctx); err != nil {
			return err
		}
		ids := make([]string, len(policies))
		for i := range policies {
			ids[i] = policies[i].ID
		}
		bodies, versions, err := s.store.DocumentsOf(ctx, ids)
		if err != nil {
			return err
		}
		var changed []string
		var written []definition.Document
		for _, p := range policies {
			switch body, exists := bodies[p.ID]; {
			case exists && definition.SameJSON([]byte(body), p.Source):
				report.Unchanged++
				continue
			case exists:
				report.Updated++
			default:
				report.Created++
			}
			changed = append(changed, p.ID)
			if err := s.store.AddDocument(ctx, p.ID, versions[p.ID]+1, string(p.Source), s.Clock.Now(), actor(ctx)); err != nil {
				return err
			}
			p.Document.Version = versions[p.ID] + 1
			written = append(written, p.Document)
		}
		if s.Library != nil {
			if err := s.Library.Shelve(ctx, written); err != nil {
				return err
			}
		}
		return s.settle(ctx, words, &report, importedEvent{Policies: changed}, nil)
	})
	return report, err
}

// idsOf returns the ids of measures.
func idsOf(measures []definition.Measure) map[string]bool {
	ids := make(map[string]bool, len(measures))
	for i := range measures {
		ids[measures[i].ID] = true
	}
	return ids
}

// settle publishes the drafts of the system that lack nothing any more, of the
// measures that were given and of the policies that changed: any other lacks what
// it lacked before. It brings the search index up to date and leaves the audit
// entry and the event of an import.
func (s *Service) settle(ctx context.Context, words *vocabulary, report *Imported, done importedEvent, given map[string]bool) error {
	c, err := s.loadCatalogue(ctx, s.now())
	if err != nil {
		return err
	}
	for _, r := range c.records {
		touched := given[r.ID] || slices.Contains(done.Policies, r.PolicyID)
		if open := definition.OpenOf(r.Versions); touched && open != nil && open.State == definition.Draft {
			if err := s.publishIfComplete(ctx, words, r, open, report, &done); err != nil {
				return err
			}
		}
	}
	if len(done.Published) > 0 {
		if c, err = s.loadCatalogue(ctx, s.now()); err != nil {
			return err
		}
	}
	var texts []textsearch.Document
	for _, r := range c.records {
		if r.State == definition.Published {
			report.Published++
		}
		if slices.Contains(done.Measures, r.ID) || slices.Contains(done.Policies, r.PolicyID) {
			texts = append(texts, wording.Searchable(r, words.department(r.Department)))
		}
	}
	if err := s.Search.Put(ctx, SearchKind, texts...); err != nil {
		return err
	}
	if len(done.Measures)+len(done.Policies)+len(done.Published) == 0 {
		return nil
	}
	if err := s.Audit.Record(ctx, audit.Entry{Action: "policy.imported", ObjectKind: "policy_catalogue", Object: "1", Detail: done}); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, EventImported, done)
}

func (s *Service) publishIfComplete(ctx context.Context, words *vocabulary, r *definition.Record, open *definition.Version, report *Imported, done *importedEvent) error {
	newest, err := s.Record(ctx, r.ID, r.Newest)
	if err != nil {
		return err
	}
	gaps := words.gaps(newest)
	mine := bySystem(ctx) && len(open.Authors) == 0
	if len(gaps) > 0 || !mine {
		if mine || slices.Contains(done.Measures, r.ID) {
			report.Drafts = append(report.Drafts, DraftGaps{ID: r.ID, Title: newest.Title, Gaps: gaps})
		}
		return nil
	}
	from := open.EffectiveFrom
	if from.IsZero() && definition.EverPublished(r.Versions) {
		from = s.today()
	}
	step := definition.LifeStep{Number: open.Number, From: definition.Draft, To: definition.InReview, On: s.today(), At: s.Clock.Now(), By: actor(ctx)}
	if err := s.store.Step(ctx, r.ID, step); err != nil {
		return err
	}
	step.From, step.To, step.On = definition.InReview, definition.Published, from
	done.Published = append(done.Published, r.ID)
	return s.store.Step(ctx, r.ID, step)
}
