package telling

import (
	"context"

	"github.com/yikou/yikou/internal/appeal/definition"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/events"
)

// onDefinitionDrafted tells those who may approve what the three rates mean that
// somebody wants another meaning.
func (a Appeals) onDefinitionDrafted(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p definition.Drafted
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	return a.toHolders(ctx, definition.PermApprove, p.By, notify.Notice{
		Reason: template.ProposalWaiting, Key: p.Draft, Link: "/desk/appeal-definitions", Data: map[string]string{"what": "调整三率口径"},
	})
}
