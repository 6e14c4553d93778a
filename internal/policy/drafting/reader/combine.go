package reader

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// group is a run of hits that are combined with one another: alternatives, or one
// alone.
type group struct {
	hits []*hit
	Kind rule.NodeKind // All or Any
	node *rule.Node
	// either says that 或 joined its hits.
	either bool
	// tied says that 且 joins it to the group before.
	tied bool
}

var (
	// between two names of a list stands nothing but this.
	beside   = regexp.MustCompile(`^(?:业|企业|行业|领域|类|的|等|资质|称号|认定|（[^）]*）)*(?:、|和|及|以及|与|或|或者|，|，或|，或者|，以及)?(?:经|列入|属于|属|为|是|获得|取得|认定的?|获评|省级|国家级?|市级|区级|各类|者|从事)*$`)
	excepted = regexp.MustCompile(`(?:除|非|不支持|不受理|不奖励|不面向|尚未成为|未成为|尚不是|不含|不包括|不包含|不属于|不是|未获得|未取得|未被认定为|未认定为|未获评|不得为|排除|剔除|不得属于|未入选|未纳入)[^，。；、的]{0,6}$`)
	andWord  = regexp.MustCompile(`^[^，。；]{0,8}(?:且|并且|同时)[^，。；]{0,12}$`)
	left     = regexp.MustCompile(`^(?:业|企业|行业|类|的|等|领域|、|项目|经营主体|单位|除|（[^）]*）|及其[^，。；]{1,10}公司)*，?(?:一律|均|暂|原则上|也|将)*(?:除外|以外|之外|外(?:的|，|$|其他|各类)|不属于(?:本|支持|申报|奖|补|扶持)|不再?(?:予|得|适用|享受|支持|在本|在支持|纳入|列入|受理|接受|奖|补|考虑|能申|能享|可申|可享))`)
	orWord   = regexp.MustCompile(`(?:或|或者)[^，。；]{0,14}$`)
	allOf    = regexp.MustCompile(`(?:具备|拥有|同时|既是|均)[^，。；]{0,6}$`)
	oneOf    = regexp.MustCompile(`^[^。；]{0,12}(?:之一|任一|均可|都可|可以?申|可以?享|均纳入)`)
)

// groups combines the hits of a stretch by the words between them and records
// their clauses.
func (r *reading) groups(hits []hit, at prose.Span, excluded bool) []group {
	var out []group
	for i := 0; i < len(hits); {
		j := i + 1
		for j < len(hits) && r.alike(&hits[i], &hits[j-1], &hits[j]) {
			j++
		}
		low := at.From
		if i > 0 {
			low = hits[i-1].To
		}
		high := at.To
		if j < len(hits) {
			high = hits[j].From
		}
		g := r.group(hits[i:j], low, high)
		if excluded && g.hits[0].Kind != KindStanding {
			r.negate(&g)
		}
		if n := len(out); n > 0 && g.hits[0].Kind != KindStanding && out[n-1].hits[0].Kind != KindStanding && orWord.MatchString(r.page.S[low:hits[i].From]) {
			if strings.Contains(r.page.S[low:hits[i].From], "，") {
				out = bound(out)
			}
			prev := &out[len(out)-1]
			prev.hits = append(prev.hits, g.hits...)
			prev.either = true
			prev.Kind, prev.node = rule.Any, rule.Join(rule.Any, prev.node, g.node)
		} else {
			g.tied = n > 0 && andWord.MatchString(r.page.S[low:hits[i].From])
			if g.tied && out[n-1].either {
				for _, h := range append(slices.Clone(out[n-1].hits), g.hits...) {
					h.guess("“或”和“且”连用，按先“或”后“且”理解")
				}
			}
			out = append(out, g)
		}
		i = j
	}
	for i := range out {
		for _, h := range out[i].hits {
			r.record(h)
		}
	}
	return out
}

// bound joins the last groups that 且 ties together into one: 甲且乙，或丙 lets one
// choose between 丙 and both others.
func bound(groups []group) []group {
	from := len(groups) - 1
	for from > 0 && groups[from].tied {
		from--
	}
	if from == len(groups)-1 {
		return groups
	}
	whole := group{Kind: rule.All, node: nodeOf(groups[from:])}
	for _, g := range groups[from:] {
		whole.hits = append(whole.hits, g.hits...)
	}
	for _, h := range whole.hits {
		h.guess("“且”和“或”连用，按先“且”后“或”理解")
	}
	return append(groups[:from], whole)
}

// alike reports whether b goes on with the list of names that a stands in.
func (r *reading) alike(first, a, b *hit) bool {
	return first.Kind == b.Kind && len(a.codes) > 0 && len(b.codes) > 0 && beside.MatchString(r.page.S[a.To:b.From])
}

// group joins a list of names, which stands between low and high, into one
// clause, or into alternatives where each name is a clause of its own.
func (r *reading) group(hits []hit, low, high int) group {
	s := r.page.S
	first, last := hits[0], hits[len(hits)-1]
	except := len(first.codes) > 0 && excepted.MatchString(s[low:first.From]) || left.MatchString(s[last.To:high])
	g := group{Kind: rule.All}
	switch {
	case len(hits) == 1 || first.Kind == KindQualification:
		for i := range hits {
			g.hits = append(g.hits, &hits[i])
		}
		if len(hits) > 1 {
			r.alternatives(&g, low, high)
		} else {
			g.node = first.node()
			g.hits[0].nodes = hits[0].nodes
		}
	default:
		h := first
		h.To, h.codes = last.To, nil
		for _, o := range hits {
			h.codes = append(h.codes, o.codes...)
			if o.From != first.From && !o.sure {
				h.guess(o.note)
			}
		}
		slices.Sort(h.codes)
		h.codes = slices.Compact(h.codes)
		h.rebuild()
		g.hits, g.node = []*hit{&h}, h.node()
	}
	if except && first.Kind != KindStanding && first.Kind != KindDiscretion {
		r.negate(&g)
	}
	return g
}

// negate turns a group into its opposite.
func (r *reading) negate(g *group) {
	if len(g.hits) == 1 {
		g.hits[0].negated()
		g.node = g.hits[0].node()
		return
	}
	g.node = rule.Opposite(g.node)
}

// alternatives joins a list of qualifications: any of them will do, unless the
// sentence asks for all.
func (r *reading) alternatives(g *group, low, high int) {
	s := r.page.S
	first, last := g.hits[0], g.hits[len(g.hits)-1]
	within := s[first.From:last.To]
	nodes := make([]*rule.Node, len(g.hits))
	for i, h := range g.hits {
		nodes[i] = h.node()
	}
	g.Kind = rule.Any
	switch {
	case strings.Contains(within, "或"), oneOf.MatchString(s[last.To:high]):
	case allOf.MatchString(s[low:first.From]) && (strings.Contains(within, "和") || strings.Contains(within, "及")):
		g.Kind = rule.All
	default:
		for _, h := range g.hits {
			h.guess("几项资质并列，按有一项即可理解")
		}
	}
	g.node = rule.Join(g.Kind, nodes...)
}

// nodeOf joins groups, all of which must hold.
func nodeOf(groups []group) *rule.Node {
	nodes := make([]*rule.Node, len(groups))
	for i := range groups {
		nodes[i] = groups[i].node
	}
	return rule.Join(rule.All, nodes...)
}
