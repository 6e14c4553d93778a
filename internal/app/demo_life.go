package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/standard/civil"
)

// demoDrafts are measures of the demo city of which another version is being made:
// what it changes, and how far it has come.
var demoDrafts = []struct {
	measure, member, value string
	submitted, published   bool
}{
	{"wz-cloud", "time_limit", "", false, false},
	{"wz-equipment", "time_limit", "3个工作日", true, false},
	{"wz-logistics-grade", "payment_term", "7个工作日", true, true},
}

// demoLives has the policy editor of the demo city write second versions, and the
// reviewer publish one of them from the first day of next year.
func (a *App) demoLives(ctx context.Context) error {
	editor, err := a.demoPerson(ctx, "zhengce", policy.PermRead, policy.PermEdit)
	if err != nil {
		return err
	}
	reviewer, err := a.demoPerson(ctx, "fuhe", policy.PermReview)
	if err != nil {
		return err
	}
	next, err := civil.New(civil.Of(a.Clock.Now().In(civil.Beijing)).Year()+1, time.January, 1)
	if err != nil {
		return err
	}
	for _, d := range demoDrafts {
		made, err := a.Policy.Record(ctx, d.measure, 0)
		if err != nil {
			return err
		}
		if made.Newest > 1 { // the step was cut short before
			continue
		}
		err = a.DB.InTx(ctx, func(ctx context.Context) error {
			draft, err := a.Life.Start(authz.With(ctx, editor), d.measure)
			if err != nil {
				return err
			}
			text, err := rewritten(draft.Record.Rule.Source, d.member, d.value)
			if err != nil {
				return err
			}
			if _, err := a.Life.Save(authz.With(ctx, editor), d.measure, draft.Version.Revision, text); err != nil || !d.submitted {
				return err
			}
			if _, err := a.Life.Submit(authz.With(ctx, editor), d.measure, life.AnyRevision); err != nil || !d.published {
				return err
			}
			return a.Life.Publish(authz.With(ctx, reviewer), d.measure, life.AnyRevision, next)
		})
		if err != nil {
			return fmt.Errorf("%s: %w", d.measure, err)
		}
	}
	return nil
}

// demoPerson is a member of staff of the demo city with some permissions.
func (a *App) demoPerson(ctx context.Context, login string, permissions ...authz.Permission) (kernel.Principal, error) {
	s, found, err := a.Account.StaffByLogin(ctx, login)
	if err != nil {
		return kernel.Principal{}, err
	}
	if !found {
		return kernel.Principal{}, errors.New("no member of staff " + login)
	}
	p := kernel.Principal{Kind: kernel.StaffPrincipal, ID: s.ID, Name: s.Name, Grants: map[string]kernel.Reach{}}
	for _, one := range permissions {
		p.Grants[string(one)] = kernel.ReachAll
	}
	return p, nil
}

// rewritten is a definition with one of its members said otherwise.
func rewritten(definition []byte, member, value string) ([]byte, error) {
	var members map[string]any
	if err := json.Unmarshal(definition, &members); err != nil {
		return nil, err
	}
	members[member] = value
	return json.Marshal(members)
}
