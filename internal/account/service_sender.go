package account

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"
)

// ConsoleSender returns a sender that writes each text to w as a line for people
// and to log as a structured record. It is for demonstrations and development:
// whoever reads the output can log in as anybody.
func ConsoleSender(w io.Writer, log *slog.Logger) Sender { return &consoleSender{w: w, log: log} }

type consoleSender struct {
	mu  sync.Mutex
	w   io.Writer
	log *slog.Logger
}

// Send writes the text.
func (c *consoleSender) Send(ctx context.Context, phone, text string) error {
	c.log.InfoContext(ctx, "text message", "phone", phone, "text", text)
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := fmt.Fprintf(c.w, "[短信] %s  %s\n", phone, text)
	return wrap(err, "print text message")
}
