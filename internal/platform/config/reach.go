package config

import "errors"

// Reach bounds how many enterprises are told of policies.
type Reach struct {
	// MessagesPerDay is how many leave in a day at most; the rest waits for the next.
	// The default is a guess: what a hotline of a city can bear to be asked about.
	MessagesPerDay int `yaml:"messages_per_day" env:"YIKOU_REACH_MESSAGES_PER_DAY"`
}

func (r Reach) validate() error {
	if r.MessagesPerDay < 0 {
		return errors.New("reach.messages_per_day 不能小于 0；0 为不通知")
	}
	return nil
}
