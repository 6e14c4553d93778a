package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library/source"
)

// FolderReport says what the import of a folder did.
type FolderReport struct {
	Files     int             `json:"files"`
	Accepted  int             `json:"accepted"`
	Created   int             `json:"created"`
	Updated   int             `json:"updated"`
	Unchanged int             `json:"unchanged"`
	Warned    int             `json:"warned"`
	Refused   int             `json:"refused"`
	Articles  int64           `json:"articles"`
	Replaced  int             `json:"replaced"`
	Seconds   float64         `json:"seconds"`
	Problems  []FolderProblem `json:"problems"`
}

// FolderProblem is something wrong with one file.
type FolderProblem struct {
	File   string `json:"file"`
	Level  string `json:"level"`
	Reason string `json:"reason"`
}

// batch is how many policies one transaction of an import writes: enough to be
// fast, few enough to let others write in between.
const batch = 50

// ImportFolder reads every document under a folder, with what its index.csv says
// about them, and publishes them. A file that was imported before with the same
// content changes nothing; another content is a new version. Files that cannot be
// read are listed and do not stop the others. Of several texts with one title the
// latest replaces the others.
func (s *Service) ImportFolder(ctx context.Context, folder fs.FS, said func(done, total int)) (FolderReport, error) {
	began := s.Clock.Now()
	report := FolderReport{Problems: []FolderProblem{}}
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return report, err
	}
	names, err := source.List(folder)
	if err != nil {
		return report, ErrFolder.Because(err)
	}
	if len(names) == 0 {
		return report, ErrFolder
	}
	index := map[string]source.Row{}
	if data, err := fs.ReadFile(folder, "index.csv"); err == nil {
		if index, err = source.ReadIndex(data); err != nil {
			return report, ErrFolder.Because(err)
		}
	}
	terms, _, err := s.store.Terms(ctx)
	if err != nil {
		return report, err
	}
	report.Files = len(names)
	var found []definition.Document
	origins := map[string]string{}
	for i, name := range names {
		d, err := s.readFile(ctx, folder, name, index[name], &report)
		if err != nil {
			return report, err
		}
		if d != nil {
			d.Themes = tree(terms).codes(d.Themes)
			found = append(found, *d)
			origins[d.ID] = name
		}
		if i%100 == 99 && said != nil {
			said(i+1, len(names))
		}
	}
	report.Replaced = relate(found)
	for some := range slices.Chunk(found, batch) {
		if err := s.keepBatch(ctx, some, origins, &report); err != nil {
			return report, err
		}
	}
	report.Seconds = s.Clock.Now().Sub(began).Seconds()
	return report, nil
}

// readFile reads one file; nil when it is refused, which the report then says.
func (s *Service) readFile(ctx context.Context, folder fs.FS, name string, row source.Row, report *FolderReport) (*definition.Document, error) {
	refuse := func(reason string) {
		report.Refused++
		report.Problems = append(report.Problems, FolderProblem{name, "refusal", reason})
	}
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		refuse("文件打不开")
		return nil, nil //nolint:nilerr // one file that cannot be read is told in the report and stops nothing
	}
	if sum := sha256.Sum256(data); row.Hash != "" && !strings.EqualFold(row.Hash, hex.EncodeToString(sum[:])) {
		refuse("内容与 index.csv 里的校验值（sha256）不符，文件可能不完整")
		return nil, nil
	}
	read, err := doctext.Extract(ctx, name, data)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		refuse(reasonOf(err))
		return nil, nil
	}
	for _, warning := range read.Warnings {
		report.Warned++
		report.Problems = append(report.Problems, FolderProblem{name, "warning", warning})
	}
	d := source.Compose(name, row, read)
	if _, err := checked(d); err != nil {
		refuse(reasonOf(err))
		return nil, nil
	}
	return &d, nil
}

