package editing

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
	"github.com/yikou/yikou/internal/policy/wording"
)

// maxDepth and maxValues bound a definition under way. Guesses, far above what
// an editor writes.
const (
	maxDepth  = 256
	maxValues = 100_000
)

// Said is one clause in words, as it stands: of a clause under a not, what must
// not be so.
type Said struct {
	ID, Words string
}

// Problem is one thing that does not make sense: where in the definition, like
// when.all[2].value, and why.
type Problem struct {
	Path, Words string
}

// Reading is a definition in words. What cannot be read is empty and has a
// problem.
type Reading struct {
	// Sentence is the whole condition, Benefit what there is to get, Bonuses what
	// is added, one sentence each.
	Sentence, Benefit string
	Bonuses           []string
	// Clauses are those that can be read, in document order.
	Clauses  []Said
	Problems []Problem
}

// notOfPage are the members that belong to the rule and are read for themselves.
var notOfPage = []string{"when", "benefit", "bonus"}

// read puts a definition into words, part by part. It fails for a text that is
// no JSON object.
func read(text []byte, words *wording.Words, kinds eligibility.Dictionary) (Reading, error) {
	root, err := parse(text)
	if err != nil {
		return Reading{}, err
	}
	r := Reading{Problems: pageProblems(text, kinds)}
	part := func(member string) (*eligibility.Measure, []byte) {
		v, ok := root.Member(member)
		if !ok {
			return nil, nil
		}
		source := text[v.Start:v.End]
		rule, problems := decode(member, source, kinds)
		r.Problems = append(r.Problems, problems...)
		return rule, source
	}
	if rule, source := part("when"); rule != nil {
		r.Sentence = words.Sentence(rule.When)
		r.Clauses = append(r.Clauses, clausesOf(rule, words)...)
	} else if source != nil {
		r.Clauses = append(r.Clauses, rescue(source, "when", words, kinds)...)
	}
	if rule, _ := part("benefit"); rule != nil {
		r.Benefit = words.BenefitSentence(rule.Benefit)
	}
	if rule, _ := part("bonus"); rule != nil {
		for i := range rule.Bonuses {
			r.Bonuses = append(r.Bonuses, words.Bonus(&rule.Bonuses[i]))
		}
		r.Clauses = append(r.Clauses, clausesOf(rule, words)...)
	}
	return r, nil
}

func parse(text []byte) (strictjson.Value, error) {
	root, err := strictjson.Parse(text, strictjson.Limits{Depth: maxDepth, Values: maxValues})
	if bad, ok := errors.AsType[*strictjson.Error](err); ok {
		return root, ErrUnreadable.With(errs.Field{Path: bad.Path, Msg: bad.Reason})
	}
	if err == nil && root.Kind != strictjson.Object {
		return root, ErrUnreadable
	}
	return root, err
}

// always stands in for the condition where another part is read.
const always = `{"id":"(condition)","fact":"status","op":"exists"}`

// decode reads one part of a rule as if the rest were there; nil with the
// problems where it cannot.
func decode(member string, source []byte, kinds eligibility.Dictionary) (*eligibility.Measure, []Problem) {
	text := append([]byte(`{"id":"m","`+member+`":`), source...)
	if member != "when" {
		text = append(text, `,"when":`+always...)
	}
	rule, err := eligibility.DecodeMeasure(append(text, '}'), eligibility.DecodeOptions{Dictionary: kinds})
	if err == nil {
		return rule, nil
	}
	var problems []Problem
	if wrong, ok := errors.AsType[*eligibility.DecodeError](err); ok {
		for _, p := range wrong.Problems {
			problems = append(problems, Problem{p.Path, p.Reason})
		}
	}
	return nil, problems
}

func clausesOf(rule *eligibility.Measure, words *wording.Words) []Said {
	var said []Said
	for c := range rule.Clauses {
		if c.ID != "(condition)" {
			said = append(said, Said{c.ID, words.Clause(c)})
		}
	}
	return said
}

// rescue reads the clauses of a condition one by one, leaving out those that
// make no sense.
func rescue(source []byte, member string, words *wording.Words, kinds eligibility.Dictionary) []Said {
	root, err := strictjson.Parse(source, strictjson.Limits{Depth: maxDepth, Values: maxValues})
	if err != nil {
		return nil
	}
	var said []Said
	var walk func(v *strictjson.Value)
	walk = func(v *strictjson.Value) {
		if _, clause := v.Member("id"); clause && v.Kind == strictjson.Object {
			if rule, _ := decode(member, source[v.Start:v.End], kinds); rule != nil {
				said = append(said, clausesOf(rule, words)...)
			}
			return
		}
		for i := range v.Items {
			walk(&v.Items[i])
		}
		for i := range v.Members {
			walk(&v.Members[i].Value)
		}
	}
	walk(&root)
	return said
}

// pageProblems says what is wrong with the members that do not belong to the
// rule.
func pageProblems(text []byte, kinds eligibility.Dictionary) []Problem {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return []Problem{{Words: ErrUnreadable.Msg}}
	}
	for _, name := range notOfPage {
		delete(members, name)
	}
	members["id"], members["when"] = json.RawMessage(`"m"`), json.RawMessage(always)
	page, err := json.Marshal(members)
	if err != nil {
		return []Problem{{Words: ErrUnreadable.Msg}}
	}
	_, err = definition.DecodeMeasure(page, kinds)
	refusal, ok := errors.AsType[*errs.Error](err)
	if !ok {
		return nil
	}
	var problems []Problem
	for _, f := range refusal.Fields {
		words := f.Msg
		if _, after, found := strings.Cut(words, "事项「m」的"); found {
			words = after
		}
		problems = append(problems, Problem{strings.TrimPrefix(f.Path, "m."), words})
	}
	return problems
}
