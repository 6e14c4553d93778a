package bridge

import (
	"context"
	"strings"

	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/library/subscription"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/industry"
)

// SubscribersOfMeasures finds the enterprises that subscribed to what a measure is
// about.
type SubscribersOfMeasures struct {
	Policy        *policy.Service
	Subscriptions *subscription.Service
}

// Subscribers returns who subscribed to what a version of a measure is about.
func (s SubscribersOfMeasures) Subscribers(ctx context.Context, measure string, version int64) ([]string, error) {
	record, err := s.Policy.Record(ctx, measure, version)
	if err != nil {
		return nil, err
	}
	return s.Subscriptions.Matching(ctx, offerOf(record))
}

func offerOf(r *definition.Record) subscription.Offer {
	text := []string{r.Summary, r.Beneficiaries, r.AmountText}
	if r.Policy != nil {
		text = append(text, r.Policy.Title, r.Policy.Text)
	}
	return subscription.Offer{Title: r.Title, Text: strings.Join(text, "\n"), Admits: func(trade, size string) bool { return admits(&r.Rule, trade, size) }}
}

// admits reports whether a rule leaves anybody of a trade and a size: nothing else
// is known of such a firm, so only what rules trade or size out refuses it. Of a
// branch of trades it is enough that one of those the rule names is left.
func admits(rule *eligibility.Measure, trade, size string) bool {
	if rule.When == nil {
		return true
	}
	for _, one := range tradesUnder(rule, trade) {
		e := eligibility.Enterprise{}
		for key, value := range map[string]string{"industry": one, "size_class": size} {
			if value != "" {
				e.Facts = append(e.Facts, eligibility.Fact{Key: key, Value: eligibility.TextValue(value), Tier: eligibility.T0})
			}
		}
		if eligibility.Evaluate(rule, &e, civil.Date{}).Verdict != eligibility.Ineligible {
			return true
		}
	}
	return false
}

// tradesUnder are a trade itself and what a rule names below it.
func tradesUnder(rule *eligibility.Measure, trade string) []string {
	list := []string{trade}
	rule.When.Clauses(func(c *eligibility.Clause, _ bool) bool {
		for _, v := range c.Values {
			if trade != "" && c.Domain == eligibility.OfIndustry && industry.Under(v.Text, trade) {
				list = append(list, v.Text)
			}
		}
		return true
	})
	return list
}
