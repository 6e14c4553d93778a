package reading

import (
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/standard/division"
)

// How sure a place is by what names it. The figures are guesses, on the careful
// side of a hundred texts that were read by hand.
const (
	sureKnown   = 0.97 // a known park or building
	sureFull    = 0.92 // the whole name of a street, village or district
	sureStem    = 0.75 // its name without the ending
	sureNothing = 0.6  // found, but not where in the text
	sureSeveral = 0.5  // several places of one level
)

// placeOf proposes the division where the matter is: that of a known place that
// the text names, else the deepest division it names, at home first.
func placeOf(text string, a Around) Guess {
	if g, ok := known(text, a); ok {
		return g
	}
	if a.Tree == nil {
		return Guess{}
	}
	var best Guess
	deepest := division.LevelOf(a.Home)
	for _, sentence := range sentences(text) {
		d, ok := a.Tree.Find("", "", a.Home, sentence.Text)
		if !ok || division.Under(a.Home, d.Code) {
			// Nothing below home: perhaps a neighbour of it.
			above, _ := a.Tree.Parent(a.Home)
			d, ok = a.Tree.Find("", above.Code, "", sentence.Text)
		}
		if !ok || a.Home != "" && division.Under(a.Home, d.Code) {
			continue
		}
		g := named(sentence, d, a.Tree)
		switch level := d.Level(); {
		case best.Value == "" || level > deepest:
			best, deepest = g, level
		case level == deepest && d.Code != best.Value:
			best.Others = append(best.Others, Other{Value: g.Value, Label: g.Label, Confidence: min(g.Confidence, sureSeveral)})
			best.Confidence = sureSeveral
		}
	}
	if best.Value != "" && a.Home != "" && !division.Under(best.Value, a.Home) {
		best.Reason = "不在本地范围内"
	}
	return best
}

// known finds the longest name of a known place.
func known(text string, a Around) (Guess, bool) {
	var best KnownPlace
	at := -1
	for _, p := range a.Places {
		if utf8.RuneCountInString(p.Name) < 3 || len(p.Name) <= len(best.Name) {
			continue
		}
		if i := strings.Index(text, p.Name); i >= 0 {
			best, at = p, i
		}
	}
	if at < 0 {
		return Guess{}, false
	}
	label := best.Name
	if a.Tree != nil {
		label = a.Tree.LocalName(best.Division) + " " + best.Name
	}
	return Guess{Value: best.Division, Label: strings.TrimSpace(label), Confidence: sureKnown, Reason: "已登记的地点", Words: []Span{spanAt(text, at, len(best.Name), 0)}}, true
}

// named says where in a sentence a division is named, and how fully.
func named(sentence Span, d division.Division, tree *division.Tree) Guess {
	g := Guess{Value: d.Code, Label: tree.LocalName(d.Code), Confidence: sureNothing}
	if i := strings.Index(sentence.Text, d.Name); i >= 0 {
		g.Confidence, g.Words = sureFull, []Span{spanAt(sentence.Text, i, len(d.Name), sentence.From)}
		return g
	}
	for _, ending := range endings {
		stem, ok := strings.CutSuffix(d.Name, ending)
		if i := strings.Index(sentence.Text, stem); ok && i >= 0 && utf8.RuneCountInString(stem) >= 2 {
			g.Confidence, g.Words = sureStem, []Span{spanAt(sentence.Text, i, len(stem), sentence.From)}
			return g
		}
	}
	return g
}

// endings are what people leave out, the longer before the shorter.
var endings = []string{"街道办事处", "居委会", "村委会", "街道", "社区", "镇", "乡", "村", "区", "县", "市"}

// spanAt makes a span from byte offsets; shift is where the text begins.
func spanAt(text string, at, length, shift int) Span {
	from := utf8.RuneCountInString(text[:at])
	word := text[at : at+length]
	return Span{Text: word, From: shift + from, To: shift + from + utf8.RuneCountInString(word)}
}

// sentences cuts a text at its marks, and where it has none after 150 characters,
// which is less than the finder of divisions reads at once.
func sentences(text string) []Span {
	const longest = 150
	var out []Span
	runes := []rune(text)
	from := 0
	for i := 0; i <= len(runes); i++ {
		if i < len(runes) && !strings.ContainsRune("。！？；!?;\n", runes[i]) && i-from < longest {
			continue
		}
		if i > from {
			out = append(out, Span{Text: string(runes[from:i]), From: from, To: i})
		}
		from = i
		if i < len(runes) && strings.ContainsRune("。！？；!?;\n", runes[i]) {
			from = i + 1
		}
	}
	return out
}
