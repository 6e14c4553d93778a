package notify

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/delivery"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/civil"
)

// The names of these types are those of the schemas in the API's document.
type (
	templateField struct {
		Name  string `json:"name" maxLength:"32"`
		Value string `json:"value" maxLength:"400"`
	}
	templateContent struct {
		Title    string          `json:"title" maxLength:"200" doc:"站内标题或邮件主题"`
		Text     string          `json:"text" maxLength:"4000"`
		HTML     string          `json:"html" maxLength:"40000" doc:"邮件的网页正文，可以不写"`
		Template string          `json:"template" maxLength:"64" doc:"公众号里的模板编号"`
		Fields   []templateField `json:"fields" maxItems:"10" doc:"公众号模板的字段"`
	}
	templateVariable struct {
		Name   string `json:"name"`
		Label  string `json:"label"`
		Sample string `json:"sample"`
	}
	noticeTemplate struct {
		Reason       string             `json:"reason"`
		Label        string             `json:"reason_label"`
		Group        string             `json:"group"`
		GroupLabel   string             `json:"group_label"`
		Channel      string             `json:"channel"`
		ChannelLabel string             `json:"channel_label"`
		Variables    []templateVariable `json:"variables"`
		Content      templateContent    `json:"content"`
		Version      int64              `json:"version" doc:"0 为随程序提供的"`
		SavedBy      string             `json:"saved_by"`
		SavedAt      *time.Time         `json:"saved_at,omitempty"`
	}
	noticeTemplates struct {
		Items []noticeTemplate `json:"items"`
	}
	templateSave struct {
		Content templateContent `json:"content"`
		Version int64           `json:"version" minimum:"0" doc:"打开时的版本"`
	}
	templateDraft struct {
		Content templateContent `json:"content"`
	}
	templateTest struct {
		Content templateContent `json:"content"`
		Address string          `json:"address" minLength:"1" maxLength:"254"`
	}
	templatePreview struct {
		Content  templateContent `json:"content"`
		Segments int             `json:"segments" doc:"按几条短信计费，其他渠道为 0"`
	}
	noticeDelivery struct {
		ID           string     `json:"id"`
		Reason       string     `json:"reason"`
		Label        string     `json:"reason_label"`
		Channel      string     `json:"channel"`
		ChannelLabel string     `json:"channel_label"`
		State        string     `json:"state" enum:"queued,held,sending,sent,delivered,failed,suppressed,expired"`
		To           string     `json:"to" doc:"接收地址，部分隐去"`
		Attempts     int        `json:"attempts"`
		Failure      string     `json:"failure" doc:"渠道给出的原因代码"`
		ProviderID   string     `json:"provider_id"`
		CreatedAt    time.Time  `json:"created_at"`
		DueAt        *time.Time `json:"due_at,omitempty"`
		SentAt       *time.Time `json:"sent_at,omitempty"`
		DeliveredAt  *time.Time `json:"delivered_at,omitempty"`
		EndedAt      *time.Time `json:"ended_at,omitempty"`
		Can          []string   `json:"can" doc:"resend"`
	}
	noticeChannel struct {
		Channel      string     `json:"channel"`
		Label        string     `json:"label"`
		On           bool       `json:"on" doc:"本系统已接通"`
		PausedUntil  *time.Time `json:"paused_until,omitempty" doc:"连续失败，暂停到这时"`
		LastSentAt   *time.Time `json:"last_sent_at,omitempty"`
		LastFailedAt *time.Time `json:"last_failed_at,omitempty"`
		LastFailure  string     `json:"last_failure"`
		Waiting      int64      `json:"waiting"`
		Failed       int64      `json:"failed_today" doc:"24 小时内失败"`
	}
	noticeChannels struct {
		Items []noticeChannel `json:"items"`
	}
)

type templatesOutput struct{ Body noticeTemplates }

// TemplateInput names the words of a reason for a channel.
type TemplateInput struct {
	Reason  string `path:"reason" maxLength:"64"`
	Channel string `path:"channel" enum:"inapp,sms,mail,wechat,wecom"`
}

type templateOutput struct{ Body noticeTemplate }

type saveTemplateInput struct {
	TemplateInput
	Body templateSave
}

type previewInput struct {
	TemplateInput
	Body templateDraft
}

type previewOutput struct{ Body templatePreview }

type testInput struct {
	TemplateInput
	Body templateTest
}

type deliveriesInput struct {
	web.PageInput
	State   string `query:"state" enum:"queued,held,sending,sent,delivered,failed,suppressed,expired"`
	Channel string `query:"channel" enum:"inapp,sms,mail,wechat,wecom"`
	Reason  string `query:"reason" maxLength:"64"`
	Day     string `query:"day" format:"date" doc:"哪一天生成的，北京时间"`
}

type deliveriesOutput struct{ Body kernel.Rows[noticeDelivery] }

type channelsOutput struct{ Body noticeChannels }

func toContent(c templateContent) template.Content {
	out := template.Content{Title: c.Title, Text: c.Text, HTML: c.HTML, Template: c.Template}
	for _, f := range c.Fields {
		out.Fields = append(out.Fields, channel.Field(f))
	}
	return out
}

