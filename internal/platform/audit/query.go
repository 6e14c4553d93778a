package audit

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
)

// Filter narrows a list of entries; empty fields do not.
type Filter struct {
	// From is included, Until is not.
	From, Until time.Time
	// Actor is the ID of who did it, ActorName a part of the name.
	Actor, ActorName string
	// Action is whole ("account.logged_in") or a module ("account").
	Action             string
	ObjectKind, Object string
	Request            string
}

// Written is an entry as it stands in the chain.
type Written struct {
	Seq                         int64
	At                          time.Time
	ActorKind, Actor, ActorName string
	Request                     string
	Action, Label               string
	ObjectKind, Object          string
	Detail                      map[string]any
	Hash                        string
}

// condition is the WHERE clause of the filter.
func (f Filter) condition() (string, []any) {
	var parts []string
	var args []any
	add := func(condition string, values ...any) {
		parts, args = append(parts, condition), append(args, values...)
	}
	for _, equal := range []struct{ condition, value string }{
		{"actor = ?", f.Actor}, {"object_kind = ?", f.ObjectKind}, {"object = ?", f.Object}, {"request = ?", f.Request},
	} {
		if equal.value != "" {
			add(equal.condition, equal.value)
		}
	}
	if !f.From.IsZero() {
		add("at >= ?", db.At(f.From))
	}
	if !f.Until.IsZero() {
		add("at < ?", db.At(f.Until))
	}
	switch {
	case strings.Contains(f.Action, "."):
		add("action = ?", f.Action)
	case f.Action != "":
		add("action >= ? AND action < ?", f.Action+".", f.Action+"/") // "/" follows "."
	}
	if f.ActorName != "" {
		add(`actor_name LIKE ? ESCAPE '\'`, "%"+db.EscapeLike(f.ActorName)+"%")
	}
	if len(parts) == 0 {
		return "1 = 1", nil
	}
	return strings.Join(parts, " AND "), args
}

func newestFirst() db.Keyset {
	return db.Keyset{Columns: []db.Column{{SQL: "seq", Number: true}}, Desc: true}
}

// List returns a page of entries, the newest first. Reading the log is recorded
// in it, once for each list that is opened.
func (l *Log) List(ctx context.Context, f Filter, page kernel.Page) (list kernel.Rows[Written], err error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return list, err
	}
	if page.After == "" {
		err := l.db.InTx(ctx, func(ctx context.Context) error {
			return l.Record(ctx, Entry{Action: "audit.read", ObjectKind: "audit", Detail: f.said()})
		})
		if err != nil {
			return list, err
		}
	}
	condition, args := f.condition()
	if err := l.db.QueryRow(ctx, `SELECT count(*) FROM audit_entry WHERE `+condition, args...).Scan(&list.Total); err != nil {
		return list, fmt.Errorf("count audit entries: %w", err)
	}
	keyset := newestFirst()
	after, more, err := keyset.After(page.After)
	if err != nil {
		return list, err
	}
	if after != "" {
		condition, args = condition+" AND "+after, append(args, more...)
	}
	rows, err := l.db.Query(ctx, `SELECT `+columns+` FROM audit_entry WHERE `+condition+keyset.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return list, fmt.Errorf("list audit entries: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		r, err := scan(rows)
		if err != nil {
			return list, fmt.Errorf("read audit entry: %w", err)
		}
		if len(list.Items) == page.Limit {
			list.Next = keyset.Cursor(list.Items[page.Limit-1].Seq)
			break
		}
		list.Items = append(list.Items, l.written(r))
	}
	return list, rows.Err()
}

// said is the filter as the chain remembers it: whom and what was asked for.
func (f Filter) said() map[string]string {
	said := map[string]string{}
	for key, value := range map[string]string{"actor": f.Actor, "action": f.Action, "object_kind": f.ObjectKind, "object": f.Object, "request": f.Request} {
		if value != "" {
			said[key] = value
		}
	}
	return said
}

func (l *Log) written(r row) Written {
	w := Written{
		Seq: r.seq, At: r.at.Time, ActorKind: r.actorKind, Actor: r.actor, ActorName: r.actorName, Request: r.request,
		Action: r.action, Label: l.Label(r.action), ObjectKind: r.objectKind, Object: r.object, Detail: map[string]any{}, Hash: r.hash,
	}
	if json.Unmarshal([]byte(r.detail), &w.Detail) != nil || w.Detail == nil {
		// A detail is a list for few actions, and anything once somebody has
		// written into the table.
		w.Detail = map[string]any{"detail": r.detail}
	}
	return w
}

// Label names an action to people; the action itself if nobody gave it a name.
func (l *Log) Label(action string) string {
	if label := l.Labels[action]; label != "" {
		return label
	}
	return action
}
