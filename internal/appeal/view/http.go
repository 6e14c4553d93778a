package view

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: appeal.PermRead, Status: status}
	}
	web.Register(api, op(http.MethodGet, "list-appeal-views", "/appeal-views", "保存的诉求视图", 0), s.listViews)
	web.Register(api, op(http.MethodPost, "save-appeal-view", "/appeal-views", "保存诉求视图", http.StatusCreated), s.saveView)
	web.Register(api, op(http.MethodDelete, "remove-appeal-view", "/appeal-views/{id}", "删除诉求视图", 0), s.removeView)
}

// AppealLook is which cases a view shows, and in which order.
type AppealLook struct {
	Box     string `json:"box" enum:"mine,department,all,open,accept,dispatch,read,callback,extension,late,today,risk,deliberation" doc:"待办栏"`
	State   string `json:"state,omitempty" enum:"received,accepted,not_accepted,dispatched,in_hand,replied,read,closed,merged,withdrawn"`
	Kind    string `json:"kind,omitempty" enum:"consult,suggest,complain,help,report"`
	Channel string `json:"channel,omitempty" enum:"hotline,qr,portal,box,visit,counter,group,open311"`
	Urgency string `json:"urgency,omitempty" enum:"normal,urgent"`
	Lead    string `json:"lead,omitempty" maxLength:"36" doc:"承办部门，nobody 为还没有派单的"`
	Handler string `json:"handler,omitempty" maxLength:"36" doc:"经办人，nobody 为还没有人签收的"`
	USCC    string `json:"uscc,omitempty" maxLength:"18"`
	ByDue   bool   `json:"by_due,omitempty" doc:"按到期时间排列，否则新的在前"`
}

// AppealView is a saved way to look at the inbox.
type AppealView struct {
	ID     string     `json:"id"`
	Name   string     `json:"name"`
	Look   AppealLook `json:"look"`
	Shared bool       `json:"shared" doc:"与本部门共享"`
	By     string     `json:"by,omitempty" doc:"别人共享的，是谁"`
	Total  int64      `json:"total" doc:"打开后有多少件"`
	Can    []string   `json:"can" nullable:"false" doc:"remove：可以删除"`
}

func bodyOf(v Shown) AppealView {
	b := AppealView{ID: v.ID, Name: v.Name, Look: AppealLook(v.Look), Shared: v.Department != "", By: v.By, Total: v.Total, Can: []string{}}
	if v.Removable {
		b.Can = append(b.Can, "remove")
	}
	return b
}

type listViewsOutput struct {
	Body struct {
		Items []AppealView `json:"items" nullable:"false"`
	}
}

func (s *Service) listViews(ctx context.Context, _ *struct{}) (*listViewsOutput, error) {
	list, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	out := &listViewsOutput{}
	out.Body.Items = make([]AppealView, len(list))
	for i, v := range list {
		out.Body.Items[i] = bodyOf(v)
	}
	return out, nil
}

type saveViewInput struct {
	Body struct {
		Name   string     `json:"name" maxLength:"48"`
		Look   AppealLook `json:"look"`
		Shared bool       `json:"shared,omitempty" doc:"与本部门共享"`
	}
}

type viewOutput struct{ Body AppealView }

func (s *Service) saveView(ctx context.Context, in *saveViewInput) (*viewOutput, error) {
	v, err := s.Save(ctx, in.Body.Name, Look(in.Body.Look), in.Body.Shared)
	if err != nil {
		return nil, err
	}
	return &viewOutput{bodyOf(v)}, nil
}

type viewInput struct {
	ID string `path:"id" maxLength:"36"`
}

func (s *Service) removeView(ctx context.Context, in *viewInput) (*struct{}, error) {
	return nil, s.Remove(ctx, in.ID)
}
