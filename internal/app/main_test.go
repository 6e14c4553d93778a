package app_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/yikou/yikou/internal/app/command"
)

// TestMain lets this test binary stand in for the program: scripts call it as
// `yikou`, and the crash tests start it as a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(tidy{m}, map[string]func(){"yikou": program})
}

// tidy runs the tests and removes the program that some of them built.
type tidy struct{ *testing.M }

func (m tidy) Run() int {
	code := m.M.Run()
	_ = os.RemoveAll(builtIn)
	return code
}

// builtIn is the folder of the program that tests build, one a run.
var builtIn = filepath.Join(os.TempDir(), fmt.Sprintf("yikou-proof-%d", os.Getpid()))

// built is the real program, not this test binary: what is killed is what is
// shipped, without a race detector. It is built once a run.
var built = sync.OnceValues(func() (string, error) {
	path := filepath.Join(builtIn, "yikou")
	cmd := exec.Command("go", "build", "-trimpath", "-o", path, "../../cmd/yikou")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, said)
	}
	return path, nil
})

func program() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := command.Main(ctx, command.Invocation{
		Version: "test", Args: os.Args[1:], Environ: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
	})
	stop()
	os.Exit(code)
}

func TestCommandsKeepTheirWordToThoseWhoScriptAgainstThem(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}
