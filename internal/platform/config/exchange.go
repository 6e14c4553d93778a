package config

import (
	"errors"
	"net"
)

// Exchange says which other systems may be told of what happens.
type Exchange struct {
	// Allow lists hosts as `host:port` in closed networks that may be called besides
	// public ones, also without TLS.
	Allow []string `yaml:"allow" env:"YIKOU_EXCHANGE_ALLOW"`
	// Open311Public opens reading by Open311 to everybody: what is reported of what,
	// and how far it is, of nobody.
	Open311Public bool `yaml:"open311_public" env:"YIKOU_OPEN311_PUBLIC"`
}

func (e Exchange) validate() error {
	for _, one := range e.Allow {
		if host, port, err := net.SplitHostPort(one); err != nil || host == "" || port == "" {
			return errors.New("exchange.allow 应写作 主机:端口，如 10.1.2.3:8443")
		}
	}
	return nil
}
