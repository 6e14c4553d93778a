// Command yikou is the whole system: server, imports, matching, checks.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/yikou/yikou/internal/app/command"
)

// version is set by the linker.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := command.Main(ctx, command.Invocation{
		Version: version,
		Args:    os.Args[1:],
		Environ: os.Environ(),
		Stdin:   os.Stdin,
		Stdout:  os.Stdout,
		Stderr:  os.Stderr,
	})
	stop()
	os.Exit(code)
}
