package library

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library/attachment"
	"github.com/yikou/yikou/internal/policy/library/source"
)

// batch is how many policies one transaction of an import writes: enough to be
// fast, few enough to let others write in between.
const batch = 50

// ImportFolder reads every document under a folder, with what its index.csv says
// about them, and publishes the new ones. A file that says what it said before
// changes nothing; of another only what it says otherwise is taken over, so that
// what the desk wrote since stays. Files that cannot be read are listed and do not
// stop the others. Of several texts with one title the later replaces the earlier.
func (s *Service) ImportFolder(ctx context.Context, folder fs.FS, said func(done, total int)) (FolderReport, error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return FolderReport{}, err
	}
	parcel, err := source.OfFolder(folder)
	if err != nil {
		return FolderReport{}, ErrFolder.Because(err)
	}
	return s.importParcel(ctx, parcel, Published, said)
}

// ImportUpload does with a file, or with the files of a ZIP archive, what
// ImportFolder does with those of a folder. What is new becomes a draft unless it
// is to be published at once.
func (s *Service) ImportUpload(ctx context.Context, filename string, content io.Reader, publish bool) (FolderReport, error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return FolderReport{}, err
	}
	data, err := io.ReadAll(io.LimitReader(content, int64(doctext.Standard().Bytes)+1))
	if err != nil {
		return FolderReport{}, err
	}
	if len(data) > doctext.Standard().Bytes {
		return FolderReport{}, doctext.ErrTooLarge
	}
	parcel, err := source.OfUpload(filename, data)
	if err != nil {
		return FolderReport{}, ErrArchive.Because(err)
	}
	state := Draft
	if publish {
		state = Published
	}
	return s.importParcel(ctx, parcel, state, nil)
}

// found is a file of an import that was read.
type found struct {
	definition.Document
	file string
	kind doctext.Kind
	// titled says that the index names it, so that it may be called otherwise now.
	titled bool
	marks  string
	// original is the file itself, of ID "" where it is not kept.
	original File
	result   FileResult
}

func (s *Service) importParcel(ctx context.Context, parcel source.Parcel, state State, said func(done, total int)) (FolderReport, error) {
	began := s.Clock.Now()
	report := FolderReport{Files: len(parcel.Names), Problems: []FolderProblem{}, Results: []FileResult{}}
	if len(parcel.Names) == 0 {
		return report, ErrFolder
	}
	index, err := parcel.Index()
	if err != nil {
		return report, ErrFolder.Because(err)
	}
	terms, err := s.Taxonomy.Terms(ctx)
	if err != nil {
		return report, err
	}
	var list []*found
	for i, name := range parcel.Names {
		f, refusal, err := s.readFile(ctx, parcel, name, index[name])
		if err != nil {
			return report, err
		}
		if f == nil {
			report.add(FileResult{File: name, Result: RefusedFile, Reasons: []string{refusal}})
		} else {
			f.Themes = terms.Codes(f.Themes)
			list = append(list, f)
		}
		if i%100 == 99 && said != nil {
			said(i+1, len(parcel.Names))
		}
	}
	known, err := s.store.Titles(ctx, true)
	if err != nil {
		return report, err
	}
	report.Replaced = relate(list, known)
	for some := range slices.Chunk(list, batch) {
		if err := s.keepBatch(ctx, parcel, some, state); err != nil {
			return report, fmt.Errorf("keep policies of a folder: %w", err)
		}
		for _, f := range some {
			report.add(f.result)
		}
	}
	slices.SortFunc(report.Results, func(a, b FileResult) int { return cmp.Compare(a.File, b.File) })
	report.Seconds = s.Clock.Now().Sub(began).Seconds()
	return report, nil
}

