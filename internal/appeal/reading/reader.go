package reading

import (
	"cmp"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/platform/classify"
	"github.com/yikou/yikou/internal/standard/division"
)

// Around is what a text is read against.
type Around struct {
	Models  Models
	Topics  *topic.Tree
	Tree    *division.Tree
	Offices []Office
	Places  []KnownPlace
	// Home is the code of the division that the instance stands for; what people
	// name is looked for there first.
	Home string
	// Accused is the department complained of: neither it nor one that belongs to it
	// is ever proposed.
	Accused string
	// Edition is the thresholds.
	Edition Edition
	// Draws holds a number below 100 for each field: what lies below the share of
	// its class is checked by a person.
	Draws map[Field]int64
}

// Read reads one text. It takes a few milliseconds at most and touches nothing.
func Read(text string, a Around) Proposal {
	var p Proposal
	a.Offices = unaccused(a.Offices, a.Accused)
	p.Kind = kindOf(text, a.Models.Kind)
	leaves := a.Models.Topic.Explain(text)
	all := a.Models.Topic.Classify(text)
	p.Topic, p.Steps = topicOf(all, leaves, a.Topics, float64(min(a.Edition.Limits[Topic].Sampled, plain))/1000)
	p.Place = placeOf(text, a)
	p.Urgency = urgencyOf(text)
	p.Department, p.Duty = departmentOf(text, a, all, leaves, p.Place.Value)
	for i, g := range p.Guesses() {
		g.Field = Fields[i]
	}
	p.settle(a)
	return p
}

// plain is from which confidence, in thousandths, a level of a topic is proposed
// rather than the one above it, where no threshold asks for less. A guess.
const plain = 600

// spans turns the words of a model into spans.
func spans(words []classify.Word) []Span {
	var out []Span
	for _, w := range words {
		if w.Share >= 0.05 || len(out) == 0 {
			out = append(out, Span{Text: w.Text, From: w.From, To: w.To})
		}
	}
	return out
}

const mostOthers = 3

func kindOf(text string, m *classify.Model) Guess {
	e := m.Explain(text)
	g := Guess{Value: e.Label, Label: kindLabels[e.Label], Confidence: e.Confidence, Words: spans(e.Words)}
	for _, o := range m.Classify(text)[1:] {
		if len(g.Others) < mostOthers {
			g.Others = append(g.Others, Other{Value: o.Label, Label: kindLabels[o.Label], Confidence: o.Confidence})
		}
	}
	return g
}

// topicOf adds the confidences of the topics up to groups and fields, goes down
// from the likeliest field and proposes the deepest level that reaches least; where
// none does, the likeliest topic, which is then left to a person.
func topicOf(all []classify.Guess, why classify.Explanation, tree *topic.Tree, least float64) (Guess, []Step) {
	sums := map[string]float64{}
	for _, leaf := range all {
		for code := leaf.Label; code != ""; code = (topic.Topic{Code: code}).Parent() {
			sums[code] += leaf.Confidence
		}
	}
	var steps []Step
	for above := ""; ; above = steps[len(steps)-1].Code {
		best := ""
		for _, leaf := range all { // in falling order, so equal sums go to the likelier leaf
			code := upTo(leaf.Label, len(steps)+1)
			if code != "" && (above == "" || strings.HasPrefix(code, above+".")) && (best == "" || sums[code] > sums[best]) {
				best = code
			}
		}
		if best == "" {
			break
		}
		steps = append(steps, Step{Code: best, Label: labelOf(tree, best), Confidence: sums[best]})
	}
	g := Guess{Words: spans(why.Words)}
	for _, s := range steps {
		if s.Confidence >= least || g.Value == "" {
			g.Value, g.Confidence = s.Code, s.Confidence
		}
	}
	if g.Confidence < least {
		g.Value, g.Confidence = all[0].Label, all[0].Confidence
	}
	g.Label = tree.Label(g.Value)
	for _, leaf := range all {
		if leaf.Label != g.Value && len(g.Others) < mostOthers {
			g.Others = append(g.Others, Other{Value: leaf.Label, Label: tree.Label(leaf.Label), Confidence: leaf.Confidence})
		}
	}
	return g, steps
}

// upTo returns the first levels of a code, "" when it has fewer.
func upTo(code string, levels int) string {
	parts := strings.Split(code, ".")
	if len(parts) < levels {
		return ""
	}
	return strings.Join(parts[:levels], ".")
}

func labelOf(tree *topic.Tree, code string) string {
	if t, ok := tree.Find(code); ok {
		return t.Label
	}
	return code
}

// departmentOf proposes the department that a model of the office names, or else
// the one that has the duty most of the topics fall to.
func departmentOf(text string, a Around, leaves []classify.Guess, why classify.Explanation, place string) (Guess, string) {
	if m := a.Models.Department; m != nil {
		e := m.Explain(text)
		g := Guess{Confidence: e.Confidence, Label: e.Label, Words: spans(e.Words)}
		for _, o := range a.Offices {
			if o.Code == e.Label || o.Name == e.Label {
				g.Value, g.Label = o.ID, o.Name
			}
		}
		return g, ""
	}
	sums := map[string]float64{}
	for _, leaf := range leaves {
		if t, ok := a.Topics.Find(leaf.Label); ok {
			sums[t.Duty] += leaf.Confidence
		}
	}
	duties := slices.Clone(topic.Duties)
	slices.SortStableFunc(duties, func(x, y topic.Duty) int { return cmp.Compare(sums[y.Code], sums[x.Code]) })
	g := Guess{Label: duties[0].Label, Confidence: sums[duties[0].Code], Words: spans(why.Words)}
	if o, ok := holder(duties[0], a.Offices, place); ok {
		g.Value, g.Label = o.ID, o.Name
	}
	for _, d := range duties[1:] {
		if o, ok := holder(d, a.Offices, place); ok && sums[d.Code] >= 0.02 && len(g.Others) < mostOthers {
			g.Others = append(g.Others, Other{Value: o.ID, Label: o.Name, Confidence: sums[d.Code]})
		}
	}
	return g, duties[0].Code
}

// unaccused are the offices that are not complained of and belong to none that is.
func unaccused(all []Office, accused string) []Office {
	if accused == "" {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(o Office) bool { return o.ID == accused || slices.Contains(o.Above, accused) })
}

// holder returns the department that has a duty by its name: of several the one
// nearest to the place, then the one whose name says the earlier word, then the
// shorter name.
func holder(d topic.Duty, offices []Office, place string) (Office, bool) {
	var best Office
	rank := func(o Office) (near, word, length int) {
		if place != "" && division.Under(place, o.Division) {
			near = -len(division.Branch(o.Division))
		}
		word = slices.IndexFunc(d.Names, func(w string) bool { return strings.Contains(o.Name, w) })
		return near, word, len(o.Name)
	}
	for _, o := range offices {
		n, w, l := rank(o)
		if w < 0 {
			continue
		}
		bn, bw, bl := rank(best)
		if best.ID == "" || cmp.Or(cmp.Compare(n, bn), cmp.Compare(w, bw), cmp.Compare(l, bl), cmp.Compare(o.ID, best.ID)) < 0 {
			best = o
		}
	}
	return best, best.ID != ""
}
