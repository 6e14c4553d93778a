package library

import (
	"context"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/doctext"
)

// SaveThemes replaces the tree of themes for a caller who saw it at a version. A
// theme that policies have cannot go.
func (s *Service) SaveThemes(ctx context.Context, terms []Term, version int64) error {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return err
	}
	for i := range terms {
		terms[i].Code, terms[i].Label = strings.TrimSpace(terms[i].Code), doctext.Clean(terms[i].Label)
	}
	if err := tree(terms).check(); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		// Nobody takes up a theme between the look and the change.
		if err := s.documents.Lock(ctx); err != nil {
			return err
		}
		used, err := s.store.UsedThemes(ctx, false)
		if err != nil {
			return err
		}
		for code := range used {
			if !slices.ContainsFunc(terms, func(t Term) bool { return t.Code == code }) {
				return ErrThemeInUse
			}
		}
		saved, err := s.store.SaveTerms(ctx, terms, version)
		if err != nil {
			return err
		}
		if !saved {
			return ErrStale
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "policy.themes_saved", ObjectKind: "policy_catalogue", Object: "1", Detail: map[string]any{"themes": len(terms)}})
	})
}

// SeedThemes fills an empty tree with the themes that the program ships.
func (s *Service) SeedThemes(ctx context.Context) error {
	terms, version, err := s.store.Terms(ctx)
	if err != nil || len(terms) > 0 || version != 1 {
		return err
	}
	return s.SaveThemes(ctx, shipped(), version)
}

// shipped are the themes of a fresh instance: what policies for enterprises
// usually are about, in two levels. An office changes them as it likes.
func shipped() []Term {
	return []Term{
		{"funding", "", "资金支持"}, {"funding-grant", "funding", "补助奖励"}, {"funding-tax", "funding", "税费减免"}, {"funding-loan", "funding", "融资信贷"},
		{"growth", "", "创新发展"}, {"growth-rd", "growth", "研发创新"}, {"growth-digital", "growth", "数字化转型"}, {"growth-green", "growth", "绿色低碳"}, {"growth-brand", "growth", "品牌质量"},
		{"people", "", "人才用工"}, {"people-talent", "people", "人才引进"}, {"people-jobs", "people", "稳岗就业"},
		{"market", "", "市场开拓"}, {"market-trade", "market", "外贸外资"}, {"market-consume", "market", "消费流通"},
		{"base", "", "要素保障"}, {"base-land", "base", "用地用房"}, {"base-energy", "base", "用能用水"},
		{"env", "", "营商环境"}, {"env-law", "env", "法律法规"}, {"env-service", "env", "政务服务"},
	}
}
