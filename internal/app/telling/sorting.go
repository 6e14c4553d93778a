package telling

import (
	"context"
	"strconv"
	"strings"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/sorting"
	"github.com/yikou/yikou/internal/appeal/threshold"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/events"
)

// thresholds is the page of the thresholds of sorting.
const thresholds = "/desk/appeal-thresholds"

// onThresholdAsked tells those who may agree to thresholds that somebody asks for
// others.
func (a Appeals) onThresholdAsked(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p threshold.Asked
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	return a.toHolders(ctx, threshold.PermAgree, e.Actor, notify.Notice{
		Reason: template.ProposalWaiting, Key: p.Draft, Link: thresholds, Data: map[string]string{"what": "调整诉求分拣门槛"},
	})
}

// onSetBack tells those who see thresholds that a field went back to people by
// itself, and why.
func (a Appeals) onSetBack(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p threshold.SetBack
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	ids, err := a.People.Holding(ctx, string(threshold.PermAsk))
	if err != nil {
		return nil, err
	}
	var list []notify.Notice
	for _, id := range ids {
		list = append(list, notify.Notice{
			Reason: template.AppealSorting, Recipient: toStaff(id), Key: "edition/" + strconv.FormatInt(p.Edition, 10), Link: thresholds,
			Data: map[string]string{"what": strings.TrimSuffix(p.Reason, "。")},
		})
	}
	return list, nil
}

// onDrawn tells the centre once a day that something waits to be checked; nobody of
// a unit complained of hears of its case.
func (a Appeals) onDrawn(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p sorting.Drawn
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	c, err := a.Cases.ByID(ctx, p.Case)
	if err != nil {
		return nil, err
	}
	ids, err := a.holding(appeal.PermCentre)(ctx, c, appeal.Happened{})
	var list []notify.Notice
	for _, id := range ids {
		list = append(list, notify.Notice{
			Reason: template.AppealSorting, Recipient: toStaff(id), Key: "checks", Link: "/desk/appeal-checks",
			Data: map[string]string{"what": "有自动采用的分类等您抽查"},
		})
	}
	return list, err
}
