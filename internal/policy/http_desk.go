package policy

import (
	"bytes"
	"context"
	"io"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy/body"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/matchrun"
)

// MeasureFilterInput narrows the measures of the desk, for lists and exports
// alike.
type MeasureFilterInput struct {
	Text     string `query:"q" maxLength:"100" doc:"名称、部门或政策中的字"`
	Kind     string `query:"kind" enum:"grant,reduction,entitlement,qualification,finance"`
	Delivery string `query:"delivery" enum:"proactive,express,claim"`
	State    string `query:"state" enum:"draft,in_review,published,suspended,expired,withdrawn,superseded" doc:"现在的状态，或正在起草、审核的一版的状态"`
	Sort     string `query:"sort" enum:"title,-updated" default:"title"`
}

// Filter is what the caller asked for.
func (in *MeasureFilterInput) Filter() MeasureFilter {
	return MeasureFilter{
		Text: in.Text, Kind: definition.Kind(in.Kind), Delivery: definition.Delivery(in.Delivery), State: definition.State(in.State), NewestFirst: in.Sort == "-updated",
	}
}

type listMeasuresInput struct {
	web.PageInput
	MeasureFilterInput
}

type listMeasuresOutput struct {
	Body kernel.Rows[body.DeskMeasureItem]
}

func (s *Service) listMeasures(ctx context.Context, in *listMeasuresInput) (*listMeasuresOutput, error) {
	found, err := s.Measures(ctx, in.Filter(), in.Page())
	if err != nil {
		return nil, err
	}
	return &listMeasuresOutput{Body: mapRows(found, deskItemOf)}, nil
}

type deskMeasureOutput struct {
	ETag string `header:"ETag"`
	Body body.DeskMeasurePage
}

func (s *Service) getMeasure(ctx context.Context, in *MeasureInput) (*deskMeasureOutput, error) {
	detail, err := s.Measure(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &deskMeasureOutput{ETag: web.ETag(detail.Record.Newest), Body: deskPageOf(detail)}, nil
}

type versionInput struct {
	MeasureInput
	Number int64 `path:"number" minimum:"1" doc:"第几版"`
}

func (s *Service) getMeasureVersion(ctx context.Context, in *versionInput) (*deskMeasureOutput, error) {
	detail, err := s.MeasureVersion(ctx, in.ID, in.Number)
	if err != nil {
		return nil, err
	}
	return &deskMeasureOutput{ETag: web.ETag(detail.Record.Version), Body: deskPageOf(detail)}, nil
}

type definitionInput struct {
	Body body.Definitions
}

type importOutput struct {
	Body body.ImportReport
}

func (s *Service) importMeasures(ctx context.Context, in *definitionInput) (*importOutput, error) {
	report, err := s.ImportMeasures(ctx, bytes.NewReader(in.Body.Text))
	if err != nil {
		return nil, err
	}
	return &importOutput{Body: ReportOf(report)}, nil
}

func (s *Service) importPolicies(ctx context.Context, in *definitionInput) (*importOutput, error) {
	report, err := s.ImportPolicies(ctx, bytes.NewReader(in.Body.Text))
	if err != nil {
		return nil, err
	}
	return &importOutput{Body: ReportOf(report)}, nil
}

type startMatchRunInput struct {
	Body struct {
		AsOf string `json:"as_of,omitempty" format:"date" doc:"按哪一天匹配，默认今天"`
	}
}

type startMatchRunOutput struct {
	Body body.RunStarted
}

func (s *Service) startMatchRun(ctx context.Context, in *startMatchRunInput) (*startMatchRunOutput, error) {
	day, err := dayOf(in.Body.AsOf)
	if err != nil {
		return nil, err
	}
	run, err := s.StartRun(ctx, day)
	if err != nil {
		return nil, err
	}
	return &startMatchRunOutput{Body: body.RunStarted{ID: run.ID, Job: run.Job}}, nil
}

type listMatchRunsInput struct {
	web.PageInput
}

type listMatchRunsOutput struct {
	Body kernel.Rows[body.MatchRun]
}

func (s *Service) listMatchRuns(ctx context.Context, in *listMatchRunsInput) (*listMatchRunsOutput, error) {
	found, err := s.Runs(ctx, in.Page())
	if err != nil {
		return nil, err
	}
	return &listMatchRunsOutput{Body: mapRows(found, runOf)}, nil
}

// ResultInput names the result of a measure in a run.
type ResultInput struct {
	MeasureInput
	Run string `query:"run" maxLength:"40" doc:"匹配编号，默认最近一次"`
}

type resultOutput struct {
	Body body.MeasureResult
}

func (s *Service) getMeasureResult(ctx context.Context, in *ResultInput) (*resultOutput, error) {
	found, err := s.Result(ctx, in.ID, in.Run)
	if err != nil {
		return nil, err
	}
	return &resultOutput{Body: resultOf(found)}, nil
}

// ResultFilterInput narrows the enterprises of a result, for lists and
// exports alike.
type ResultFilterInput struct {
	ResultInput
	Verdict  string `query:"verdict" enum:"eligible,needs_review,need_facts,ineligible"`
	Change   string `query:"change" enum:"became_eligible,no_longer_eligible,newly_missing,newly_review,newly_ineligible" doc:"与上一次匹配相比"`
	Division string `query:"division" maxLength:"24" pattern:"^[0-9]*$" patternDescription:"数字" doc:"区划，含下级"`
	Text     string `query:"q" maxLength:"100" doc:"企业名称中的字，或统一社会信用代码"`
}

func (in *ResultFilterInput) filter() ResultFilter {
	return ResultFilter{
		Verdict: in.Verdict, Change: matchrun.Change(in.Change), Enterprises: EnterpriseFilter{Division: in.Division, Text: in.Text},
	}
}

type listResultInput struct {
	web.PageInput
	ResultFilterInput
}

type listResultOutput struct {
	Body kernel.Rows[body.ResultEnterprise]
}

func (s *Service) listResultEnterprises(ctx context.Context, in *listResultInput) (*listResultOutput, error) {
	found, err := s.ResultEnterprises(ctx, in.ID, in.Run, in.filter(), in.Page())
	if err != nil {
		return nil, err
	}
	return &listResultOutput{Body: mapRows(found, resultEnterpriseOf)}, nil
}

type nearMissesInput struct {
	web.PageInput
	ResultInput
	Division string `query:"division" maxLength:"24" pattern:"^[0-9]*$" patternDescription:"数字" doc:"区划，含下级"`
	Text     string `query:"q" maxLength:"100" doc:"企业名称中的字，或统一社会信用代码"`
}

type nearMissesOutput struct {
	Body kernel.Rows[body.NearMiss]
}

func (s *Service) listNearMisses(ctx context.Context, in *nearMissesInput) (*nearMissesOutput, error) {
	found, err := s.NearMisses(ctx, in.ID, in.Run, EnterpriseFilter{Division: in.Division, Text: in.Text}, in.Page())
	if err != nil {
		return nil, err
	}
	return &nearMissesOutput{Body: mapRows(found, nearMissOf)}, nil
}

func (s *Service) exportResult(ctx context.Context, in *ResultFilterInput) (web.File, error) {
	p, err := s.Export(ctx, in.ID, in.Run, in.filter())
	if err != nil {
		return web.File{}, err
	}
	t, err := s.Exports.Take(ctx, p)
	if err != nil {
		return web.File{}, err
	}
	return web.File{Name: t.Name(p.File), ContentType: web.ContentTypeXLSX, Write: func(w io.Writer) error { return p.Write(ctx, w, t) }}, nil
}
