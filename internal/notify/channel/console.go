package channel

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"
)

// NewConsole returns an SMS channel that writes each text to w as a line for
// people and to log as a structured record. It is for demonstrations and
// development: whoever reads the output can log in as anybody.
func NewConsole(w io.Writer, log *slog.Logger) Channel { return &console{w: w, log: log} }

type console struct {
	mu  sync.Mutex
	w   io.Writer
	log *slog.Logger
}

// Kind returns SMS.
func (c *console) Kind() Kind { return SMS }

// Idempotent is true: a line twice does no harm.
func (c *console) Idempotent() bool { return true }

// Send writes the text.
func (c *console) Send(ctx context.Context, m Message) (Receipt, error) {
	c.log.InfoContext(ctx, "text message", "phone", m.To, "text", m.Text)
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := fmt.Fprintf(c.w, "[短信] %s  %s\n", m.To, m.Text); err != nil {
		return Receipt{}, temporary("console", err)
	}
	return Receipt{ProviderID: m.ID, Delivered: true}, nil
}
