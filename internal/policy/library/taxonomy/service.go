package taxonomy

import (
	"context"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/policy/storage"
)

// The permissions that this package asks for; package library and package policy
// declare them.
const (
	permEdit authz.Permission = "policy.library.edit"
	permRead authz.Permission = "policy.read"
)

// Service holds the use cases of themes. It is safe for concurrent use.
type Service struct {
	db    *db.DB
	audit *audit.Log
	store store
}

// New returns the service.
func New(d *db.DB, log *audit.Log) *Service { return &Service{d, log, store{d}} }

// Terms returns the tree.
func (s *Service) Terms(ctx context.Context) (Tree, error) {
	terms, _, err := s.store.Terms(ctx)
	return terms, err
}

// List returns the tree, how many policies each theme has that the caller may see,
// and the version of the tree.
func (s *Service) List(ctx context.Context) (Tree, map[string]int64, int64, error) {
	terms, version, err := s.store.Terms(ctx)
	if err != nil {
		return nil, nil, 0, err
	}
	used, err := s.store.Used(ctx, !authz.Can(authz.From(ctx), permRead))
	return terms, used, version, err
}

// Save replaces the tree of themes for a caller who saw it at a version. A
// theme that policies have cannot go.
func (s *Service) Save(ctx context.Context, terms []Term, version int64) error {
	if _, err := authz.Require(ctx, permEdit); err != nil {
		return err
	}
	for i := range terms {
		terms[i].Code, terms[i].Label = strings.TrimSpace(terms[i].Code), doctext.Clean(terms[i].Label)
	}
	if err := Tree(terms).check(); err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context) error {
		// Nobody takes up a theme between the look and the change.
		if err := storage.New(s.db).Lock(ctx); err != nil {
			return err
		}
		used, err := s.store.Used(ctx, false)
		if err != nil {
			return err
		}
		for code := range used {
			if !slices.ContainsFunc(terms, func(t Term) bool { return t.Code == code }) {
				return ErrInUse
			}
		}
		saved, err := s.store.Save(ctx, terms, version)
		if err != nil {
			return err
		}
		if !saved {
			return ErrStale
		}
		return s.audit.Record(ctx, audit.Entry{Action: "policy.themes_saved", ObjectKind: "policy_catalogue", Object: "1", Detail: map[string]any{"themes": len(terms)}})
	})
}

// Seed fills an empty tree with the themes that the program ships.
func (s *Service) Seed(ctx context.Context) error {
	terms, version, err := s.store.Terms(ctx)
	if err != nil || len(terms) > 0 || version != 1 {
		return err
	}
	return s.Save(ctx, shipped(), version)
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
