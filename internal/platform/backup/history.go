package backup

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
)

// Event is one backup or restore that the audit chain knows of.
type Event struct {
	At     time.Time `json:"at"`
	Action string    `json:"action"`
	Actor  string    `json:"actor"`
	Record Record    `json:"record"`
}

// historyLimit is how many events are shown.
const historyLimit = 1000

// History returns the newest backups and restores, newest first.
func History(ctx context.Context, d *db.DB) ([]Event, error) {
	rows, err := d.Query(ctx, `SELECT at, action, actor, detail FROM audit_entry WHERE action IN (?, ?) ORDER BY seq DESC LIMIT ?`,
		ActionCreated, ActionRestored, historyLimit)
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	defer func() { _ = rows.Close() }()
	list := []Event{}
	for rows.Next() {
		var e Event
		var at db.Time
		var detail string
		if err := rows.Scan(&at, &e.Action, &e.Actor, &detail); err != nil {
			return nil, fmt.Errorf("list backups: %w", err)
		}
		e.At = at.Time
		if err := json.Unmarshal([]byte(detail), &e.Record); err != nil {
			return nil, fmt.Errorf("list backups: %w", err)
		}
		list = append(list, e)
	}
	return list, rows.Err()
}
