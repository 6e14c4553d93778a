package app

import (
	"context"
	"crypto/rand"
	"strings"

	"github.com/yikou/yikou/internal/account/directory"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/app/telling"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/seal"
)

// buildNotify puts the telling of people together: the channels that the settings
// name, and in demo mode a console in place of a gateway.
func (a *App) buildNotify(sealer *seal.Sealer) error {
	settings, err := a.Config.Notify.Secrets()
	if err != nil {
		return err
	}
	var console channel.Channel
	if a.Config.Demo {
		console = channel.NewConsole(a.console, a.Log)
	}
	channels, err := telling.Channels(settings, console, a.Clock)
	if err != nil {
		return err
	}
	a.people = directory.Directory{DB: a.DB, Clock: a.Clock, Seal: sealer}
	a.Notify = notify.New(notify.Deps{
		DB: a.DB, Clock: a.Clock, Audit: a.Audit, Bus: a.Bus, Jobs: a.Jobs, Seal: sealer, Log: a.Log, Random: rand.Reader,
		People: telling.People{Directory: a.people}, Channels: channels, PublicURL: strings.TrimSuffix(a.Config.Server.PublicURL, "/"), ReceiptSecret: settings.Receipt.Secret,
	})
	a.texts = noSender{}
	for _, c := range channels {
		if c.Kind() == channel.SMS {
			a.texts = telling.Texts{Via: c, Seal: sealer}
		}
	}
	return nil
}

// withInbox gives every role the power to have messages of one's own, and the
// system administrator the care of how they are sent.
func withInbox(roles []role.Role) []role.Role {
	for i := range roles {
		roles[i].Grants = append(roles[i].Grants, own(notify.PermMy)...)
		if roles[i].Code == "system_admin" {
			roles[i].Grants = append(roles[i].Grants, all(notify.PermTemplateEdit, notify.PermDeliveryRead, notify.PermDeliveryResend)...)
		}
	}
	return roles
}

// noSender stands where no carrier is configured.
type noSender struct{}

// errNoCarrier is returned by noSender.
var errNoCarrier = errs.New(errs.Unavailable, "sms.not_configured", "本系统还没有接通短信，暂时不能用验证码登录。请与服务中心联系。")

// Send refuses.
func (noSender) Send(context.Context, string, string) error { return errNoCarrier }
