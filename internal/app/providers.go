package app

import (
	"cmp"

	"github.com/yikou/yikou/internal/account/oidc"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/drafting"
	"github.com/yikou/yikou/internal/policy/drafting/helper"
)

// providers are the identity providers as their package reads them.
func (a *App) providers() []oidc.Provider {
	list := make([]oidc.Provider, 0, len(a.Config.OIDC))
	for _, c := range a.Config.OIDC {
		list = append(list, providerOf(c))
	}
	return list
}

func providerOf(c config.OIDC) oidc.Provider {
	scopes := c.Scopes
	if len(scopes) == 0 {
		scopes = []string{"openid", "profile", "phone"}
	}
	standard := oidc.DefaultClaims
	return oidc.Provider{
		ID: c.ID, Label: c.Label, Issuer: c.Issuer, ClientID: c.ClientID, ClientSecret: c.ClientSecret(), Scopes: scopes,
		For: kernel.PrincipalKind(c.For), LinkByLogin: c.Link == "login", TrustsPhone: c.TrustsPhone, TrustsSecondFactor: c.TrustsSecondFactor,
		MandateFor: cmp.Or(c.MandateFor, oidc.DefaultMandateFor), SecretInBody: c.ClientAuth == "post",
		Claims: oidc.Claims{
			Subject: cmp.Or(c.Claims.Subject, standard.Subject), Login: cmp.Or(c.Claims.Login, standard.Login),
			Phone: cmp.Or(c.Claims.Phone, standard.Phone), Name: cmp.Or(c.Claims.Name, standard.Name),
			USCC: c.Claims.USCC, Legal: c.Claims.LegalRepresentative,
		},
	}
}

// buildDrafting makes what reads policies into drafts, with the model that the
// settings name.
func (a *App) buildDrafting() error {
	settings := a.Config.Drafting
	key, err := settings.Key()
	if err != nil {
		return err
	}
	d := drafting.Deps{Dictionary: a.Policy.Dictionary, Divisions: a.Org, Place: a.place(), Permission: policy.PermEdit, Log: a.Log}
	if settings.Endpoint != "" {
		d.Helper, err = helper.New(helper.Options{Endpoint: settings.Endpoint, Model: settings.Model, Key: key, Clock: a.Clock})
	}
	a.Drafting = drafting.New(d)
	return err
}
