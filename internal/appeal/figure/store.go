package figure

import (
	"context"
	"encoding/json"

	"github.com/yikou/yikou/internal/platform/db"
)

// Adopt keeps a version that two people agreed to. The database refuses a number that
// another one has.
func (s *Service) Adopt(ctx context.Context, d Definition) error {
	rules, err := json.Marshal(d.Rules)
	if err != nil {
		return wrap(err, "write rules")
	}
	exclusions, err := json.Marshal(d.Exclusions)
	if err != nil {
		return wrap(err, "write exclusions")
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_figure_definition (version, in_force, source, rules, exclusions, at) VALUES (`+db.Placeholders(6)+`)`,
		d.Version, db.Date{Date: d.InForce}, d.Source, string(rules), string(exclusions), db.At(s.Clock.Now()))
	return wrap(err, "keep definition")
}
