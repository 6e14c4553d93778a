package app

import (
	"context"
	"errors"
	"strings"

	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/library/subscription"
	"github.com/yikou/yikou/internal/standard/civil"
)

// demoOrphan is a policy of the demo city whose basis was repealed.
const demoOrphan = "wz-2025-19"

// demoLibrary has the policy editor of the demo city answer for a policy that is
// due, write one with a file and another that is not public yet, and some firms
// subscribe.
func (a *App) demoLibrary(ctx context.Context) error {
	for _, w := range demo.Subscriptions() {
		_, err := a.Subscriptions.Subscribe(ctx, subscription.Subscription{USCC: w.USCC, Industry: w.Industry, Size: w.Size, Keyword: w.Keyword})
		if err != nil && !errors.Is(err, subscription.ErrTwice) {
			return err
		}
	}
	orphan, err := a.Library.Get(ctx, demoOrphan)
	if err != nil || orphan.Owner != "" { // the step was done before
		return err
	}
	editor, err := a.demoPerson(ctx, "zhengce", policy.PermRead, library.PermEdit)
	if err != nil {
		return err
	}
	ctx = authz.With(ctx, editor)
	return a.DB.InTx(ctx, func(ctx context.Context) error {
		if _, err := a.Library.Reviewed(ctx, demoOrphan, orphan.Entry.Version); err != nil {
			return err
		}
		return a.demoPolicies(ctx)
	})
}

// demoPolicies writes what the policy editor of the demo city wrote by hand.
func (a *App) demoPolicies(ctx context.Context) error {
	today := civil.Of(a.Clock.Now().In(civil.Beijing))
	for _, p := range demo.HandwrittenPolicies() {
		d := definition.Document{
			Title: p.Title, Level: definition.District, Issuers: []string{p.Issuer}, PublishedOn: today, Text: p.Text, Themes: []string{p.Theme},
			Relations: []definition.Relation{{Kind: definition.Implements, Policy: p.Basis}},
		}
		if p.File != "" {
			kept, err := a.Library.Upload(ctx, p.File, strings.NewReader(p.Content), false)
			if err != nil {
				return err
			}
			d.Attachments = []definition.Attachment{{ID: kept.File.ID, Name: kept.File.Name}}
		}
		made, err := a.Library.Create(ctx, d, "")
		if err != nil || p.File == "" {
			return err
		}
		if _, err := a.Library.Publish(ctx, made.Entry.ID, made.Entry.Version); err != nil {
			return err
		}
	}
	return nil
}
