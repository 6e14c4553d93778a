package account

import (
	"testing"

	"github.com/yikou/yikou/internal/account/device"

	"github.com/stretchr/testify/require"
)

func TestSettingsThatLeaveTheDoorOpenOrShutAreRefused(t *testing.T) {
	t.Parallel()
	require.NoError(t, DefaultConfig().Validate())
	for name, spoil := range map[string]func(*Config){
		"argon2":     func(c *Config) { c.Argon2.Memory = 7 },
		"life":       func(c *Config) { c.Codes.Life = 0 },
		"tries":      func(c *Config) { c.Codes.Tries = 0 },
		"free":       func(c *Config) { c.Limits.Address.Free = 0 },
		"forget":     func(c *Config) { c.Limits.Account.Forget = c.Limits.Account.Longest - 1 },
		"idle":       func(c *Config) { c.Sessions.Staff.Idle = device.TouchEvery },
		"absolute":   func(c *Config) { c.Sessions.Enterprise.Absolute = c.Sessions.Enterprise.Idle - 1 },
		"profile":    func(c *Config) { c.Profile = "none" },
		"factor":     func(c *Config) { c.SecondFactor = "sometimes" },
		"no hashing": func(c *Config) { c.Hashing = 0 },
	} {
		c := DefaultConfig()
		spoil(&c)
		require.Error(t, c.Validate(), name)
	}
}
