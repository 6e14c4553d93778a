package exchange

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/audit"
)

// FileOptions choose what a file of cases holds.
type FileOptions struct {
	// System leaves the cases of one system, e.g. "12345"; nil leaves all.
	System *string
	// Persons writes who reported in full, except where the reporter wants to be
	// known to the centre only. Without it nobody is named, and names and numbers in
	// what was written are hidden as far as they can be told.
	Persons bool
}

// line is one case in a file, as `yikou import appeals` reads it.
type line struct {
	ID           string   `json:"id"`
	System       string   `json:"system,omitempty"`
	ExternalNo   string   `json:"external_no"`
	Channel      string   `json:"channel"`
	ReceivedAt   string   `json:"received_at"`
	Reporter     *persons `json:"reporter,omitempty"`
	Enterprise   *firm    `json:"enterprise,omitempty"`
	Place        string   `json:"place,omitempty"`
	Text         string   `json:"text"`
	Kind         string   `json:"kind"`
	Topic        string   `json:"topic,omitempty"`
	Confidential bool     `json:"confidential"`
}

type persons struct {
	Name  string `json:"name,omitempty"`
	Phone string `json:"phone,omitempty"`
}

type firm struct {
	USCC string `json:"uscc"`
}

// FileReport says what was written.
type FileReport struct {
	Rows int64 `json:"rows"`
}

// Words says what was written.
func (r FileReport) Words() string { return fmt.Sprintf("共导出 %d 件诉求。", r.Rows) }

// WriteFile writes the cases that the caller may export, the newest first, one a
// line. Importing the file again, here or elsewhere, makes no case twice.
func (s *Service) WriteFile(ctx context.Context, w io.Writer, o FileOptions) (report FileReport, err error) {
	v, err := s.Boxed(ctx, PermExport, appeal.BoxAll, appeal.Filter{})
	if err != nil {
		return report, err
	}
	if o.System != nil {
		v = ofSystem(v, *o.System)
	}
	out := bufio.NewWriter(w)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	err = s.eachBatch(ctx, v, func(some []*appeal.Case) error {
		for _, c := range some {
			report.Rows++
			if err := encoder.Encode(lineOf(c, o.Persons)); err != nil {
				return fmt.Errorf("write case: %w", err)
			}
		}
		return nil
	})
	if err != nil {
		return report, err
	}
	if err := out.Flush(); err != nil {
		return report, fmt.Errorf("write cases: %w", err)
	}
	return report, s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.Audit.Record(ctx, audit.Entry{Action: "appeal.exported", ObjectKind: "appeal", Detail: map[string]any{"rows": report.Rows, "persons": o.Persons, "system": o.System}})
	})
}

func lineOf(c *appeal.Case, named bool) line {
	l := line{
		ID: c.ID, System: c.Source.System, ExternalNo: c.Source.No, Channel: string(c.Channel), ReceivedAt: c.ReceivedAt.Format(time.RFC3339), Place: c.Place, Text: c.Text,
		Kind: string(c.Kind), Topic: c.Topic, Confidential: c.Reporter.Confidential,
	}
	if l.ExternalNo == "" {
		l.ExternalNo = c.Number
	}
	if c.USCC != "" && !c.Claimed {
		l.Enterprise = &firm{USCC: c.USCC}
	}
	if !named {
		l.Place, l.Text = nameless(c, c.Place), nameless(c, c.Text)
	} else if !c.Reporter.Confidential && !c.Reporter.Anonymous {
		l.Reporter = &persons{Name: c.Reporter.Name, Phone: c.Reporter.Phone}
	}
	return l
}