// reasonOf is the sentence of a refusal, with what exactly is wrong.
func reasonOf(err error) string {
	e, is := errors.AsType[*errs.Error](err)
	if !is {
		return "读不出内容"
	}
	words := []string{e.Msg}
	for _, f := range e.Fields {
		words = append(words, f.Msg)
	}
	return strings.Join(words, " ")
}

// relate makes the latest of several texts with one title replace the others, and
// returns how many are replaced.
func relate(found []definition.Document) int {
	latest := map[string]int{}
	replaced := 0
	for i := range found {
		title := strings.TrimPrefix(found[i].Title, "中华人民共和国")
		j, twice := latest[title]
		if !twice {
			latest[title] = i
			continue
		}
		older, newer := j, i
		if found[i].PublishedOn.Before(found[j].PublishedOn) {
			older, newer = i, j
		}
		if found[newer].PublishedOn == found[older].PublishedOn {
			continue
		}
		found[newer].Relations = append(found[newer].Relations, definition.Relation{Kind: definition.Replaces, Policy: found[older].ID, Title: found[older].Title})
		replaced++
		latest[title] = newer
	}
	return replaced
}

// keepBatch writes the policies of one transaction.
func (s *Service) keepBatch(ctx context.Context, some []definition.Document, origins map[string]string, report *FolderReport) error {
	var now FolderReport
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		now = FolderReport{}
		if err := s.documents.Lock(ctx); err != nil {
			return err
		}
		ids := make([]string, len(some))
		for i, d := range some {
			ids[i] = d.ID
		}
		bodies, versions, err := s.documents.DocumentsOf(ctx, ids)
		if err != nil {
			return err
		}
		var changed []string
		var texts []textsearch.Document
		for _, d := range some {
			e, fresh, err := s.keepOne(ctx, d, bodies[d.ID], versions[d.ID], origins[d.ID], &now)
			if err != nil {
				return err
			}
			if fresh {
				changed = append(changed, d.ID)
				if e.State == Published {
					texts = append(texts, searchable(d))
				}
			}
		}
		if len(changed) == 0 {
			return nil
		}
		if err := s.Search.Put(ctx, SearchKind, texts...); err != nil {
			return err
		}
		if err := s.Catalogue.PoliciesChanged(ctx, changed); err != nil {
			return err
		}
		detail := map[string]any{"created": now.Created, "updated": now.Updated, "policies": changed}
		if err := s.Audit.Record(ctx, audit.Entry{Action: "policy.library_imported", ObjectKind: "policy_catalogue", Object: "1", Detail: detail}); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventChanged, changedEvent{Policies: changed})
	})
	if err != nil {
		return fmt.Errorf("keep policies of a folder: %w", err)
	}
	report.Created, report.Updated, report.Unchanged = report.Created+now.Created, report.Updated+now.Updated, report.Unchanged+now.Unchanged
	report.Accepted += now.Created + now.Updated + now.Unchanged
	report.Articles += now.Articles
	return nil
}

// keepOne writes one policy unless it is there as it is; fresh says that it was
// written.
func (s *Service) keepOne(ctx context.Context, d definition.Document, body string, version int64, origin string, now *FolderReport) (e *Entry, fresh bool, err error) {
	text, err := checked(d)
	if err != nil {
		return nil, false, err
	}
	e, found, err := s.store.Entry(ctx, d.ID, s.today())
	if err != nil {
		return nil, false, err
	}
	if found && definition.SameJSON([]byte(body), []byte(text)) {
		now.Unchanged++
		now.Articles += e.Articles
		return e, false, nil
	}
	if !found {
		e = &Entry{ID: d.ID, State: Published}
	}
	if version == 0 {
		now.Created++
	} else {
		now.Updated++
	}
	e.Version, e.Origin, e.ReviewedOn = version+1, origin, s.today()
	if err := s.documents.AddDocument(ctx, d.ID, e.Version, text, s.Clock.Now(), "系统"); err != nil {
		return nil, false, err
	}
	if err := s.keepRows(ctx, d, e); err != nil {
		return nil, false, err
	}
	now.Articles += e.Articles
	return e, true, nil
}