// readFile reads one file, or says why it is refused.
func (s *Service) readFile(ctx context.Context, parcel source.Parcel, name string, row source.Row) (f *found, refusal string, err error) {
	data, err := parcel.Read(name)
	if errors.Is(err, source.ErrLarge) {
		return nil, doctext.ErrTooLarge.Msg, nil
	}
	if err != nil {
		return nil, "文件打不开", nil //nolint:nilerr // one file that cannot be read is told in the report and stops nothing
	}
	if sum := sha256.Sum256(data); row.Hash != "" && !strings.EqualFold(row.Hash, hex.EncodeToString(sum[:])) {
		return nil, "内容与 index.csv 里的校验值（sha256）不符，文件可能不完整", nil
	}
	read, err := s.read(ctx, name, data)
	if ctx.Err() != nil {
		return nil, "", ctx.Err()
	}
	if err != nil {
		return nil, reasonOf(err), nil
	}
	f = &found{Document: source.Compose(name, row, read), file: name, kind: read.Kind, titled: row.Titled()}
	if _, err := checked(f.Document); err != nil {
		return nil, reasonOf(err), nil
	}
	f.result = FileResult{File: name, Policy: f.ID, Title: f.Title, Reasons: read.Warnings}
	return f, "", nil
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

// relate makes each text replace the one before it of the same title, here or in
// the library, and returns how many are replaced.
func relate(list []*found, known []Titled) int {
	type text struct {
		Titled
		here *found
	}
	byTitle, here := map[string][]text{}, map[string]bool{}
	key := func(title string) string { return strings.TrimPrefix(title, "中华人民共和国") }
	for _, f := range list {
		here[f.ID] = true
		byTitle[key(f.Title)] = append(byTitle[key(f.Title)], text{Titled{ID: f.ID, Title: f.Title, PublishedOn: f.PublishedOn}, f})
	}
	for _, one := range known {
		if same := byTitle[key(one.Title)]; len(same) > 0 && !here[one.ID] {
			byTitle[key(one.Title)] = append(same, text{one, nil})
		}
	}
	replaced := 0
	for _, same := range byTitle {
		slices.SortFunc(same, func(a, b text) int {
			return cmp.Or(a.PublishedOn.Compare(b.PublishedOn), cmp.Compare(a.ID, b.ID))
		})
		for i, newer := range same[1:] {
			older := same[i]
			if newer.here == nil || older.PublishedOn.IsZero() || newer.PublishedOn == older.PublishedOn {
				continue
			}
			newer.here.Relations = append(newer.here.Relations, definition.Relation{Kind: definition.Replaces, Policy: older.ID, Title: older.Title})
			replaced++
		}
	}
	return replaced
}

// keepBatch writes the policies of one transaction and says in each what became of
// it.
func (s *Service) keepBatch(ctx context.Context, parcel source.Parcel, some []*found, state State) error {
	if err := s.keepOriginals(ctx, parcel, some); err != nil {
		return err
	}
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.documents.Lock(ctx); err != nil {
			return err
		}
		ids := make([]string, len(some))
		for i, f := range some {
			ids[i] = f.ID
		}
		_, versions, err := s.documents.DocumentsOf(ctx, ids)
		if err != nil {
			return err
		}
		var changed []string
		var texts []textsearch.Document
		counts := map[Result]int{}
		for _, f := range some {
			d, e, err := s.keepOne(ctx, f, versions[f.ID], state)
			if err != nil {
				return err
			}
			counts[f.result.Result]++
			if f.result.Result != CreatedFile && f.result.Result != UpdatedFile {
				continue
			}
			changed = append(changed, d.ID)
			if e.State == Published {
				texts = append(texts, searchable(d))
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
		detail := map[string]any{"created": counts[CreatedFile], "updated": counts[UpdatedFile], "policies": changed}
		if err := s.Audit.Record(ctx, audit.Entry{Action: "policy.library_imported", ObjectKind: "policy_catalogue", Object: "1", Detail: detail}); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventChanged, changedEvent{Policies: changed})
	})
	for _, f := range some {
		if unused := err != nil || f.result.Result != CreatedFile && f.result.Result != UpdatedFile; unused && f.original.ID != "" {
			_ = s.Files.Delete(f.original.Blob) // the sweep of stray files finds what stays
		}
	}
	return err
}

// keepOriginals keeps the files of policies that are new or say something else than
// before, but no web pages: nobody takes those away as they are.
func (s *Service) keepOriginals(ctx context.Context, parcel source.Parcel, some []*found) error {
	for _, f := range some {
		f.marks = source.Marks(f.Document)
		e, known, err := s.store.Entry(ctx, f.ID, s.today())
		if err != nil {
			return err
		}
		if f.kind == doctext.HTML || known && e.imported == f.marks {
			continue
		}
		data, err := parcel.Read(f.file)
		if err != nil {
			return err
		}
		media, err := attachment.MediaOf(f.file, data)
		if err != nil {
			continue // its text was read; the file itself may not be handed out
		}
		kept, err := s.Files.Put(ctx, bytes.NewReader(data))
		if err != nil {
			return err
		}
		f.original = File{
			ID: kernel.NewID(), Policy: f.ID, Name: attachment.Name(path.Base(f.file), media), Media: media,
			Size: kept.Size, SHA256: kept.SHA256, Blob: kept.ID, By: authz.From(ctx).ID, At: s.Clock.Now(),
		}
	}
	return nil
}

// keepOne writes one policy unless its file says what it said before.
func (s *Service) keepOne(ctx context.Context, f *found, version int64, state State) (definition.Document, *Entry, error) {
	d := f.Document
	e, known, err := s.store.Entry(ctx, d.ID, s.today())
	if err != nil {
		return d, nil, err
	}
	switch {
	case !known:
		f.result.Result = CreatedFile
		e = &Entry{ID: d.ID, State: state}
		if p := authz.From(ctx); p.Kind == kernel.StaffPrincipal {
			e.Owner, e.OwnerName = p.ID, p.Name
		}
	case e.imported == f.marks:
		f.result.Result, f.result.Articles = UnchangedFile, e.Articles
		return d, e, nil
	case e.imported != "" && !f.titled && !source.SameTitle(e.imported, f.marks):
		f.result.Result = RefusedFile
		f.result.Reasons = []string{"从同名文件导入过另一份政策《" + e.Title + "》，为了不覆盖它没有导入。请给文件改个名字再导入。"}
		return d, e, nil
	default:
		f.result.Result = UpdatedFile
		standing, err := s.documents.DocumentVersion(ctx, d.ID, version)
		if err != nil {
			return d, nil, err
		}
		d = source.Merge(*standing, d, e.imported)
	}
	if f.original.ID != "" {
		d.Attachments = slices.DeleteFunc(slices.Clone(d.Attachments), func(a definition.Attachment) bool { return a.Name == f.original.Name })
		d.Attachments = append(d.Attachments, definition.Attachment{ID: f.original.ID, Name: f.original.Name})
		if err := s.store.SaveFile(ctx, f.original); err != nil {
			return d, nil, err
		}
	}
	text, err := checked(d)
	if err != nil {
		return d, nil, err
	}
	e.Version, e.Origin, e.imported = version+1, f.file, f.marks
	if err := s.documents.AddDocument(ctx, d.ID, e.Version, text, s.Clock.Now(), author(ctx)); err != nil {
		return d, nil, err
	}
	if err := s.keepRows(ctx, d, e); err != nil {
		return d, nil, err
	}
	f.result.Articles, f.result.Title = e.Articles, d.Title
	return d, e, nil
}
