package signal

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the operations of the signals to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: p}
	}
	web.Register(api, op(http.MethodGet, "get-appeal-signals", "/appeal-signals", "诉求信号", PermRead), s.getSignals)
	web.Register(api, op(http.MethodPost, "refresh-appeal-signals", "/appeal-signals/refresh", "现在重新查找诉求信号", PermRead), s.refresh)
	web.Register(api, op(http.MethodGet, "list-appeal-signal-cases", "/appeal-signals/{id}/cases", "一个信号背后的诉求", PermRead), s.listBehind)
}

// mostShown is how many groups one answer holds.
const mostShown = 50

// SignalInput says over how long groups are counted.
type SignalInput struct {
	Days int `query:"days" enum:"30,90" default:"30" doc:"相近诉求看多少天以内的"`
}

// SignalSpot is where cases of a signal come from.
type SignalSpot struct {
	Name  string `json:"name"`
	Cases int    `json:"cases"`
}

// RisingTopic is a topic that rises. The number of cases opens its list.
type RisingTopic struct {
	ID         string       `json:"id"`
	Sentence   string       `json:"sentence" doc:"一句话说明"`
	Topic      string       `json:"topic"`
	TopicLabel string       `json:"topic_label"`
	Place      string       `json:"place,omitempty" doc:"只在这个地点上升"`
	Cases      int          `json:"cases" doc:"近 7 天的诉求"`
	Weekly     float64      `json:"weekly" doc:"此前平均每周的诉求"`
	Firms      int          `json:"firms" doc:"涉及的企业"`
	Spots      []SignalSpot `json:"spots" nullable:"false" doc:"地点，多的在前，最多 5 个"`
}

// AlikeGroup is a group of cases that are alike. The number of cases opens its list.
type AlikeGroup struct {
	ID         string       `json:"id"`
	Title      string       `json:"title" doc:"最早一件的开头"`
	Words      []string     `json:"words" nullable:"false" doc:"多数都写到的字句"`
	Topic      string       `json:"topic" doc:"最多的主题，没有的为空"`
	TopicLabel string       `json:"topic_label"`
	Cases      int          `json:"cases"`
	Open       int          `json:"open" doc:"还没有办结的"`
	Firms      int          `json:"firms"`
	Spots      []SignalSpot `json:"spots" nullable:"false"`
	First      time.Time    `json:"first" doc:"最早一件的登记时间"`
	Last       time.Time    `json:"last" doc:"最近一件的登记时间"`
}

type signalsOutput struct {
	Body struct {
		At     *time.Time    `json:"at,omitempty" doc:"数字截至这个时间；没有的为还没有查找过"`
		Weeks  int           `json:"weeks" doc:"与此前多少周比较，0 为记录还不够"`
		Texts  int           `json:"texts" doc:"比较了多少件的内容"`
		Rising []RisingTopic `json:"rising" nullable:"false"`
		Groups []AlikeGroup  `json:"groups" nullable:"false" doc:"多的在前，最多 50 组"`
		Total  int           `json:"total" doc:"一共有多少组"`
	}
}

func (s *Service) getSignals(ctx context.Context, in *SignalInput) (*signalsOutput, error) {
	p, err := s.Look(ctx, in.Days)
	if err != nil {
		return nil, err
	}
	places, err := s.placesOf(ctx, p.Rising)
	if err != nil {
		return nil, err
	}
	out := &signalsOutput{}
	b := &out.Body
	if !p.At.IsZero() {
		b.At = &p.At
	}
	b.Weeks, b.Texts, b.Total = p.Weeks, p.Texts, len(p.Groups)
	b.Rising, b.Groups = make([]RisingTopic, len(p.Rising)), []AlikeGroup{}
	for i, one := range p.Rising {
		b.Rising[i] = RisingTopic{
			ID: one.ID, Sentence: one.Sentence(p.Weeks, places[one.Place]), Topic: one.Topic, TopicLabel: topic.Default().Label(one.Topic), Place: places[one.Place],
			Cases: one.Recent, Weekly: float64(one.Earlier) / float64(p.Weeks), Firms: one.Firms, Spots: spotBodies(one.Spots),
		}
	}
	for _, one := range p.Groups[:min(len(p.Groups), mostShown)] {
		b.Groups = append(b.Groups, groupBody(one))
	}
	return out, nil
}

