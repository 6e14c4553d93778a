package drafting

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy/drafting/reader"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/division"
)

// Deps is what the package needs.
type Deps struct {
	Dictionary Dictionary
	Divisions  Divisions
	// Place is the name of the place whose instance this is: 本市 means it.
	Place string
	// Permission is what whoever writes measures needs.
	Permission authz.Permission
	// Helper is nil where none is configured.
	Helper Helper
	Log    *slog.Logger
}

// Service drafts. It is safe for concurrent use.
type Service struct {
	Deps
	mu   sync.Mutex
	held known
}

// known is the vocabulary of the last draft; it holds while tree and keys do.
type known struct {
	tree       *division.Tree
	keys       []wording.FactKey
	vocabulary *reader.Vocabulary
}

// New returns the service.
func New(d Deps) *Service { return &Service{Deps: d} }

// Drafted is a draft with its clauses in words.
type Drafted struct {
	reader.Draft
	// Words has, for each of Draft.Clauses, what it asks for in plain Chinese.
	Words []string
	// Sentence is the whole condition, Benefit what there is to get, Bonuses what is
	// added, one sentence each; empty where there is none.
	Sentence, Benefit string
	Bonuses           []string
}

// Draft reads a text of at most reader.MaxText characters. It fails with ErrEmpty
// for one without a word.
func (s *Service) Draft(ctx context.Context, text string) (Drafted, error) {
	if _, err := authz.Require(ctx, s.Permission); err != nil {
		return Drafted{}, err
	}
	if strings.IndexFunc(text, unicode.IsLetter) < 0 {
		return Drafted{}, ErrEmpty
	}
	keys, err := s.Dictionary.FactKeys(ctx)
	if err != nil {
		return Drafted{}, err
	}
	tree, err := s.Divisions.Tree(ctx)
	if err != nil {
		return Drafted{}, err
	}
	draft := reader.Read(text, s.vocabulary(tree, keys))
	if s.Helper != nil && len(draft.Unread) > 0 {
		s.help(ctx, text, &draft, keys)
	}
	return inWords(draft, wording.NewWords(keys, names{tree}), kindsOf(keys))
}

// Read drafts without an instance's service, as the command line does. keys are
// those of an instance beside the built-in ones, nil for none; place is what 本市
// means, empty for nothing.
func Read(text string, tree *division.Tree, keys []wording.FactKey, place string) (Drafted, error) {
	draft := reader.Read(text, Vocabulary(tree, keys, place))
	return inWords(draft, wording.NewWords(keys, names{tree}), kindsOf(keys))
}

// vocabulary makes the reader's vocabulary, or returns the one made last where
// nothing has changed.
func (s *Service) vocabulary(tree *division.Tree, keys []wording.FactKey) *reader.Vocabulary {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held.vocabulary != nil && s.held.tree == tree && slices.EqualFunc(s.held.keys, keys, sameKey) {
		return s.held.vocabulary
	}
	s.held = known{tree, keys, Vocabulary(tree, keys, s.Place)}
	return s.held.vocabulary
}

func sameKey(a, b wording.FactKey) bool {
	if a.Key != b.Key || a.Label != b.Label || a.Kind != b.Kind || a.Unit != b.Unit || a.Periodic != b.Periodic || len(a.Options) != len(b.Options) {
		return false
	}
	for value, label := range a.Options {
		if b.Options[value] != label {
			return false
		}
	}
	return true
}

// Vocabulary is what a place with those divisions and keys knows. place is its
// name or its code, empty for none.
func Vocabulary(tree *division.Tree, keys []wording.FactKey, place string) *reader.Vocabulary {
	var list []reader.Key
	var qualifications []reader.Choice
	for _, k := range keys {
		choices := make([]reader.Choice, 0, len(k.Options))
		for value, label := range k.Options {
			choices = append(choices, reader.Choice{Value: value, Label: label})
		}
		slices.SortFunc(choices, func(a, b reader.Choice) int { return strings.Compare(a.Value, b.Value) })
		if k.Kind == eligibility.KindQualification {
			qualifications = append(qualifications, choices...)
			continue
		}
		list = append(list, reader.Key{
			Key: k.Key, Label: k.Label, Unit: k.Unit, Periodic: k.Periodic, Choices: choices,
			Number: k.Kind == eligibility.KindNumber, Bool: k.Kind == eligibility.KindBool,
		})
	}
	home := ""
	if d, ok := tree.Lookup(place); ok {
		home = d.Code
	} else if d, ok := tree.Find("", "", "", place); ok && place != "" {
		home = d.Code
	}
	return reader.NewVocabulary(list, qualifications, tree, home)
}

func kindsOf(keys []wording.FactKey) eligibility.Dictionary {
	kinds := eligibility.Dictionary{}
	for _, k := range keys {
		kinds[k.Key] = k.Kind
	}
	return eligibility.BuiltIn().With(kinds)
}

// names says divisions from the district down.
type names struct{ tree *division.Tree }

// Name returns the name by which people within the city know the division.
func (n names) Name(code string) string { return n.tree.LocalName(code) }

// inWords decodes a draft, which also proves that it can be saved, and says it.
func inWords(draft reader.Draft, words *wording.Words, kinds eligibility.Dictionary) (Drafted, error) {
	out := Drafted{Draft: draft}
	rule, err := decode(measureText(&draft), kinds)
	if err != nil {
		return out, fmt.Errorf("decode the draft: %w", err)
	}
	if draft.When != nil {
		out.Sentence = words.Sentence(rule.When)
	}
	if rule.Benefit != nil {
		out.Benefit = words.BenefitSentence(rule.Benefit)
	}
	for i := range rule.Bonuses {
		out.Bonuses = append(out.Bonuses, words.Bonus(&rule.Bonuses[i]))
	}
	for _, c := range draft.Clauses {
		one, err := decode(fmt.Appendf(nil, `{"id":"m","when":%s}`, c.Node.AppendJSON(nil)), kinds)
		if err != nil {
			return out, fmt.Errorf("decode clause %s: %w", c.ID, err)
		}
		out.Words = append(out.Words, words.Sentence(one.When))
	}
	return out, nil
}

func decode(text []byte, kinds eligibility.Dictionary) (*eligibility.Measure, error) {
	return eligibility.DecodeMeasure(text, eligibility.DecodeOptions{Dictionary: kinds, Strict: true})
}

// measureText is the draft as a measure file writes it.
func measureText(d *reader.Draft) []byte {
	b := []byte(`{"id":"m","when":`)
	if d.When != nil {
		b = d.When.AppendJSON(b)
	} else {
		b = append(b, `{"id":"(condition)","fact":"status","op":"exists"}`...)
	}
	if d.Benefit != nil {
		b = d.Benefit.AppendJSON(append(b, `,"benefit":`...))
	}
	if len(d.Bonuses) > 0 {
		b = append(AppendBonuses(append(b, `,"bonus":`...), d.Bonuses), '}')
		return b
	}
	return append(b, '}')
}

// AppendBonuses appends bonuses as measure files write them.
func AppendBonuses(b []byte, bonuses []reader.Bonus) []byte {
	b = append(b, '[')
	for i, bonus := range bonuses {
		if i > 0 {
			b = append(b, ',')
		}
		b = bonus.When.AppendJSON(append(b, `{"when":`...))
		b = append(bonus.Amount.AppendJSON(append(b, `,"benefit":`...)), '}')
	}
	return append(b, ']')
}
