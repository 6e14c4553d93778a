package notify

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/delivery"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// PublicOperations are the operations of this module that anybody may call:
// receipts, which are signed.
var PublicOperations = []string{"record-notice-receipt"}

// Routes adds the module's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(id, method, path, summary string, p authz.Permission, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "notify", Summary: summary, Permission: p, Status: status, MaxBody: 64 << 10}
	}
	const none = http.StatusNoContent
	web.Register(api, op("list-notices", http.MethodGet, "/notices", "我的消息", PermMy, 0), s.listNotices)
	web.Register(api, op("count-unread-notices", http.MethodGet, "/notices/unread", "未读消息数", PermMy, 0), s.countUnreadNotices)
	web.Register(api, op("read-notice", http.MethodPost, "/notices/{id}/read", "把一条消息标为已读", PermMy, none), s.readNotice)
	web.Register(api, op("read-all-notices", http.MethodPost, "/notices/read", "把消息全部标为已读", PermMy, 0), s.readAllNotices)
	web.Register(api, op("get-notice-settings", http.MethodGet, "/notice-settings", "我的消息设置", PermMy, 0), s.getSettings)
	web.Register(api, op("save-notice-settings", http.MethodPut, "/notice-settings", "修改我的消息设置", PermMy, 0), s.saveSettings)
	web.Register(api, op("ask-notice-address", http.MethodPost, "/notice-addresses", "设置接收地址，发送验证码", PermMy, 0), s.askAddress)
	web.Register(api, op("confirm-notice-address", http.MethodPost, "/notice-addresses/confirm", "用验证码启用接收地址", PermMy, none), s.confirmAddress)
	web.Register(api, op("remove-notice-address", http.MethodDelete, "/notice-addresses/{channel}", "删除接收地址", PermMy, none), s.removeAddress)
	web.Register(api, op("list-notice-templates", http.MethodGet, "/notice-templates", "消息模板", PermTemplateEdit, 0), s.listTemplates)
	web.Register(api, op("get-notice-template", http.MethodGet, "/notice-templates/{reason}/{channel}", "一个消息模板", PermTemplateEdit, 0), s.getTemplate)
	web.Register(api, op("save-notice-template", http.MethodPut, "/notice-templates/{reason}/{channel}", "修改消息模板", PermTemplateEdit, 0), s.saveTemplate)
	web.Register(api, op("preview-notice-template", http.MethodPost, "/notice-templates/{reason}/{channel}/preview", "预览消息模板", PermTemplateEdit, 0), s.previewTemplate)
	web.Register(api, op("test-notice-template", http.MethodPost, "/notice-templates/{reason}/{channel}/test", "试发一条消息", PermTemplateEdit, none), s.testTemplate)
	web.Register(api, op("list-notice-deliveries", http.MethodGet, "/notice-deliveries", "消息发送情况", PermDeliveryRead, 0), s.listDeliveriesOp)
	web.Register(api, op("resend-notice-delivery", http.MethodPost, "/notice-deliveries/{id}/resend", "重新发送失败的消息", PermDeliveryResend, none), s.resendDelivery)
	web.Register(api, op("list-notice-channels", http.MethodGet, "/notice-channels", "消息渠道的状况", PermDeliveryRead, 0), s.listChannels)
	web.Register(api, op("record-notice-receipt", http.MethodPost, "/notice-receipts/{channel}", "接收渠道回执（签名见运行手册）", "", none), s.recordReceipt)
}

