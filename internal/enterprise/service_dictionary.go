package enterprise

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/yikou/yikou/internal/enterprise/sheet"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Dictionary returns every fact key that the instance knows.
func (s *Service) Dictionary(ctx context.Context) (Dictionary, error) { return s.store.dictionary(ctx) }

// KeyReport says what became of a file of fact keys.
type KeyReport struct {
	Rows      int `json:"rows"`
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
}

// keyEntry is one entry of a dictionary file.
type keyEntry struct {
	Key      string   `json:"key"`
	Label    string   `json:"label"`
	Kind     Kind     `json:"kind"`
	Unit     string   `json:"unit"`
	Periodic bool     `json:"periodic"`
	Help     string   `json:"help"`
	Options  []Option `json:"options"`
}

// dictionaryLimit is the largest dictionary file, in bytes. A guess.
const dictionaryLimit = 16 << 20

// ImportFactKeys adds keys to the fact dictionary from a JSON list, or from a
// table with the columns key, label, kind, unit, periodic, help and options
// ("code=名称|code=名称"). Keys that are there get the new definition; built-in
// ones cannot change, but an entry `qualification` with options adds
// qualifications. All or nothing.
func (s *Service) ImportFactKeys(ctx context.Context, src io.ReaderAt, size int64) (KeyReport, error) {
	if _, err := authz.Require(ctx, PermDictionary); err != nil {
		return KeyReport{}, err
	}
	entries, err := s.readKeys(ctx, src, size)
	if err != nil {
		return KeyReport{}, err
	}
	report := KeyReport{}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		report = KeyReport{Rows: len(entries)}
		known, err := s.store.dictionary(ctx)
		if err != nil {
			return err
		}
		for n, e := range entries {
			if err := s.saveEntry(ctx, known, n+1, e, &report); err != nil {
				return err
			}
		}
		if report.Created+report.Updated == 0 {
			return nil
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "enterprise.dictionary_imported", ObjectKind: "enterprise_fact_key", Detail: report})
	})
	return report, err
}

func (s *Service) saveEntry(ctx context.Context, known Dictionary, n int, e keyEntry, report *KeyReport) error {
	old, exists := known.Find(e.Key)
	if exists && old.Kind == KindQualification {
		return s.saveQualifications(ctx, old, e.Options, report)
	}
	k := Key{Key: e.Key, Label: strings.TrimSpace(e.Label), Kind: e.Kind, Unit: e.Unit, Periodic: e.Periodic, Help: e.Help, Options: e.Options}
	if len(k.Options) == 0 {
		k.Options = nil
	}
	if len(old.Options) == 0 {
		old.Options = nil
	}
	switch reason := k.Check(); {
	case reason != "":
		return dictionaryError(n, e.Key, reason)
	case exists && old.BuiltIn && (old.Kind != k.Kind || old.Periodic != k.Periodic):
		return dictionaryError(n, e.Key, "是内置的事实，不能改类型和年度")
	case exists && old.BuiltIn, exists && reflect.DeepEqual(old, k):
		report.Unchanged++
		return nil
	case exists && (old.Kind != k.Kind || old.Periodic != k.Periodic):
		return dictionaryError(n, e.Key, "已有登记的数据，不能改类型和年度")
	case exists:
		report.Updated++
	default:
		report.Created++
	}
	return s.store.saveKey(ctx, k, newStamp(s.Clock.Now()))
}

func (s *Service) saveQualifications(ctx context.Context, old Key, options []Option, report *KeyReport) error {
	changed := false
	for _, o := range options {
		if !codeForm.MatchString(o.Value) || o.Label == "" {
			return dictionaryError(0, "qualification", "资质要有代码（小写字母、数字、下划线）和名称")
		}
		if old.OptionLabel(o.Value) != o.Value {
			continue
		}
		changed = true
		if err := s.store.saveQualification(ctx, o); err != nil {
			return err
		}
	}
	if changed {
		report.Updated++
	} else {
		report.Unchanged++
	}
	return nil
}

func dictionaryError(n int, key, reason string) error {
	return errs.Newf(ErrDictionary.Kind, ErrDictionary.Code, "事实字典第 %d 项“%s”%s，没有导入任何内容。请改正后再导入。", n, clipped(key, 30), reason)
}

func (s *Service) readKeys(ctx context.Context, src io.ReaderAt, size int64) ([]keyEntry, error) {
	if size > dictionaryLimit {
		return nil, sheet.ErrTooLarge
	}
	content := make([]byte, size)
	if _, err := src.ReadAt(content, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read dictionary: %w", err)
	}
	if trimmed := bytes.TrimSpace(bytes.TrimPrefix(content, []byte("\ufeff"))); len(trimmed) > 0 && trimmed[0] == '[' {
		var entries []keyEntry
		decoder := json.NewDecoder(bytes.NewReader(trimmed))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&entries); err != nil {
			return nil, ErrDictionary.Because(err)
		}
		return entries, nil
	}
	r, err := sheet.Open(ctx, src, size, s.TempDir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return keyRows(r)
}

// keyColumns are the headers of a dictionary file in the order of keyEntry.
var keyColumns = [...][]string{
	{"key", "代号"}, {"label", "名称"}, {"kind", "类型"}, {"unit", "单位"}, {"periodic", "分年度"}, {"help", "说明"}, {"options", "可选值"},
}

func keyRows(r *sheet.Reader) (entries []keyEntry, err error) {
	var at [len(keyColumns)]int
	for c, names := range keyColumns {
		at[c] = -1
		for i, title := range r.Header() {
			if plain, _ := plainTitle(title); plain == names[0] || plain == names[1] {
				at[c] = i
			}
		}
	}
	if at[0] < 0 || at[1] < 0 || at[2] < 0 {
		return nil, errs.New(ErrHeader.Kind, ErrHeader.Code, "表头要有 key（代号）、label（名称）、kind（类型）三列，没有导入任何内容。")
	}
	for {
		n, cells, err := r.Next()
		if errors.Is(err, io.EOF) {
			return entries, nil
		}
		if err != nil {
			return nil, err
		}
		get := func(c int) string {
			if at[c] < 0 || at[c] >= len(cells) {
				return ""
			}
			return clean(cells[at[c]])
		}
		e := keyEntry{Key: get(0), Label: get(1), Kind: Kind(get(2)), Unit: get(3), Help: get(5)}
		if text := get(4); text != "" {
			value, err := canonicalBool(text)
			if err != nil {
				return nil, dictionaryError(int(n), e.Key, "的“分年度”"+err.Error())
			}
			e.Periodic = value == "true"
		}
		for _, o := range strings.FieldsFunc(get(6), func(r rune) bool { return r == '|' || r == '；' || r == ';' }) {
			value, label, _ := strings.Cut(o, "=")
			e.Options = append(e.Options, Option{Value: strings.TrimSpace(value), Label: strings.TrimSpace(label)})
		}
		entries = append(entries, e)
	}
}
