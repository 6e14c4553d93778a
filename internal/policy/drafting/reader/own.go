package reader

import (
	"regexp"
	"strings"
)

var denied = regexp.MustCompile(`(?:不|未|无|非|没有)[^，。；]{0,8}$`)

// ownFacts reads what a sentence says of the instance's own facts that are not
// figures: the label of a yes-or-no, the label of an enumeration with one of its
// values.
func (v *Vocabulary) ownFacts(s string, at span) []hit {
	var out []hit
	for _, k := range v.flags {
		label := strings.TrimPrefix(k.Label, "是否")
		i := strings.Index(s[at.from:at.to], label)
		if i < 0 || label == "" {
			continue
		}
		h := hit{span: span{at.from + i, at.from + i + len(label)}, kind: KindOther, sure: true}
		n := leaf(k.Key, "", "=", truth())
		if word := denied.FindString(s[at.from:h.from]); word != "" {
			h.from -= len(word)
			n = not(n)
		}
		h.nodes = []*Node{n}
		out = append(out, h)
	}
	for _, k := range v.choices {
		i := strings.Index(s[at.from:at.to], k.Label)
		if i < 0 {
			continue
		}
		from := at.from + i
		rest := s[from+len(k.Label) : at.to]
		if end := strings.IndexAny(rest, "，；。"); end >= 0 {
			rest = rest[:end]
		}
		for _, c := range k.Choices {
			if j := strings.Index(rest, c.Label); j >= 0 && c.Label != "" {
				out = append(out, hit{
					span: span{from, from + len(k.Label) + j + len(c.Label)}, kind: KindOther, sure: true,
					nodes: []*Node{leaf(k.Key, "", "=", text(c.Value))},
				})
				break
			}
		}
	}
	return out
}
