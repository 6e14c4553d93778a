package reader

import (
	"regexp"
	"slices"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// sizes are the ways of naming classes of size; see 中小企业划型标准规定.
var sizes = [...]struct {
	form  *regexp.Regexp
	codes []string
}{
	{regexp.MustCompile(`中小微型?(?:企业)?|中小企业|中小型企业|中型(?:企业)?(?:及|和)?以下(?:企业)?|中型、小型(?:和|、)微型企业`), []string{"medium", "small", "micro"}},
	{regexp.MustCompile(`小微(?:型)?(?:企业)?|小型微型企业|小型、微型企业|小型微利企业|小型(?:和|及|或)微型企业|小型(?:企业)?(?:及|和)?以下(?:企业)?`), []string{"small", "micro"}},
	{regexp.MustCompile(`大中型企业|中型(?:企业)?(?:及|和)?以上(?:企业)?`), []string{"large", "medium"}},
	{regexp.MustCompile(`大型企业`), []string{"large"}},
	{regexp.MustCompile(`中型企业|中型(?:、|和|或)`), []string{"medium"}},
	{regexp.MustCompile(`小型企业`), []string{"small"}},
	{regexp.MustCompile(`微型企业`), []string{"micro"}},
}

var sizeOrder = []string{"large", "medium", "small", "micro"}

func sizeNode(codes []string) *rule.Node {
	if len(codes) == 1 {
		return rule.Compare("size_class", "", "=", rule.Text(codes[0]))
	}
	codes = slices.Clone(codes)
	slices.SortFunc(codes, func(a, b string) int { return slices.Index(sizeOrder, a) - slices.Index(sizeOrder, b) })
	return rule.Compare("size_class", "", "in", rule.Texts(slices.Compact(codes)))
}

// notSize are words after a class of size that name a rule, not a class.
var notSize = regexp.MustCompile(`^(?:服务|促进|发展专项|公共服务|局|主管部门|服务中心)`)

// sized reads the classes of size that a sentence names.
func sized(s string, at prose.Span) []hit {
	var out []hit
	for _, f := range sizes {
		for _, m := range f.form.FindAllStringIndex(s[at.From:at.To], -1) {
			h := hit{Span: prose.Span{From: at.From + m[0], To: at.From + m[1]}, Kind: KindSize, codes: f.codes, sure: true}
			if notSize.MatchString(s[h.To:at.To]) {
				continue
			}
			h.rebuild()
			out = append(out, h)
		}
	}
	return out
}