// The names of these types are those of the schemas in the API's document.
type (
	noticeItem struct {
		ID         string     `json:"id"`
		Reason     string     `json:"reason"`
		Label      string     `json:"reason_label"`
		Group      string     `json:"group"`
		GroupLabel string     `json:"group_label"`
		Title      string     `json:"title"`
		Text       string     `json:"text"`
		Link       string     `json:"link" doc:"相关页面的路径，没有则为空"`
		Times      int64      `json:"times" doc:"当天发生了几次"`
		At         time.Time  `json:"at"`
		ReadAt     *time.Time `json:"read_at,omitempty"`
	}
	unreadCount struct {
		Count int64 `json:"count"`
	}
	newestNotice struct {
		Newest string `json:"newest" format:"uuid" maxLength:"36" doc:"看到的最新一条；更新的不会标为已读"`
	}
	quietHours struct {
		From int `json:"from" minimum:"0" maximum:"1439" doc:"北京时间，一天中的第几分钟"`
		To   int `json:"to" minimum:"0" maximum:"1439" doc:"与 from 相同表示没有免打扰时间"`
	}
	noticeGroup struct {
		Group    string   `json:"group" enum:"progress,policy,security,system"`
		Label    string   `json:"label" readOnly:"true" required:"false"`
		Channels []string `json:"channels" maxItems:"5" doc:"inapp 站内 · sms 短信 · mail 邮件 · wechat 微信公众号 · wecom 企业微信"`
	}
	noticeReach struct {
		Channel string `json:"channel"`
		Label   string `json:"label"`
		Address string `json:"address" doc:"生效的地址，部分隐去"`
		Waiting string `json:"waiting" doc:"等待验证的地址，部分隐去"`
		Own     bool   `json:"own" doc:"地址是在这里设置的，可以删除"`
	}
	noticeSettings struct {
		Groups   []noticeGroup `json:"groups"`
		Quiet    quietHours    `json:"quiet"`
		Channels []noticeReach `json:"channels" doc:"本系统已接通的渠道"`
		Version  int64         `json:"version"`
	}
	noticeChoices struct {
		Groups  []noticeGroup `json:"groups" minItems:"1" maxItems:"4"`
		Quiet   quietHours    `json:"quiet"`
		Version int64         `json:"version" minimum:"0"`
	}
	noticeAddress struct {
		Channel string `json:"channel" enum:"sms,mail,wechat,wecom"`
		Address string `json:"address" minLength:"1" maxLength:"254"`
	}
	noticeCode struct {
		Channel string `json:"channel" enum:"sms,mail,wechat,wecom"`
		Code    string `json:"code" minLength:"1" maxLength:"16"`
	}
	codeAsked struct {
		ResendAfter int `json:"resend_after_seconds"`
	}
)

type noticesInput struct {
	web.PageInput
	Unread bool `query:"unread" doc:"只看未读"`
}

type noticesOutput struct{ Body kernel.Rows[noticeItem] }

type idInput struct {
	ID string `path:"id" maxLength:"36"`
}

type unreadOutput struct{ Body unreadCount }

type readAllInput struct{ Body newestNotice }

type settingsOutput struct{ Body noticeSettings }

type choicesInput struct{ Body noticeChoices }

// ChannelInput names a channel that has addresses.
type ChannelInput struct {
	Channel string `path:"channel" enum:"sms,mail,wechat,wecom"`
}

type addressInput struct{ Body noticeAddress }

type codeInput struct{ Body noticeCode }

type askedOutput struct{ Body codeAsked }

func (s *Service) listNotices(ctx context.Context, in *noticesInput) (*noticesOutput, error) {
	page, err := s.Inbox(ctx, in.Unread, in.Page())
	if err != nil {
		return nil, err
	}
	out := &noticesOutput{Body: kernel.Rows[noticeItem]{Items: make([]noticeItem, len(page.Items)), Total: page.Total, Next: page.Next}}
	for i, n := range page.Items {
		out.Body.Items[i] = noticeItem{
			ID: n.ID, Reason: n.Reason, Label: n.Label, Group: string(n.Group), GroupLabel: n.Group.Label(), Title: n.Title, Text: n.Text,
			Link: n.Link, Times: n.Times, At: n.At, ReadAt: optional(n.ReadAt),
		}
	}
	return out, nil
}

