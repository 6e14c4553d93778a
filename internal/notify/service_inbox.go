package notify

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/template"
)

// Item is a notice in its owner's inbox.
type Item struct {
	ID string
	// Reason is the key; Label and Group say it to people.
	Reason, Label string
	Group         template.Group
	Title, Text   string
	// Link is the page that the notice is about, as a path, empty if none.
	Link string
	// Times is how often it happened on that day.
	Times int64
	// At is when it was shown; ReadAt is zero while it is unread.
	At, ReadAt time.Time
}

// Inbox returns a page of the caller's own notices, the newest first.
func (s *Service) Inbox(ctx context.Context, unread bool, page kernel.Page) (kernel.Rows[Item], error) {
	r, err := me(ctx)
	if err != nil {
		return kernel.Rows[Item]{}, err
	}
	rows, err := s.listInbox(ctx, r.owner(), unread, page)
	if err != nil {
		return kernel.Rows[Item]{}, err
	}
	out := kernel.Rows[Item]{Items: make([]Item, len(rows.Items)), Total: rows.Total, Next: rows.Next}
	for i, row := range rows.Items {
		reason, _ := template.Find(row.Reason)
		item := Item{ID: row.ID, Reason: row.Reason, Label: reason.Label, Group: reason.Group, Link: row.Link, Times: row.Times, At: row.ShownAt, ReadAt: row.ReadAt}
		if item.Title, err = s.Seal.Open(shownPlace("title", row.ID), row.Title); err != nil {
			return out, err
		}
		if item.Text, err = s.Seal.Open(shownPlace("text", row.ID), row.Text); err != nil {
			return out, err
		}
		out.Items[i] = item
	}
	return out, nil
}

// Unread returns how many of the caller's own notices are unread.
func (s *Service) Unread(ctx context.Context) (int64, error) {
	r, err := me(ctx)
	if err != nil {
		return 0, err
	}
	return s.countUnread(ctx, r.owner())
}

// Read marks one of the caller's own notices as read. It fails with ErrNotFound
// for any other.
func (s *Service) Read(ctx context.Context, id string) error {
	r, err := me(ctx)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		found, read, err := s.noticeOf(ctx, r.owner(), id)
		if err != nil || read {
			return err
		}
		if !found {
			return ErrNotFound
		}
		if _, err := s.readNotices(ctx, r.owner(), id, ""); err != nil {
			return err
		}
		return s.recorded(ctx, "notify.read", id, nil)
	})
}

// ReadAll marks the caller's own notices as read, up to and including the newest
// that they saw, and returns how many.
func (s *Service) ReadAll(ctx context.Context, newest string) (n int64, err error) {
	r, err := me(ctx)
	if err != nil {
		return 0, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if n, err = s.readNotices(ctx, r.owner(), "", newest); err != nil || n == 0 {
			return err
		}
		return s.recorded(ctx, "notify.read_all", r.ID, map[string]any{"count": n})
	})
	return n, err
}
