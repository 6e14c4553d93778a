package app_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library/subscription"
)

// plantLibrary has a policy that the public may read and one that it may not, each
// with a file. The policy that the measures rest on is there already.
func plantLibrary(w *world) {
	w.keep("policy", "imported", prooftest.Object{"id": "p1"})
	for kind, make := range map[string]func(context.Context, *world, string) (prooftest.Object, error){"policy": makePolicy, "wish": makeWish, "subscription": makeSubscription} {
		for _, relation := range relations[kind] {
			o, err := make(w.t.Context(), w, relation)
			require.NoError(w.t, err)
			w.keep(kind, relation, o)
		}
	}
}

// makePolicy writes a policy with a file; one's own is published.
func makePolicy(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "file": kernel.NewID(), "version": "1"}, nil
	}
	read, err := w.Library.Upload(w.system(), "申请表.txt", strings.NewReader("第一条 申请。"), true)
	if err != nil {
		return nil, err
	}
	v, err := w.Library.Create(w.system(), definition.Document{
		Title: fmt.Sprintf("成长办法 %d", w.number()), Level: definition.District, Text: read.Text,
		Attachments: []definition.Attachment{{ID: read.File.ID, Name: read.File.Name}},
	}, "")
	if err != nil {
		return nil, err
	}
	if relation == "own" {
		_, err = w.Library.Publish(w.system(), v.Entry.ID, v.Entry.Version)
	}
	return prooftest.Object{"id": v.Entry.ID, "file": read.File.ID, "version": fmt.Sprint(v.Entry.Version)}, err
}

func (w *world) firmOf(relation string) string {
	if relation == prooftest.None {
		return "91390102MA0000000X"
	}
	return w.firms[relation]
}

// makeWish is something new that a firm may want to hear of.
func makeWish(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	return prooftest.Object{"uscc": w.firmOf(relation), "keyword": fmt.Sprintf("技改%d", w.number())}, nil
}

// makeSubscription subscribes a firm; the one that is not there is of a firm that
// is.
func makeSubscription(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"uscc": w.firms["own"], "id": kernel.NewID()}, nil
	}
	list, err := w.Subscriptions.List(w.system(), w.firms[relation])
	if err != nil {
		return nil, err
	}
	for _, old := range list[:max(0, len(list)-10)] {
		if err := w.Subscriptions.Unsubscribe(w.system(), old.USCC, old.ID); err != nil {
			return nil, err
		}
	}
	made, err := w.Subscriptions.Subscribe(w.system(), subscription.Subscription{USCC: w.firms[relation], Keyword: fmt.Sprintf("补助%d", w.number())})
	return prooftest.Object{"uscc": made.USCC, "id": made.ID}, err
}
