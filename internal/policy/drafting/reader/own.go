package reader

import (
	"regexp"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

var denied = regexp.MustCompile(`(?:不|未|无|非|没有)[^，。；]{0,8}$`)

// ownFacts reads what a sentence says of the instance's own facts that are not
// figures: the label of a yes-or-no, the label of an enumeration with one of its
// values.
func (v *Vocabulary) ownFacts(s string, at prose.Span) []hit {
	var out []hit
	for _, k := range v.flags {
		label := strings.TrimPrefix(k.Label, "是否")
		i := strings.Index(s[at.From:at.To], label)
		if i < 0 || label == "" {
			continue
		}
		h := hit{Span: prose.Span{From: at.From + i, To: at.From + i + len(label)}, Kind: KindOther, sure: true}
		n := rule.Compare(k.Key, "", "=", rule.True())
		if word := denied.FindString(s[at.From:h.From]); word != "" {
			h.From -= len(word)
			n = rule.Opposite(n)
		}
		h.nodes = []*rule.Node{n}
		out = append(out, h)
	}
	for _, k := range v.choices {
		i := strings.Index(s[at.From:at.To], k.Label)
		if i < 0 {
			continue
		}
		from := at.From + i
		rest := s[from+len(k.Label) : at.To]
		if end := strings.IndexAny(rest, "，；。"); end >= 0 {
			rest = rest[:end]
		}
		for _, c := range k.Choices {
			if j := strings.Index(rest, c.Label); j >= 0 && c.Label != "" {
				out = append(out, hit{
					Span: prose.Span{From: from, To: from + len(k.Label) + j + len(c.Label)}, Kind: KindOther, sure: true,
					nodes: []*rule.Node{rule.Compare(k.Key, "", "=", rule.Text(c.Value))},
				})
				break
			}
		}
	}
	return out
}
