package enterprise

import (
	"context"
	"io"
	"reflect"

	"github.com/yikou/yikou/internal/enterprise/intake"
	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Dictionary returns every fact key that the instance knows.
func (s *Service) Dictionary(ctx context.Context) (Dictionary, error) { return s.store.Dictionary(ctx) }

// KeyReport says what became of a file of fact keys.
type KeyReport struct {
	Rows      int `json:"rows"`
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
}

// ImportFactKeys adds keys to the fact dictionary from a JSON list, or from a
// table with the columns key, label, kind, unit, periodic, help and options
// ("code=名称|code=名称"). Keys that are there get the new definition; built-in
// ones cannot change, but an entry `qualification` with options adds
// qualifications. All or nothing.
func (s *Service) ImportFactKeys(ctx context.Context, src io.ReaderAt, size int64) (KeyReport, error) {
	if _, err := authz.Require(ctx, PermDictionary); err != nil {
		return KeyReport{}, err
	}
	entries, err := intake.ReadKeys(ctx, src, size, s.TempDir)
	if err != nil {
		return KeyReport{}, err
	}
	report := KeyReport{}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		report = KeyReport{Rows: len(entries)}
		known, err := s.store.Dictionary(ctx)
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

func (s *Service) saveEntry(ctx context.Context, known Dictionary, n int, e Key, report *KeyReport) error {
	old, exists := known.Find(e.Key)
	if exists && old.Kind == KindQualification {
		return s.saveQualifications(ctx, old, e.Options, report)
	}
	k := e
	k.BuiltIn = false
	if len(k.Options) == 0 {
		k.Options = nil
	}
	if len(old.Options) == 0 {
		old.Options = nil
	}
	switch reason := k.Check(); {
	case reason != "":
		return intake.RefuseKey(n, e.Key, reason)
	case exists && old.BuiltIn && (old.Kind != k.Kind || old.Periodic != k.Periodic):
		return intake.RefuseKey(n, e.Key, "是内置的事实，不能改类型和年度")
	case exists && old.BuiltIn, exists && reflect.DeepEqual(old, k):
		report.Unchanged++
		return nil
	case exists && (old.Kind != k.Kind || old.Periodic != k.Periodic):
		return intake.RefuseKey(n, e.Key, "已有登记的数据，不能改类型和年度")
	case exists:
		report.Updated++
	default:
		report.Created++
	}
	return s.store.SaveKey(ctx, k, store.NewStamp(s.Clock.Now()))
}

func (s *Service) saveQualifications(ctx context.Context, old Key, options []Option, report *KeyReport) error {
	changed := false
	for _, o := range options {
		if !record.IsCode(o.Value) || o.Label == "" {
			return intake.RefuseKey(0, "qualification", "资质要有代码（小写字母、数字、下划线）和名称")
		}
		if old.OptionLabel(o.Value) != o.Value {
			continue
		}
		changed = true
		if err := s.store.SaveQualification(ctx, o); err != nil {
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
