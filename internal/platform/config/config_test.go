package config_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/config"
)

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "yikou.yaml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestTheEnvironmentWinsOverTheFileAndTheFileOverTheDefaults(t *testing.T) {
	t.Parallel()
	c, err := config.Load(file(t, "place: 霁川市望渚区\nserver:\n  listen: 0.0.0.0:80\nsession:\n  idle: 10m\n"),
		[]string{"YIKOU_LISTEN=127.0.0.1:9000", "YIKOU_TRUSTED_PROXIES=10.0.0.0/8, 192.0.2.1", "YIKOU_DEMO=true", "HOME=/", "YIKOU_TEST_POSTGRES=x"})
	require.NoError(t, err)
	require.NoError(t, c.Validate())
	require.Equal(t, "霁川市望渚区", c.Place)
	require.Equal(t, "127.0.0.1:9000", c.Server.Listen)
	require.Equal(t, 10*time.Minute, c.Session.Idle)
	require.Equal(t, 12*time.Hour, c.Session.Absolute)
	require.True(t, c.Demo)
	require.Len(t, c.Proxies(), 2)
	require.Equal(t, "sqlite:data/yikou.db", c.DatabaseURL())
	require.False(t, c.Secure())
}

func TestTypingErrorsAreRefusedByName(t *testing.T) {
	t.Parallel()
	_, err := config.Load(file(t, "servre:\n  listen: x\n"), nil)
	require.ErrorContains(t, err, "servre")
	_, err = config.Load("", []string{"YIKOU_LISTENN=:1"})
	require.ErrorContains(t, err, "YIKOU_LISTENN")
	_, err = config.Load("", []string{"YIKOU_JOBS_WORKERS=many"})
	require.ErrorContains(t, err, "YIKOU_JOBS_WORKERS")
	_, err = config.Load(filepath.Join(t.TempDir(), "none.yaml"), nil)
	require.ErrorContains(t, err, "none.yaml")
}

func TestEverySettingThatCannotWorkIsNamed(t *testing.T) {
	t.Parallel()
	for key, change := range map[string]func(*config.Config){
		"database.url":           func(c *config.Config) { c.Database.URL = "mysql://x" },
		"server.listen":          func(c *config.Config) { c.Server.Listen = "" },
		"server.metrics_listen":  func(c *config.Config) { c.Server.MetricsListen = "9" },
		"server.public_url":      func(c *config.Config) { c.Server.PublicURL = "yikou.example" },
		"server.trusted_proxies": func(c *config.Config) { c.Server.TrustedProxies = []string{"proxy"} },
		"log.level":              func(c *config.Config) { c.Log.Level = "loud" },
		"log.format":             func(c *config.Config) { c.Log.Format = "xml" },
		"trace.endpoint":         func(c *config.Config) { c.Trace.Endpoint = "collector" },
		"jobs.workers":           func(c *config.Config) { c.Jobs.Workers = 0 },
		"session.idle":           func(c *config.Config) { c.Session.Absolute = time.Minute },
	} {
		c := config.Default()
		require.NoError(t, c.Validate())
		change(&c)
		require.ErrorContains(t, c.Validate(), key)
	}
}
