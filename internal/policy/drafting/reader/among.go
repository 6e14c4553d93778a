package reader

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

var (
	amongWord = regexp.MustCompile(`(?:^|[，；：])其中，?`)
	// ofThem is what stands between those meant and what is asked of them.
	ofThem = regexp.MustCompile(`企业|单位|主体|的，?|，`)
)

// among reads what a sentence asks of some of those it speaks of: 其中营业收入在5000万元以下的
// 企业比例应达到6%. Such a clause binds only them, so it is written as: not one of
// them, or it is fulfilled. What does not have that shape, and amounts for some,
// are left unread; never are they asked of everybody.
func (r *reading) among(at prose.Span, hits []hit, gifts []*given, rest []prose.Quantity) []hit {
	s := r.page.S
	m := amongWord.FindStringIndex(s[at.From:at.To])
	if m == nil {
		return hits
	}
	part := prose.Span{From: at.From + m[0], To: at.To}
	if i := strings.Index(s[part.From+len("；"):part.To], "；"); i >= 0 && m[0] > 0 {
		part.To = part.From + len("；") + i
	}
	first := slices.IndexFunc(hits, func(h hit) bool { return part.Holds(h.Span) })
	inside := func(g *given) bool { return part.Holds(g.Span) }
	gives := slices.ContainsFunc(gifts, inside)
	onTop := gives && !slices.ContainsFunc(gifts, func(g *given) bool { return inside(g) && !g.bonus && !g.limit })
	if first < 0 && !gives || onTop {
		return hits
	}
	n := 0
	for first >= 0 && first+n < len(hits) && part.Holds(hits[first+n].Span) {
		n++
	}
	asked := slices.ContainsFunc(rest, func(q prose.Quantity) bool { return part.Holds(q.Core) })
	switch {
	case gives:
		r.some(gifts, part)
	case !asked && n == 1 && !names(hits[first].Kind):
		return hits
	case !asked && n == 2 && !names(hits[first+1].Kind) && ofThem.MatchString(s[hits[first].To:hits[first+1].From]):
		who, must := hits[first], hits[first+1]
		must.From, must.tier = who.From, nil
		must.nodes = []*rule.Node{rule.Join(rule.Any, rule.Opposite(who.node()), must.node())}
		must.guess(who.note)
		must.guess("“其中”一句按只约束这部分企业理解")
		return append(append(slices.Clone(hits[:first]), must), hits[first+2:]...)
	case !asked && n > 1 && !slices.ContainsFunc(hits[first:first+n], func(h hit) bool { return names(h.Kind) }) && !ofThem.MatchString(s[hits[first].To:hits[first+n-1].From]):
		return hits
	}
	r.missed = append(r.missed, r.page.Trim(part))
	if n == 0 {
		return hits
	}
	return append(slices.Clone(hits[:first]), hits[first+n:]...)
}

// some makes the amounts within a part ones that were not understood.
func (r *reading) some(gifts []*given, part prose.Span) {
	for _, g := range gifts {
		if part.Holds(g.Span) {
			g.amount, g.bonus = nil, false
		}
	}
}

// names reports whether a clause of that kind says who is meant, not what a figure
// must reach.
func names(k Kind) bool {
	return slices.Contains([]Kind{KindRegion, KindIndustry, KindSize, KindAge, KindQualification, KindListed}, k)
}

// inTurn joins the groups of a sentence that says in turn what it asks of one kind
// of enterprise and of another that excludes it: 制造业企业从业人员300人以上、服务业企业100人以上. Nobody
// could be both, so they are cases.
func inTurn(groups []group) *rule.Node {
	apart := false
	for i := range groups {
		for j := range i {
			apart = apart || names(groups[i].hits[0].Kind) && groups[i].hits[0].Kind == groups[j].hits[0].Kind && rule.Exclude(groups[i].node, groups[j].node)
		}
	}
	if !apart {
		return nodeOf(groups)
	}
	kind := groups[0].hits[0].Kind
	atEnd := !names(kind)
	if atEnd {
		kind = groups[len(groups)-1].hits[0].Kind
	}
	var either []*rule.Node
	from := 0
	for i := range groups {
		for _, h := range groups[i].hits {
			h.guess("几种情形分别有不同的要求，按符合其中一种即可理解")
		}
		switch {
		case atEnd && groups[i].hits[0].Kind == kind:
			either, from = append(either, nodeOf(groups[from:i+1])), i+1
		case !atEnd && i > from && groups[i].hits[0].Kind == kind:
			either, from = append(either, nodeOf(groups[from:i])), i
		}
	}
	return rule.Join(rule.Any, append(either, nodeOf(groups[from:]))...)
}
