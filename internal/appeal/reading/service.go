package reading

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/seal"
	"github.com/yikou/yikou/internal/standard/division"
)

// Deps is what the package needs.
type Deps struct {
	DB     *db.DB
	Clock  clock.Clock
	Audit  *audit.Log
	Bus    *events.Bus
	Seal   *seal.Sealer
	Town   Town
	Models Models
	// Home is whose instance this is, in words: 霁川市望渚区. It may be empty.
	Home string
	// Permission is what it takes to take training rows out.
	Permission authz.Permission
}

// Service holds the use cases of reading. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the service.
func New(d Deps) *Service { return &Service{Deps: d} }

// Propose reads a case. The caller has seen to it that whoever asks may see the
// text; nothing is stored.
func (s *Service) Propose(ctx context.Context, caseID, text, accused string) (Proposal, error) {
	a := Around{Models: s.Models, Topics: topic.Default(), Accused: accused}
	var err error
	if a.Edition, err = s.Current(ctx); err != nil {
		return Proposal{}, err
	}
	if a.Draws, err = s.draws(caseID, a.Edition.Version); err != nil {
		return Proposal{}, err
	}
	if a.Tree, err = s.Town.Tree(ctx); err != nil {
		return Proposal{}, fmt.Errorf("load divisions: %w", err)
	}
	if a.Offices, err = s.Town.Offices(ctx); err != nil {
		return Proposal{}, fmt.Errorf("load departments: %w", err)
	}
	if a.Places, err = s.Town.Places(ctx); err != nil {
		return Proposal{}, fmt.Errorf("load places: %w", err)
	}
	a.Home = homeOf(a.Tree, s.Home)
	return Read(text, a), nil
}

// draws returns for each field a number below 100 that follows from the case, the
// edition and a key of the instance: a second reading draws the same, and nobody
// outside it can tell beforehand what will be checked.
func (s *Service) draws(caseID string, edition int64) (map[Field]int64, error) {
	out := map[Field]int64{}
	for _, f := range Fields {
		digest, err := s.Seal.Index("appeal_reading", "draw", caseID+" "+string(f)+" "+strconv.FormatInt(edition, 10))
		if err != nil {
			return nil, wrap(err, "draw")
		}
		n, err := strconv.ParseUint(digest[:15], 16, 64) // 60 bits: the rest of a division by 100 is even enough
		if err != nil {
			return nil, wrap(err, "draw")
		}
		out[f] = int64(n % 100)
	}
	return out, nil
}

func homeOf(tree *division.Tree, words string) string {
	if d, ok := tree.Find("", "", "", words); words != "" && ok {
		return d.Code
	}
	return ""
}

// Decision is what a person decided on one field of a case.
type Decision struct {
	Field Field
	// Proposed is the guess that was shown, with confidence, class and draw.
	Proposed Guess
	Decided  string
}

// measured says whether agreement is counted of it: something was proposed, and
// somebody had to look at it.
func (d Decision) measured() bool {
	return d.Proposed.Value != "" && (d.Proposed.Class == Manual || d.Proposed.Check)
}

// Decided is all that a person decided on a case at one time.
type Decided struct {
	Case, Text string
	// Names are those that must not stay in the text: of the reporter, of contacts.
	Names   []string
	Edition int64
	// Shielded says that the case complains of a department: it is left out of
	// figures.
	Shielded  bool
	Decisions []Decision
}

// Decide keeps what a person made of a proposal, as rows to train from; agreement
// is kept, too, because it says how good the proposals are. It belongs into the
// transaction in which the case is changed, and into the rights under which that
// happens.
func (s *Service) Decide(ctx context.Context, d Decided) error {
	for _, one := range d.Decisions {
		if one.Field.Label() == "" {
			return ErrDecision
		}
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.keepText(ctx, d.Case, Anonymous(d.Text, d.Names)); err != nil {
			return err
		}
		var corrected []string
		for _, one := range d.Decisions {
			if err := s.insertDecision(ctx, d, one); err != nil {
				return err
			}
			if one.Decided != one.Proposed.Value {
				corrected = append(corrected, string(one.Field))
			}
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "appeal.reading_decided", ObjectKind: "appeal", Object: d.Case, Detail: map[string]any{
			"fields": len(d.Decisions), "corrected": strings.Join(corrected, " "), "edition": d.Edition,
		}})
	})
}

// Made is the last decision of a person on one field of a case.
type Made struct {
	Decided string
	Agreed  bool
	At      time.Time
	By      string
}

// DecisionsOf returns the last decisions on a case, by field. Who may see them is
// for the caller to ask.
func (s *Service) DecisionsOf(ctx context.Context, caseID string) (map[Field]Made, error) {
	return s.loadDecisions(ctx, caseID)
}

// Row is one text to train from with what a person decided on a field.
type Row struct {
	Text   string `json:"text"`
	Label  string `json:"label"`
	Agreed bool   `json:"agreed"`
}

// Rows calls with the last decision on a field of every case, the oldest first.
// With onlyCorrections it leaves out those in which person and proposal agreed.
func (s *Service) Rows(ctx context.Context, f Field, onlyCorrections bool, call func(Row) error) (int, error) {
	if err := authz.RequireAll(ctx, s.Permission); err != nil {
		return 0, err
	}
	if f.Label() == "" {
		return 0, ErrDecision
	}
	rows := 0
	if err := s.eachRow(ctx, f, onlyCorrections, func(r Row) error {
		rows++
		return call(r)
	}); err != nil {
		return rows, err
	}
	return rows, s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.Audit.Record(ctx, audit.Entry{Action: "appeal.reading_rows_taken", ObjectKind: "appeal_reading", Object: string(f), Detail: map[string]any{"rows": rows}})
	})
}