func (s *Service) placesOf(ctx context.Context, list []*Seen) (map[string]string, error) {
	codes := map[string]bool{}
	for _, one := range list {
		if one.Place != "" {
			codes[one.Place] = true
		}
	}
	return s.PlaceNames(ctx, keysOf(codes))
}

// mostSpots is how many places of a signal one answer names.
const mostSpots = 5

func spotBodies(list []Spot) []SignalSpot {
	out := []SignalSpot{}
	for _, spot := range list[:min(len(list), mostSpots)] {
		out = append(out, SignalSpot(spot))
	}
	return out
}

func groupBody(one *Seen) AlikeGroup {
	b := AlikeGroup{
		ID: one.ID, Title: one.Cases[0].Title(), Words: one.Words, Cases: one.Recent, Firms: one.Firms, Spots: spotBodies(one.Spots),
		First: one.First(), Last: one.Last(),
	}
	if b.Words == nil {
		b.Words = []string{}
	}
	topics, most := map[string]int{}, ""
	for _, c := range one.Cases {
		if !c.State.Ended() {
			b.Open++
		}
		if c.Topic != "" {
			topics[c.Topic]++
			if n := topics[c.Topic]; most == "" || n > topics[most] || n == topics[most] && c.Topic < most {
				most = c.Topic
			}
		}
	}
	if most != "" {
		b.Topic, b.TopicLabel = most, topic.Default().Label(most)
	}
	return b
}

type refreshOutput struct {
	Body struct {
		At    time.Time `json:"at"`
		Texts int       `json:"texts" doc:"比较了多少件的内容"`
	}
}

func (s *Service) refresh(ctx context.Context, _ *struct{}) (*refreshOutput, error) {
	run, err := s.Refresh(ctx)
	if err != nil {
		return nil, err
	}
	out := &refreshOutput{}
	out.Body.At, out.Body.Texts = run.At, run.Texts
	return out, nil
}

type behindInput struct {
	web.PageInput
	SignalInput
	ID string `path:"id" maxLength:"36"`
}

// SignalCase is a case behind a signal.
type SignalCase struct {
	ID         string    `json:"id"`
	Number     string    `json:"number"`
	Title      string    `json:"title"`
	KindLabel  string    `json:"kind_label"`
	StateLabel string    `json:"state_label"`
	Enterprise string    `json:"enterprise,omitempty"`
	LeadName   string    `json:"lead_name,omitempty"`
	ReceivedAt time.Time `json:"received_at"`
	Version    int64     `json:"version"`
	Can        []string  `json:"can" nullable:"false" doc:"merge：可以并单"`
}

type signalCasesOutput struct {
	Body kernel.Rows[SignalCase]
}

func (s *Service) listBehind(ctx context.Context, in *behindInput) (*signalCasesOutput, error) {
	found, err := s.Behind(ctx, in.ID, in.Days, in.Page())
	if err != nil {
		return nil, err
	}
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, c := range found.Items {
		if c.USCC != "" {
			codes = append(codes, c.USCC)
		}
	}
	firms, err := s.Enterprises.NamesByUSCC(ctx, codes)
	if err != nil {
		return nil, err
	}
	merges := authz.Can(authz.From(ctx), appeal.PermCentre)
	out := &signalCasesOutput{Body: kernel.Rows[SignalCase]{Items: make([]SignalCase, len(found.Items)), Total: found.Total, Next: found.Next}}
	for i, c := range found.Items {
		out.Body.Items[i] = SignalCase{
			ID: c.ID, Number: c.Number, Title: c.Title(), KindLabel: c.Kind.Label(), StateLabel: c.State.Label(), Enterprise: firms[c.USCC],
			LeadName: departments[c.Lead].Name, ReceivedAt: c.ReceivedAt, Version: c.Version, Can: []string{},
		}
		if merges && appeal.Allows(c.State, appeal.ActMerge, appeal.Centre) {
			out.Body.Items[i].Can = append(out.Body.Items[i].Can, "merge")
		}
	}
	return out, nil
}
