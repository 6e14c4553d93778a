package exchange

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/platform/sheet"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	web.RegisterDownload(api, web.Operation{
		ID: "export-appeals", Method: http.MethodGet, Path: "/appeal-exports", Tag: "appeal", Summary: "导出诉求列表", Permission: PermExport,
	}, s.exportList)
	s.partnerRoutes(api)
}

type exportInput struct {
	Format  string `query:"format" enum:"xlsx,csv" default:"xlsx"`
	Box     string `query:"box" enum:"mine,department,all,accept,dispatch,read,callback,extension,late,today,deliberation" default:"all" doc:"待办栏"`
	State   string `query:"state" enum:"received,accepted,not_accepted,dispatched,in_hand,replied,read,closed,merged,withdrawn" doc:"只要这种状态"`
	Kind    string `query:"kind" enum:"consult,suggest,complain,help,report" doc:"只要这种类型"`
	Channel string `query:"channel" enum:"hotline,qr,portal,box,visit,counter,group,open311" doc:"只要这个来源"`
	Urgency string `query:"urgency" enum:"normal,urgent"`
	Lead    string `query:"lead" maxLength:"36" doc:"只要这个部门承办的"`
	USCC    string `query:"uscc" maxLength:"18" doc:"只要这家企业的"`
	Number  string `query:"number" maxLength:"60" doc:"诉求编号或来源编号"`
}

func (s *Service) exportList(ctx context.Context, in *exportInput) (web.File, error) {
	p, err := s.Export(ctx, Query{
		Format: sheet.Format(in.Format), Box: in.Box, State: in.State, Kind: in.Kind, Channel: in.Channel, Urgency: in.Urgency, Lead: in.Lead, USCC: in.USCC, Number: in.Number,
	})
	if err != nil {
		return web.File{}, err
	}
	return web.Exported(ctx, s.Exports, p)
}
