package demo

import (
	"encoding/csv"
	"io"
	"slices"
)

// EnterpriseHeader is the header row of WriteEnterprises.
var EnterpriseHeader = [...]string{
	"企业名称", "统一社会信用代码", "注册日期", "企业类型", "注册资本", "行业代码", "经营范围",
	"省", "市", "区县", "地址", "经营状态",
}

// FactHeader is the header row of WriteFacts. `from` and `to` are the first and
// the last day on which a qualification holds, empty for other facts and where
// there is no end.
var FactHeader = [...]string{"uscc", "key", "period", "value", "as_of", "source", "tier", "from", "to"}

// WriteEnterprises writes the enterprises of the demo city as CSV in UTF-8, as
// the enterprise import reads it, showcases first. It fails only when w does.
func WriteEnterprises(w io.Writer, o Options) error {
	out := csv.NewWriter(w)
	if err := out.Write(EnterpriseHeader[:]); err != nil {
		return err
	}
	if err := each(o, func(f *firm) error {
		return out.Write([]string{
			f.name, f.code, f.registered.String(), f.kind, f.capitalText, f.trade.code, f.trade.scope,
			"东屿省", "霁川市", f.district, f.address, f.status,
		})
	}); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// WriteFacts writes the facts about the same enterprises as CSV in UTF-8, as the
// fact import reads it. Money is in yuan. What the registry says (name, industry,
// capital …) is not repeated, but the division is, down to the grid. It fails
// only when w does.
func WriteFacts(w io.Writer, o Options) error {
	out := csv.NewWriter(w)
	if err := out.Write(FactHeader[:]); err != nil {
		return err
	}
	if err := each(o, func(f *firm) error {
		for _, t := range f.facts {
			row := []string{f.code, t.key, t.period, t.value, t.asOf, t.source, t.tier, t.from, t.to}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

var closedKeys = [...]string{
	"qualification", "listed", "dishonest", "abnormal", "penalty", "general_taxpayer", "in_incubator",
	"insured_employer", "converted", "first_loan", "guaranteed_loan", "pledge_registered", "trade_registered",
}

// Closed returns the keys of which the demo city's sources are complete: where an
// enterprise has no such fact, an absent truth is false and an absent
// qualification is not had.
func Closed() []string { return slices.Clone(closedKeys[:]) }
