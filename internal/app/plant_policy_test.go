package app_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/standard/civil"
)

// plantLives makes a measure in each state that the operations on versions begin
// from.
func plantLives(w *world) {
	for _, kind := range []string{"draft", "submitted", "in_force", "suspended"} {
		for _, relation := range relations[kind] {
			o, err := makeLife(kind)(w.t.Context(), w, relation)
			require.NoError(w.t, err)
			w.keep(kind, relation, o)
		}
	}
}

// makeLife returns what makes a measure in a state. Its draft was written and
// submitted by the policy editor and published by the reviewer.
func makeLife(kind string) func(context.Context, *world, string) (prooftest.Object, error) {
	return func(_ context.Context, w *world, relation string) (prooftest.Object, error) {
		if relation == prooftest.None {
			return prooftest.Object{"id": kernel.NewID(), "version": "1"}, nil
		}
		editor := w.as("policy_editor")
		id, err := w.newDraft(editor)
		if err != nil {
			return nil, err
		}
		d, err := w.Life.Draft(editor, id)
		if err != nil {
			return nil, err
		}
		made := func(d *life.Draft) prooftest.Object {
			return prooftest.Object{"id": id, "version": fmt.Sprint(d.Version.Revision)}
		}
		if kind == "draft" {
			return made(d), nil
		}
		if d, err = w.Life.Submit(editor, id, life.AnyRevision); err != nil || kind == "submitted" {
			return made(d), err
		}
		if err := w.Life.Publish(w.as("policy_reviewer"), id, life.AnyRevision, civil.Date{}); err != nil || kind == "in_force" {
			return made(d), err
		}
		return made(d), w.Life.Suspend(w.as("policy_reviewer"), id, "资金用完")
	}
}

// stock is how many drafts are written at a time: each import looks through all
// measures there are.
const stock = 50

// newDraft returns a draft that nobody has used yet.
func (w *world) newDraft(editor context.Context) (string, error) {
	if len(w.drafts) == 0 {
		texts := make([]string, stock)
		for i := range texts {
			id := fmt.Sprintf("life-%d", w.number())
			// Loans: the rows of lists of measures look at grants.
			texts[i] = strings.NewReplacer(`"kind":"grant"`, `"kind":"finance"`, "企业成长奖励 "+id, "周转贷款贴息").Replace(proofMeasure(id, "dept-a"))
			w.drafts = append(w.drafts, id)
		}
		if _, err := w.Policy.ImportMeasures(editor, strings.NewReader("["+strings.Join(texts, ",")+"]")); err != nil {
			return "", err
		}
	}
	id := w.drafts[0]
	w.drafts = w.drafts[1:]
	return id, nil
}
