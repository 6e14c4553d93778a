package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/platform/tracing"
	"github.com/yikou/yikou/internal/platform/web"
	screens "github.com/yikou/yikou/web"
)

// Patience of the server. Guesses, but for the first: a client that cannot send
// its headers in time keeps a connection from others.
const (
	headerTimeout   = 10 * time.Second
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 15 * time.Second
	maxHeaderBytes  = 64 << 10
)

// Serve runs jobs and HTTP until ctx ends, then lets running work finish.
func (a *App) Serve(ctx context.Context) error {
	if a.Config.Demo {
		if err := a.CreateDemo(ctx, DemoOptions{}); err != nil {
			return err
		}
	}
	handler, err := web.Screens(screens.Dist())
	if err != nil {
		a.Log.Warn("only the API is served", "error", err)
		handler = web.NotFound()
	}
	protection, err := a.protection()
	if err != nil {
		return err
	}
	tracer, err := tracing.Start(ctx, a.Config.Trace.Endpoint, a.version)
	if err != nil {
		return err
	}
	listener, err := listen(ctx, a.Config.Server.Listen)
	if err != nil {
		return fmt.Errorf("不能监听 %s（可能已被别的程序占用）：%w", a.Config.Server.Listen, err)
	}
	if err := a.Jobs.Start(ctx); err != nil {
		_ = listener.Close()
		return err
	}
	go a.warm(ctx)
	// Requests end with this context, which is what ends event streams.
	requests, endRequests := context.WithCancel(context.WithoutCancel(ctx))
	defer endRequests()
	server := &http.Server{
		Handler: tracer.Wrap(a.Handler(handler)), ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderBytes,
		BaseContext: func(net.Listener) context.Context { return requests },
		ErrorLog:    slog.NewLogLogger(a.Log.Handler(), slog.LevelWarn), TLSConfig: protection,
	}
	figures, err := a.serveMetrics(ctx)
	if err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- serveOn(server, listener) }()
	a.announce(listener.Addr())
	select {
	case err = <-ended:
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	server.RegisterOnShutdown(endRequests)
	err = errors.Join(err, server.Shutdown(stop), figures.Shutdown(stop), a.Jobs.Stop(stop), tracer.Stop(stop))
	a.Log.Info("stopped")
	return err
}

// protection returns the settings of TLS, nil when that is left to a proxy.
func (a *App) protection() (*tls.Config, error) {
	if a.Config.Server.Certificate == "" {
		return nil, nil
	}
	return web.TLS(a.Config.Server.Certificate, a.Config.Server.Key)
}

func serveOn(server *http.Server, listener net.Listener) error {
	if server.TLSConfig == nil {
		return server.Serve(listener)
	}
	return server.ServeTLS(listener, "", "")
}

// warm loads the columns of registry and inbox, so that the first list of the day does not
// wait for them.
func (a *App) warm(ctx context.Context) {
	if err := a.Enterprise.Warm(ctx); err != nil && ctx.Err() == nil {
		a.Log.WarnContext(ctx, "registry not loaded ahead", "error", err)
	}
	if err := a.Appeals.WarmInbox(ctx); err != nil && ctx.Err() == nil {
		a.Log.WarnContext(ctx, "inbox not loaded ahead, it is asked for in SQL", "error", err)
	}
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	var config net.ListenConfig
	return config.Listen(ctx, "tcp", address)
}

// serveMetrics serves the figures on an address of their own, if there is one.
func (a *App) serveMetrics(ctx context.Context) (*http.Server, error) {
	server := &http.Server{Handler: a.Metrics.Handler(), ReadHeaderTimeout: headerTimeout}
	if a.Config.Server.MetricsListen == "" {
		return server, nil
	}
	listener, err := listen(ctx, a.Config.Server.MetricsListen)
	if err != nil {
		return nil, fmt.Errorf("不能在 %s 提供监控指标：%w", a.Config.Server.MetricsListen, err)
	}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			a.Log.Error("metrics ended", "error", err)
		}
	}()
	return server, nil
}

// announce says on the console where the instance is and, in demo mode, who can
// log in.
func (a *App) announce(address net.Addr) {
	url := a.Config.Server.PublicURL
	if url == "" {
		scheme := "http://"
		if a.Config.Secure() {
			scheme = "https://"
		}
		url = scheme + a.Config.Server.Listen
		if _, port, err := net.SplitHostPort(a.Config.Server.Listen); err == nil && port == "0" {
			url = scheme + address.String()
		}
	}
	_, _ = fmt.Fprintf(a.console, "一口已启动：%s\n", url)
	if a.Config.Demo {
		printLogins(a.console, url)
	}
}
