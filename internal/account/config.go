package account

import (
	"errors"
	"runtime"

	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/secret"
)

// Config sets the limits of coming in and staying in. Take DefaultConfig and
// change what must be other.
type Config struct {
	Argon2   secret.Argon2    `yaml:"argon2"`
	Codes    secret.Codes     `yaml:"codes"`
	Limits   secret.Limits    `yaml:"limits"`
	Sessions device.Lifetimes `yaml:"sessions"`
	// Profile is whose demands on passwords are followed.
	Profile secret.Profile `yaml:"profile"`
	// SecondFactor says who must have a second factor.
	SecondFactor SecondFactor `yaml:"second_factor"`
	// Names are words that no password of anybody here may consist of, such as the
	// name of the place.
	Names []string `yaml:"names"`
	// Issuer is the name that an app on a telephone shows for the second factor.
	Issuer string `yaml:"issuer"`
	// Hashing is how many passwords are checked at once; each takes
	// Argon2.Memory. The number of processors by default.
	Hashing int `yaml:"hashing"`
}

// DefaultConfig returns the limits of an instance that sets none.
func DefaultConfig() Config {
	return Config{
		Argon2: secret.DefaultArgon2, Codes: secret.DefaultCodes, Limits: secret.DefaultLimits, Sessions: device.DefaultLifetimes,
		Profile: secret.ASVS, SecondFactor: FactorOptional, Issuer: "一口办理",
		Hashing: runtime.GOMAXPROCS(0),
	}
}

// Validate returns every setting that would leave the door open or shut.
func (c Config) Validate() error {
	var problems []error
	refuse := func(wrong bool, what string) {
		if wrong {
			problems = append(problems, errors.New("account: "+what))
		}
	}
	refuse(c.Argon2.Time < 1 || c.Argon2.Threads < 1 || c.Argon2.Memory < 8*uint32(c.Argon2.Threads), "argon2 needs time, threads and 8 KiB of memory per thread")
	refuse(c.Codes.Life <= 0 || c.Codes.Resend <= 0, "codes need a life and a pause before the next")
	refuse(c.Codes.Tries < 1 || c.Codes.Daily < 1, "codes need at least one try and one per day")
	for name, l := range map[string]secret.Limit{"account": c.Limits.Account, "address": c.Limits.Address, "codes": c.Limits.Codes} {
		refuse(l.Free < 1 || l.First <= 0 || l.Longest < l.First || l.Forget < l.Longest, "limit "+name+" needs free ≥ 1 and 0 < first ≤ longest ≤ forget")
	}
	for name, l := range map[string]device.Lifetime{"staff": c.Sessions.Staff, "enterprise": c.Sessions.Enterprise} {
		refuse(l.Idle <= device.TouchEvery || l.Absolute < l.Idle, "sessions of "+name+" need idle > 1 minute and absolute ≥ idle")
	}
	refuse(!c.Profile.Known(), "profile should be dengbao or asvs")
	refuse(!c.SecondFactor.Known(), "second_factor should be off, optional, administrators or all")
	refuse(c.Hashing < 1, "hashing needs at least one at once")
	return errors.Join(problems...)
}