func optional(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (s *Service) countUnreadNotices(ctx context.Context, _ *struct{}) (*unreadOutput, error) {
	n, err := s.Unread(ctx)
	return &unreadOutput{Body: unreadCount{n}}, err
}

func (s *Service) readNotice(ctx context.Context, in *idInput) (*struct{}, error) {
	return nil, s.Read(ctx, in.ID)
}

func (s *Service) readAllNotices(ctx context.Context, in *readAllInput) (*unreadOutput, error) {
	if _, err := s.ReadAll(ctx, in.Body.Newest); err != nil {
		return nil, err
	}
	return s.countUnreadNotices(ctx, nil)
}

func (s *Service) getSettings(ctx context.Context, _ *struct{}) (*settingsOutput, error) {
	settings, err := s.MySettings(ctx)
	if err != nil {
		return nil, err
	}
	body := noticeSettings{Quiet: quietHours(settings.Choices.Quiet), Version: settings.Version, Channels: []noticeReach{}}
	for _, g := range template.Groups {
		group := noticeGroup{Group: string(g), Label: g.Label(), Channels: []string{}}
		for _, k := range settings.Choices.Channels[g] {
			group.Channels = append(group.Channels, string(k))
		}
		body.Groups = append(body.Groups, group)
	}
	for _, r := range settings.Reaches {
		body.Channels = append(body.Channels, noticeReach{Channel: string(r.Channel), Label: r.Channel.Label(), Address: r.Masked, Waiting: r.Waiting, Own: r.Own})
	}
	return &settingsOutput{Body: body}, nil
}

func (s *Service) saveSettings(ctx context.Context, in *choicesInput) (*settingsOutput, error) {
	choices := Choices{Quiet: delivery.Quiet(in.Body.Quiet), Channels: map[template.Group][]channel.Kind{}}
	for _, g := range in.Body.Groups {
		for _, k := range g.Channels {
			group := template.Group(g.Group)
			choices.Channels[group] = append(choices.Channels[group], channel.Kind(k))
		}
	}
	if err := s.Choose(ctx, choices, in.Body.Version); err != nil {
		return nil, err
	}
	return s.getSettings(ctx, nil)
}

func (s *Service) askAddress(ctx context.Context, in *addressInput) (*askedOutput, error) {
	again, err := s.AskAddress(ctx, channel.Kind(in.Body.Channel), in.Body.Address)
	return &askedOutput{Body: codeAsked{int(again.Seconds())}}, err
}

func (s *Service) confirmAddress(ctx context.Context, in *codeInput) (*struct{}, error) {
	return nil, s.ConfirmAddress(ctx, channel.Kind(in.Body.Channel), in.Body.Code)
}

func (s *Service) removeAddress(ctx context.Context, in *ChannelInput) (*struct{}, error) {
	return nil, s.RemoveAddress(ctx, channel.Kind(in.Channel))
}

type receiptBody struct {
	Delivery   string `json:"id,omitempty" maxLength:"36" doc:"发送时给出的 ${id}"`
	ProviderID string `json:"provider_id,omitempty" maxLength:"128" doc:"渠道自己的编号"`
	Delivered  bool   `json:"delivered"`
	Code       string `json:"code,omitempty" maxLength:"100" doc:"没有送达的原因代码"`
}

type receiptInput struct {
	ChannelInput
	ID        string `header:"webhook-id" maxLength:"128"`
	Timestamp string `header:"webhook-timestamp" maxLength:"20"`
	Signature string `header:"webhook-signature" maxLength:"500"`
	Body      receiptBody
	// RawBody is what the signature is over.
	RawBody []byte
}

func (s *Service) recordReceipt(ctx context.Context, in *receiptInput) (*struct{}, error) {
	b := in.Body
	return nil, s.TakeReceipt(ctx, channel.Kind(in.Channel), Envelope{ID: in.ID, Timestamp: in.Timestamp, Signature: in.Signature}, in.RawBody,
		Arrival(b))
}