func fromContent(c template.Content) templateContent {
	out := templateContent{Title: c.Title, Text: c.Text, HTML: c.HTML, Template: c.Template, Fields: []templateField{}}
	for _, f := range c.Fields {
		out.Fields = append(out.Fields, templateField(f))
	}
	return out
}

func templateOf(w Words) noticeTemplate {
	out := noticeTemplate{
		Reason: w.Reason.Key, Label: w.Reason.Label, Group: string(w.Reason.Group), GroupLabel: w.Reason.Group.Label(),
		Channel: string(w.Channel), ChannelLabel: w.Channel.Label(), Variables: []templateVariable{},
		Content: fromContent(w.Content), Version: w.Version, SavedBy: w.SavedBy, SavedAt: optional(w.SavedAt),
	}
	for _, v := range w.Reason.Variables {
		out.Variables = append(out.Variables, templateVariable{Name: v.Name, Label: v.Label, Sample: v.Sample})
	}
	return out
}

func (s *Service) listTemplates(ctx context.Context, _ *struct{}) (*templatesOutput, error) {
	list, err := s.Templates(ctx)
	if err != nil {
		return nil, err
	}
	out := &templatesOutput{Body: noticeTemplates{Items: make([]noticeTemplate, len(list))}}
	for i, w := range list {
		out.Body.Items[i] = templateOf(w)
	}
	return out, nil
}

func (s *Service) getTemplate(ctx context.Context, in *TemplateInput) (*templateOutput, error) {
	w, err := s.Template(ctx, in.Reason, channel.Kind(in.Channel))
	if err != nil {
		return nil, err
	}
	return &templateOutput{Body: templateOf(w)}, nil
}

func (s *Service) saveTemplate(ctx context.Context, in *saveTemplateInput) (*templateOutput, error) {
	w, err := s.SaveTemplate(ctx, in.Reason, channel.Kind(in.Channel), toContent(in.Body.Content), in.Body.Version)
	if err != nil {
		return nil, err
	}
	return &templateOutput{Body: templateOf(w)}, nil
}

func (s *Service) previewTemplate(ctx context.Context, in *previewInput) (*previewOutput, error) {
	p, err := s.PreviewTemplate(ctx, in.Reason, channel.Kind(in.Channel), toContent(in.Body.Content))
	if err != nil {
		return nil, err
	}
	return &previewOutput{Body: templatePreview{Content: fromContent(template.Content(p.Rendered)), Segments: p.Segments}}, nil
}

func (s *Service) testTemplate(ctx context.Context, in *testInput) (*struct{}, error) {
	return nil, s.TestTemplate(ctx, in.Reason, channel.Kind(in.Channel), toContent(in.Body.Content), in.Body.Address)
}

func (s *Service) listDeliveriesOp(ctx context.Context, in *deliveriesInput) (*deliveriesOutput, error) {
	f := DeliveryFilter{State: delivery.State(in.State), Channel: channel.Kind(in.Channel), Reason: in.Reason}
	if in.Day != "" {
		var err error
		if f.Day, err = civil.Parse(in.Day); err != nil {
			return nil, errDay
		}
	}
	page, err := s.Deliveries(ctx, f, in.Page())
	if err != nil {
		return nil, err
	}
	out := &deliveriesOutput{Body: kernel.Rows[noticeDelivery]{Items: make([]noticeDelivery, len(page.Items)), Total: page.Total, Next: page.Next}}
	for i, d := range page.Items {
		reason, _ := template.Find(d.Reason)
		item := noticeDelivery{
			ID: d.ID, Reason: d.Reason, Label: reason.Label, Channel: string(d.Channel), ChannelLabel: d.Channel.Label(), State: string(d.State), To: d.To,
			Attempts: d.Attempts, Failure: d.Failure, ProviderID: d.ProviderID, CreatedAt: d.CreatedAt, DueAt: optional(d.DueAt), SentAt: optional(d.SentAt),
			DeliveredAt: optional(d.DeliveredAt), EndedAt: optional(d.EndedAt), Can: []string{},
		}
		if d.CanResend {
			item.Can = append(item.Can, "resend")
		}
		out.Body.Items[i] = item
	}
	return out, nil
}

func (s *Service) resendDelivery(ctx context.Context, in *idInput) (*struct{}, error) {
	return nil, s.Resend(ctx, in.ID)
}

func (s *Service) listChannels(ctx context.Context, _ *struct{}) (*channelsOutput, error) {
	list, err := s.ChannelHealth(ctx)
	if err != nil {
		return nil, err
	}
	out := &channelsOutput{Body: noticeChannels{Items: []noticeChannel{}}}
	for _, c := range list {
		item := noticeChannel{
			Channel: string(c.Kind), Label: c.Kind.Label(), On: c.On, LastSentAt: optional(c.LastSentAt), LastFailedAt: optional(c.LastFailedAt),
			LastFailure: c.LastFailure, Waiting: c.Waiting, Failed: c.Failed,
		}
		if c.Resting {
			item.PausedUntil = optional(c.PausedUntil)
		}
		out.Body.Items = append(out.Body.Items, item)
	}
	return out, nil
}
