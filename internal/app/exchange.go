package app

import "github.com/yikou/yikou/internal/appeal/exchange"

// buildExchange makes how appeals leave and what other systems say of them.
func (a *App) buildExchange() {
	a.Exchange = &exchange.Service{Service: a.Appeals, Exports: a.Disclosure}
	a.Disclosure.Serve(exchange.ExportList, exchange.Lists{Service: a.Exchange})
}
