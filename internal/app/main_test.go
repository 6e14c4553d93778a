package app_test

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/yikou/yikou/internal/app"
)

// TestMain lets this test binary stand in for the program: scripts call it as
// `yikou`, and the crash tests start it as a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"yikou": program})
}

func program() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := app.Main(ctx, app.Invocation{
		Version: "test", Args: os.Args[1:], Environ: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
	})
	stop()
	os.Exit(code)
}

func TestCommandsKeepTheirWordToThoseWhoScriptAgainstThem(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}
