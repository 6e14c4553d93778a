package exchange

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/redact"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/platform/sheet"
	"github.com/yikou/yikou/internal/standard/civil"
)

// ExportList is the kind of export that a list of cases is.
const ExportList = "appeal.list"

// Query chooses the cases of a list, as it is kept with an export.
type Query struct {
	Format  sheet.Format `json:"format,omitempty"`
	Box     string       `json:"box,omitempty"`
	State   string       `json:"state,omitempty"`
	Kind    string       `json:"kind,omitempty"`
	Channel string       `json:"channel,omitempty"`
	Urgency string       `json:"urgency,omitempty"`
	Lead    string       `json:"lead,omitempty"`
	USCC    string       `json:"uscc,omitempty"`
	Number  string       `json:"number,omitempty"`
	// Sort is what the list was sorted by; an export is always the newest first.
	Sort string `json:"sort,omitempty"`
	// Until is the latest case that belongs to it: one that came in after an
	// export was approved is not in it.
	Until string `json:"until,omitempty"`
}

func (q Query) filter() appeal.Filter {
	return appeal.Filter{
		State: appeal.State(q.State), Kind: appeal.Kind(q.Kind), Channel: appeal.Channel(q.Channel), Urgency: appeal.Urgency(q.Urgency),
		Lead: q.Lead, USCC: q.USCC, Number: q.Number,
	}
}

// Lists makes exports of lists of cases again.
type Lists struct{ Service *Service }

// Prepare chooses the rows of a query as Export does.
func (l Lists) Prepare(ctx context.Context, query string) (*export.Prepared, error) {
	var q Query
	decoder := json.NewDecoder(strings.NewReader(query))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&q); err != nil {
		return nil, ErrExportQuery.Because(err)
	}
	return l.Service.Export(ctx, q)
}

// Export chooses the cases that the inbox would list, within the reach of the
// permission to export. It fails with ErrTooManyRows when they do not fit in one
// worksheet.
func (s *Service) Export(ctx context.Context, q Query) (*export.Prepared, error) {
	if q.Format != sheet.CSV {
		q.Format = sheet.Workbook
	}
	q.Until, q.Sort = cmp.Or(q.Until, kernel.NewID()), ""
	v, err := s.chosen(ctx, q)
	if err != nil {
		return nil, err
	}
	rows, err := s.Count(ctx, v)
	if err != nil {
		return nil, err
	}
	if rows > sheet.RowLimit {
		return nil, ErrTooManyRows
	}
	text, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	return &export.Prepared{
		Kind: ExportList, Title: "诉求列表", File: "诉求列表." + string(q.Format), Query: string(text), Filter: q.words(), Rows: rows,
		Audit: map[string]any{"format": q.Format, "box": q.Box, "state": q.State, "kind": q.Kind, "channel": q.Channel, "urgency": q.Urgency, "lead": q.Lead, "uscc": q.USCC, "by_number": q.Number != ""},
		Write: func(ctx context.Context, w io.Writer, t export.Ticket) error {
			return s.writeList(ctx, w, t, q.Format, v)
		},
	}, nil
}

// words says in Chinese what a list was narrowed by.
func (q Query) words() string {
	f, parts := q.filter(), []string{}
	add := func(name, label string) {
		if label != "" {
			parts = append(parts, name+"“"+label+"”")
		}
	}
	add("待办栏", boxWords[appeal.Box(q.Box)])
	add("状态", f.State.Label())
	add("类型", f.Kind.Label())
	add("来源", f.Channel.Label())
	add("紧急程度", urgencyWords[f.Urgency])
	add("承办部门编号", q.Lead)
	add("企业", q.USCC)
	add("编号", q.Number)
	return strings.Join(parts, "，")
}

var urgencyWords = map[appeal.Urgency]string{appeal.Normal: "一般", appeal.Urgent: "紧急"}

