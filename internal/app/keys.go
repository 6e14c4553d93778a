package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/sorting"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/rekey"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/platform/stray"
	"github.com/yikou/yikou/internal/policy/library"
)

// sealedColumns is the table of what is sealed in the database.
func sealedColumns() []rekey.Column {
	return slices.Concat(account.SealedColumns, notify.SealedColumns, enterprise.SealedColumns, disclosure.SealedColumns, appeal.SealedColumns, alarm.SealedColumns, monthly.SealedColumns, intake.SealedColumns, exchange.SealedColumns, exclusion.SealedColumns, reading.SealedColumns, sorting.SealedColumns)
}

// fileColumns is the table of where the database names uploaded files.
func fileColumns() []stray.Column {
	return slices.Concat(enterprise.FileColumns, library.FileColumns, attachment.FileColumns)
}

// Rekey moves every sealed value to the active key.
func (a *App) Rekey(ctx context.Context, said func(moved int64)) (rekey.Report, error) {
	report, err := a.rekeyer.Run(ctx, said)
	if err != nil || report == (rekey.Report{}) {
		return report, err
	}
	if report.Unreadable > 0 {
		a.Log.ErrorContext(ctx, "sealed values cannot be read", "values", report.Unreadable)
	}
	return report, a.recordKeys(ctx, "keys.rekeyed", "", report)
}

// RotateKey makes a fresh key of the configured suite the active one.
func (a *App) RotateKey(ctx context.Context) (id string, err error) {
	if id, err = seal.Rotate(a.Config.KeyFile(), seal.Suite(a.Config.Security.Suite)); err != nil {
		return "", err
	}
	return id, a.recordKeys(ctx, "keys.rotated", id, map[string]string{"suite": a.Config.Security.Suite})
}

// keyRest is how long a key must have been out of use before it can be forgotten:
// jobs that were sealed with it have run or been given up by then.
const keyRest = 7 * 24 * time.Hour

// ForgetKey takes a key out of the key file for good. It refuses while anything
// is sealed with it or may be.
func (a *App) ForgetKey(ctx context.Context, id string) error {
	keys, err := seal.Keys(a.Config.KeyFile())
	if err != nil {
		return err
	}
	if replaced := replacedAt(keys, id); a.Clock.Now().Sub(replaced) < keyRest {
		return errs.Newf(errs.Conflict, "keys.resting", "密钥 %s 停用还不到 7 天，排队的任务可能还要用它，没有删除。请 %s 之后再试。",
			id, replaced.Add(keyRest).Format(time.DateOnly))
	}
	if _, err := a.Rekey(ctx, func(int64) {}); err != nil {
		return err
	}
	uses, err := a.KeyUses(ctx, id)
	if err != nil {
		return err
	}
	if uses > 0 {
		return errs.Newf(errs.Conflict, "keys.in_use", "还有 %d 处数据是用密钥 %s 加密的，没有删除。请先查明这些数据为什么换不成新密钥（yikou keys reseal）。", uses, id)
	}
	if err := seal.Forget(a.Config.KeyFile(), id); err != nil {
		return err
	}
	return a.recordKeys(ctx, "keys.forgotten", id, nil)
}

// replacedAt is when the key after id was made, far in the future for the last.
func replacedAt(keys []seal.KeyInfo, id string) time.Time {
	for i, k := range keys {
		if k.ID == id && i+1 < len(keys) {
			return keys[i+1].CreatedAt
		}
	}
	return keys[len(keys)-1].CreatedAt.AddDate(100, 0, 0)
}

func (a *App) recordKeys(ctx context.Context, action, id string, detail any) error {
	err := a.DB.InTx(ctx, func(ctx context.Context) error {
		return a.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "key", Object: id, Detail: detail})
	})
	if err != nil {
		return fmt.Errorf("record %s: %w", action, err)
	}
	return nil
}

// KeyUses returns how many values are sealed with the key id.
func (a *App) KeyUses(ctx context.Context, id string) (int64, error) { return a.rekeyer.Uses(ctx, id) }
