package app_test

import (
	"context"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
)

const planted = "disclosure.revealed"

// plantNotices tells everybody something; to each, another's notice is the
// neighbour's. What the building of the world itself told people is dropped.
func plantNotices(w *world) {
	w.told()
	for _, table := range []string{"notify_delivery", "notify_notice"} {
		_, err := w.DB.Exec(w.t.Context(), `DELETE FROM `+table)
		require.NoError(w.t, err)
	}
	for role := range w.actors {
		if role == expired {
			continue
		}
		p := authz.From(w.as(role))
		require.NoError(w.t, w.Notify.Notify(w.system(), notify.Notice{
			Reason: planted, Recipient: notify.Recipient{Kind: p.Kind, ID: p.ID}, Link: "/my",
			Data: map[string]string{"enterprise": "示例", "who": "李样例", "why": "核对", "at": "2026-11-21T10:00:00+08:00"},
		}))
	}
	w.told()
	for role := range w.actors {
		if role == expired {
			continue
		}
		page, err := w.Notify.Inbox(w.as(role), true, kernel.Page{Limit: 10})
		require.NoError(w.t, err)
		require.Len(w.t, page.Items, 1, role)
		w.keep("notice", "own of "+role, prooftest.Object{"id": page.Items[0].ID})
		if role == neighbour {
			w.keep("notice", "another", prooftest.Object{"id": page.Items[0].ID})
		}
		if role == "clerk" {
			w.keep("notice", "own", prooftest.Object{"id": page.Items[0].ID})
		}
	}
	w.keep("notice", prooftest.None, prooftest.Object{"id": kernel.NewID()})
	for _, relation := range []string{"failed", prooftest.None} {
		o, err := makeDelivery(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("delivery", relation, o)
	}
}

// makeDelivery makes a delivery that has failed.
func makeDelivery(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	id := kernel.NewID()
	if relation == prooftest.None {
		return prooftest.Object{"id": id}, nil
	}
	now := db.At(w.clock.Now())
	if _, err := w.DB.Exec(ctx, `INSERT INTO notify_notice (id, reason, subject, owner, day, times, data_sealed, link, title_sealed, text_sealed, created_at, dispatched_at)
		VALUES (?, 'import.finished', ?, 'staff:nobody', '2026-11-21', 1, '', '', '', '', ?, ?)`, id, id, now, now); err != nil {
		return nil, err
	}
	_, err := w.DB.Exec(ctx, `INSERT INTO notify_delivery (id, notice, reason, owner, channel, state, template_version, address_sealed, content_sealed,
			attempts, provider_id, failure, created_at, expires_at, ended_at, version)
		VALUES (?, ?, 'import.finished', 'staff:nobody', 'sms', 'failed', 0, '', 'x', 1, '', 'HTTP 500', ?, ?, ?, 1)`, id, id, now, now, now)
	return prooftest.Object{"id": id}, err
}

// told waits until everything that happened has been told.
func (w *world) told() {
	require.Eventually(w.t, func() bool {
		var waiting int
		err := w.DB.QueryRow(w.t.Context(), `SELECT count(*) FROM river_job WHERE state NOT IN ('completed', 'cancelled', 'discarded')
			AND kind IN ('events.deliver', 'notify.dispatch', 'notify.send', 'policy.match', 'policy.reach', 'deadline.follow')`).Scan(&waiting)
		return err == nil && waiting == 0
	}, 60*time.Second, 20*time.Millisecond)
}
