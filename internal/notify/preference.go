package notify

import (
	"fmt"
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/delivery"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Choices are what a person wants to be told by what.
type Choices struct {
	// Channels are those of each group.
	Channels map[template.Group][]channel.Kind `json:"channels"`
	Quiet    delivery.Quiet                    `json:"quiet"`
}

// DefaultChoices returns the choices of somebody who has made none. A text costs
// the office money and the person attention: it is kept for what waits for a firm
// and for security.
func DefaultChoices(kind kernel.PrincipalKind) Choices {
	second := channel.WeCom
	if kind == kernel.EnterprisePrincipal {
		second = channel.SMS
	}
	return Choices{
		Quiet: delivery.DefaultQuiet,
		Channels: map[template.Group][]channel.Kind{
			template.Progress: {channel.InApp, second},
			template.Policy:   {channel.InApp, second},
			template.Security: {channel.InApp, channel.SMS},
			template.System:   {channel.InApp, channel.Mail},
		},
	}
}

// Wants reports whether the group goes out through the channel.
func (c Choices) Wants(g template.Group, kind channel.Kind) bool {
	return slices.Contains(c.Channels[g], kind)
}

// cleaned returns the choices in the order of the tables, each channel once. It
// fails with ErrChoices for unknown ones, for hours that are none, and for
// security messages that would not appear in-app.
func (c Choices) cleaned() (Choices, error) {
	var fields []errs.Field
	clean := Choices{Quiet: c.Quiet, Channels: map[template.Group][]channel.Kind{}}
	for g, kinds := range c.Channels {
		if !g.Known() {
			fields = append(fields, errs.Field{Path: "body.channels", Msg: "没有这一类消息。"})
		}
		for _, k := range kinds {
			if !k.Known() {
				fields = append(fields, errs.Field{Path: fmt.Sprintf("body.channels.%s", g), Msg: "没有这个渠道。"})
			}
		}
	}
	for _, g := range template.Groups {
		clean.Channels[g] = []channel.Kind{}
		for _, k := range channel.Kinds {
			if c.Wants(g, k) {
				clean.Channels[g] = append(clean.Channels[g], k)
			}
		}
	}
	if !clean.Wants(template.Security, channel.InApp) {
		fields = append(fields, errs.Field{Path: "body.channels.security", Msg: "账号安全的站内消息不能关闭。"})
	}
	if !c.Quiet.Valid() {
		fields = append(fields, errs.Field{Path: "body.quiet", Msg: "免打扰时间应在 0:00 到 23:59 之间。"})
	}
	if fields != nil {
		return c, ErrChoices.With(fields...)
	}
	return clean, nil
}
