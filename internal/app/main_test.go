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
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/yikou/yikou/internal/app/command"
	"github.com/yikou/yikou/internal/platform/clock"
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
	in := command.Invocation{
		Version: "test", Args: os.Args[1:], Environ: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
	}
	if os.Getenv(jumping) != "" {
		in.Clock = jumper{clock.System()}
	}
	code := command.Main(ctx, in)
	stop()
	os.Exit(code)
}

// jumping is the variable that makes the clock of a program jump. It is not of the
// family YIKOU_, of which the program takes none that it does not know.
const jumping = "PROOF_CLOCK_JUMPS"

// jumper is a clock that is right, then an hour ahead, right again, an hour behind,
// each for a third of a second.
type jumper struct{ clock.Clock }

// Now is what the clock shows.
func (j jumper) Now() time.Time {
	now := j.Clock.Now()
	return now.Add([]time.Duration{0, time.Hour, 0, -time.Hour}[now.UnixMilli()/333%4])
}

func TestCommandsKeepTheirWordToThoseWhoScriptAgainstThem(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}
