package exchange

import (
	"context"
	"fmt"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/webhook"
)

// List returns every partner by name.
func (s *Service) List(ctx context.Context) ([]*Partner, error) {
	if _, err := authz.Require(ctx, PermPartners); err != nil {
		return nil, err
	}
	return s.partners(ctx)
}

// Get returns one partner, or ErrPartner.
func (s *Service) Get(ctx context.Context, id string) (*Partner, error) {
	if _, err := authz.Require(ctx, PermPartners); err != nil {
		return nil, err
	}
	return s.partner(ctx, id)
}

// Known returns one partner for the program itself, or ErrPartner.
func (s *Service) Known(ctx context.Context, id string) (*Partner, error) { return s.partner(ctx, id) }

// Add agrees with a new partner and draws its secret.
func (s *Service) Add(ctx context.Context, code string, t Terms) (*Partner, error) {
	if _, err := authz.Require(ctx, PermPartners); err != nil {
		return nil, err
	}
	if err := s.agreeable(ctx, &t); err != nil {
		return nil, err
	}
	if code = strings.ToLower(strings.TrimSpace(code)); !partnerCode.MatchString(code) {
		return nil, ErrTerms.With(errs.Field{Path: "body.code", Msg: "代码用 2 到 32 个小写字母、数字、点、横线"})
	}
	secret, err := webhook.NewSecret(s.Random)
	if err != nil {
		return nil, err
	}
	p := &Partner{ID: kernel.NewID(), Code: code, Secret: secret}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		p.agree(t)
		s.changed(ctx, p)
		p.Version = 1
		if err := s.insertPartner(ctx, p); err != nil {
			return err
		}
		return s.recorded(ctx, "appeal.partner_added", p)
	})
	if key, taken := db.UniqueViolation(err); taken && key == "appeal_partner_code_key" {
		return nil, ErrCode
	}
	return p, err
}

// Agree changes the terms with a partner that the caller saw at a version.
func (s *Service) Agree(ctx context.Context, id string, version int64, t Terms) (*Partner, error) {
	if err := s.agreeable(ctx, &t); err != nil {
		return nil, err
	}
	return s.change(ctx, id, version, "appeal.partner_changed", func(p *Partner) error {
		p.agree(t)
		return nil
	})
}

// Rotate draws a new secret for a partner; the one before counts a day longer.
func (s *Service) Rotate(ctx context.Context, id string, version int64) (*Partner, error) {
	return s.change(ctx, id, version, "appeal.partner_secret_changed", func(p *Partner) error {
		secret, err := webhook.NewSecret(s.Random)
		p.rotate(secret, s.Clock.Now())
		return err
	})
}

// agreeable checks terms before anything is changed.
func (s *Service) agreeable(ctx context.Context, t *Terms) error {
	if _, err := authz.Require(ctx, PermPartners); err != nil {
		return err
	}
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return err
	}
	return t.check(departments, s.plain)
}

func (s *Service) change(ctx context.Context, id string, version int64, action string, do func(*Partner) error) (p *Partner, err error) {
	if _, err := authz.Require(ctx, PermPartners); err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if p, err = s.partner(ctx, id); err != nil {
			return err
		}
		if p.Version != version {
			return ErrStale
		}
		if err := do(p); err != nil {
			return err
		}
		s.changed(ctx, p)
		if err := s.updatePartner(ctx, p); err != nil {
			return err
		}
		return s.recorded(ctx, action, p)
	})
	return p, err
}

func (s *Service) changed(ctx context.Context, p *Partner) {
	p.ChangedAt, p.ChangedBy = s.Clock.Now(), authz.From(ctx).Name
}

func (s *Service) recorded(ctx context.Context, action string, p *Partner) error {
	return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "appeal_partner", Object: p.ID, Detail: map[string]any{
		"code": p.Code, "endpoint": p.Endpoint, "events": p.Events, "department": p.Department, "off": p.Off,
	}})
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
