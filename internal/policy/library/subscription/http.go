package subscription

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/industry"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "policy", Summary: summary, Permission: permMy}
	}
	add := op(http.MethodPost, "add-my-subscription", "/my/{uscc}/subscriptions", "订阅政策")
	add.Status = http.StatusCreated
	web.Register(api, op(http.MethodGet, "list-my-subscriptions", "/my/{uscc}/subscriptions", "本企业的政策订阅"), s.listSubscriptions)
	web.Register(api, add, s.subscribe)
	web.Register(api, op(http.MethodDelete, "remove-my-subscription", "/my/{uscc}/subscriptions/{id}", "取消订阅"), s.unsubscribe)
}

// The names of these types are those of the schemas in the API's document.
type (
	// SubscriptionForm is what an enterprise wants to hear of.
	SubscriptionForm struct {
		Industry string `json:"industry" maxLength:"6" pattern:"^([A-T][0-9]{0,4})?$" patternDescription:"行业代码" doc:"行业代码，空为不限"`
		Size     string `json:"size_class" enum:",large,medium,small,micro" doc:"规模，空为不限"`
		Keyword  string `json:"keyword" maxLength:"30" doc:"关键词，空为不限"`
	}
	subscriptionBody struct {
		SubscriptionForm
		ID            string    `json:"id"`
		IndustryLabel string    `json:"industry_label" doc:"行业名称，不限则为空"`
		At            time.Time `json:"at"`
	}
	subscriptionIndustry struct {
		Code  string `json:"code"`
		Label string `json:"label"`
	}
	suggestedBody struct {
		Industries []subscriptionIndustry `json:"industries" nullable:"false" doc:"本企业所属的行业，从门类到小类"`
		Size       string                 `json:"size_class" doc:"本企业的规模，不知道则为空"`
	}
)

// SubscriberInput names an enterprise.
type SubscriberInput struct {
	USCC string `path:"uscc" maxLength:"30" doc:"统一社会信用代码"`
}

type subscriptionsOutput struct {
	Body struct {
		Items     []subscriptionBody `json:"items" nullable:"false"`
		Suggested suggestedBody      `json:"suggested" doc:"本企业的行业和规模，供选择"`
	}
}

func (s *Service) listSubscriptions(ctx context.Context, in *SubscriberInput) (*subscriptionsOutput, error) {
	list, err := s.List(ctx, in.USCC)
	if err != nil {
		return nil, err
	}
	industry, size, err := s.Suggested(ctx, in.USCC)
	if err != nil {
		return nil, err
	}
	out := &subscriptionsOutput{}
	out.Body.Suggested = suggestedOf(industry, size)
	out.Body.Items = make([]subscriptionBody, 0, len(list))
	for _, w := range list {
		out.Body.Items = append(out.Body.Items, bodyOf(w))
	}
	return out, nil
}

type subscribeInput struct {
	SubscriberInput
	Body SubscriptionForm
}

type subscriptionOutput struct{ Body subscriptionBody }

func (s *Service) subscribe(ctx context.Context, in *subscribeInput) (*subscriptionOutput, error) {
	w, err := s.Subscribe(ctx, Subscription{USCC: in.USCC, Industry: in.Body.Industry, Size: in.Body.Size, Keyword: in.Body.Keyword})
	if err != nil {
		return nil, err
	}
	return &subscriptionOutput{Body: bodyOf(w)}, nil
}

type unsubscribeInput struct {
	SubscriberInput
	ID string `path:"id" maxLength:"36" doc:"订阅的编号"`
}

func (s *Service) unsubscribe(ctx context.Context, in *unsubscribeInput) (*struct{}, error) {
	return nil, s.Unsubscribe(ctx, in.USCC, in.ID)
}

func bodyOf(w Subscription) subscriptionBody {
	line, _ := industry.Lookup(w.Industry)
	return subscriptionBody{SubscriptionForm: SubscriptionForm{w.Industry, w.Size, w.Keyword}, ID: w.ID, IndustryLabel: line.Name, At: w.At}
}

func suggestedOf(trade, size string) suggestedBody {
	out := suggestedBody{Industries: []subscriptionIndustry{}, Size: size}
	for _, line := range industry.Path(trade) {
		out.Industries = append(out.Industries, subscriptionIndustry{line.Code, line.Name})
	}
	return out
}
