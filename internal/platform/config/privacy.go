package config

import (
	"errors"
	"time"
)

// Privacy limits how much personal data is shown and how much leaves the program.
type Privacy struct {
	// ViewsPerDay is how often a person may have a value shown in full on one day.
	ViewsPerDay int `yaml:"views_per_day" env:"YIKOU_PRIVACY_VIEWS_PER_DAY"`
	// ExportRows is how many rows of a list leave without the approval of another.
	ExportRows int `yaml:"export_rows" env:"YIKOU_PRIVACY_EXPORT_ROWS"`
	// ExportTime is how long an approved export may be fetched.
	ExportTime time.Duration `yaml:"export_time" env:"YIKOU_PRIVACY_EXPORT_TIME"`
}

func (p Privacy) validate() error {
	if p.ViewsPerDay < 1 || p.ExportRows < 1 || p.ExportTime < time.Minute {
		return errors.New("privacy.views_per_day 和 privacy.export_rows 至少为 1，privacy.export_time 至少 1 分钟")
	}
	return nil
}
