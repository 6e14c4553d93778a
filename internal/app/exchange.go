package app

import (
	"crypto/rand"

	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/platform/outbound"
)

// buildExchange makes how appeals leave and what other systems say of them.
func (a *App) buildExchange() {
	a.Exchange = &exchange.Service{
		Service: a.Appeals, Exports: a.Disclosure, Taker: a.Intake, Jobs: a.Jobs, Random: rand.Reader, Log: a.Log,
		Allow: a.Config.Exchange.Allow, Out: outbound.New(outbound.Options{Allow: a.Config.Exchange.Allow}),
	}
	a.Disclosure.Serve(exchange.ExportList, exchange.Lists{Service: a.Exchange})
}