var boxWords = map[appeal.Box]string{
	appeal.BoxMine: "我的", appeal.BoxDepartment: "本部门", appeal.BoxAccept: "待受理", appeal.BoxDispatch: "待派单", appeal.BoxRead: "待审核",
	appeal.BoxCallback: "待回访", appeal.BoxExtension: "延期申请", appeal.BoxToday: "今天到期", appeal.BoxLate: "已超期", appeal.BoxDeliberation: "会商",
}

var confirmationWords = map[appeal.Confirmation]string{appeal.Confirmed: "确认", appeal.Unsatisfied: "不满意", appeal.Unreached: "联系不上"}

// shape is that of a list of cases.
func shape() sheet.Shape {
	return sheet.Shape{
		Name: "诉求",
		Header: []string{
			"诉求编号", "来源系统", "来源编号", "来源", "收到时间", "类型", "主题", "紧急程度", "状态", "企业名称", "统一社会信用代码", "地点", "内容",
			"反映人", "联系电话", "承办部门", "到期时间", "退回次数", "重办次数", "办结类型", "办结时间", "反映人意见",
		},
		Widths: []float64{20, 10, 20, 10, 18, 8, 24, 8, 10, 30, 22, 24, 60, 10, 14, 24, 18, 8, 8, 12, 18, 10},
	}
}

// batch is how many cases are read at once.
const batch = 500

// eachBatch reads the cases of a sight, the newest first, some at a time.
func (s *Service) eachBatch(ctx context.Context, v appeal.Sight, do func([]*appeal.Case) error) error {
	rest := v
	for {
		some, err := s.Cases(ctx, rest, batch)
		if err != nil || len(some) == 0 {
			return err
		}
		if err := do(some); err != nil {
			return err
		}
		if len(some) < batch {
			return nil
		}
		rest = before(v, some[len(some)-1].ID)
	}
}

// writeList writes the cases of a sight with the watermark of a ticket.
func (s *Service) writeList(ctx context.Context, w io.Writer, t export.Ticket, format sheet.Format, v appeal.Sight) error {
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return err
	}
	out, err := sheet.NewTable(w, format, shape(), t)
	if err != nil {
		return err
	}
	defer out.Close()
	err = s.eachBatch(ctx, v, func(some []*appeal.Case) error {
		var usccs []string
		for _, c := range some {
			if c.USCC != "" {
				usccs = append(usccs, c.USCC)
			}
		}
		firms, err := s.Enterprises.NamesByUSCC(ctx, usccs)
		if err != nil {
			return err
		}
		for _, c := range some {
			if err := out.Row(cells(c, firms[c.USCC], departments[c.Lead].Name)...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Finish()
}

// cells is a case as a row. Whoever reported is masked, and not even that where
// he wants to be known to the centre only; names and numbers of persons in what
// he wrote are hidden as far as they can be told.
func cells(c *appeal.Case, firm, lead string) []any {
	name, phone := seal.MaskName(c.Reporter.Name), seal.MaskPhone(c.Reporter.Phone)
	switch {
	case c.Reporter.Confidential:
		name, phone = "要求保密", ""
	case c.Reporter.Anonymous:
		name = "匿名"
	}
	return []any{
		c.Number, c.Source.System, redact.Text(c.Source.No), c.Channel.Label(), moment(c.ReceivedAt), c.Kind.Label(), topic.Default().Label(c.Topic), urgencyWords[c.Urgency],
		c.State.Label(), firm, c.USCC, nameless(c, c.Place), nameless(c, c.Text), name, phone, lead, moment(c.DueAt), c.Returns, c.Redos, c.Closing.Label(), moment(c.ClosedAt),
		confirmationWords[c.Confirmation],
	}
}

// nameless is a text of a case without its reporter's name, other names that are
// announced as such, and numbers of persons.
func nameless(c *appeal.Case, text string) string {
	return reading.Anonymous(text, []string{c.Reporter.Name})
}

// moment is a time as people in China write it, empty for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(civil.Beijing).Format("2006-01-02 15:04")
}
