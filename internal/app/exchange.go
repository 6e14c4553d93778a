package app

import (
	"crypto/rand"
	"strings"

	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/exchange/open311"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/platform/outbound"
)

// buildExchange makes how appeals leave and what other systems say of them.
func (a *App) buildExchange() {
	a.Exchange = &exchange.Service{
		Service: a.Appeals, Exports: a.Disclosure, Taker: a.Intake, Jobs: a.Jobs, Random: rand.Reader, Log: a.Log,
		Allow: a.Config.Exchange.Allow, Out: outbound.New(outbound.Options{Allow: a.Config.Exchange.Allow}),
	}
	a.Open311 = &open311.Service{
		Service: a.Exchange, Topics: topic.Default(), Public: a.Config.Exchange.Open311Public, PublicURL: strings.TrimSuffix(a.Config.Server.PublicURL, "/"),
	}
	a.Disclosure.Serve(exchange.ExportList, exchange.Lists{Service: a.Exchange})
}
