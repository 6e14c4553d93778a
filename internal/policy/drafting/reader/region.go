package reader

import (
	"regexp"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/gazetteer"
	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/standard/division"
)

var (
	// seated are words that say where an enterprise is registered or pays tax.
	seated = regexp.MustCompile(`注册|登记|落户|设立|成立|住所|经营场所|经营地|办公|地址|纳税|税务|税收|工商|征管|坐落|位于|所在地|迁入|入驻|行政区域|辖区|境内|范围内|域内`)
	// seatLead are the words before a place that belong to the quote: 注册地和纳税地均在.
	seatLead = regexp.MustCompile(`(?:(?:工商|税务|税收|注册|登记|住所|经营|纳税|落户|设立|坐落|位于)[^，。；\n\d]{0,14})?(?:均|须|应|应当|必须)*(?:在|于|为|是|属于|位于)$`)
	ofHere   = regexp.MustCompile(`^(?:的|内|行政区域内|辖区内|范围内|境内|市域内|两地|各类|所有|[^，。；、]{0,12}?)(?:的)?(?:注册|登记)?[^，。；]{0,10}企业`)
)

// seats reads in which divisions an enterprise must have its seat. Places that a
// sentence names for another reason are left alone; those that no division is
// known for are unknown.
func (v *Vocabulary) seats(s string, at prose.Span) (out []hit, unknown []prose.Span) {
	for _, p := range v.places.Places(s, at) {
		from, to := at.From, at.To
		if i := strings.LastIndexAny(s[at.From:p.From], "；。\n"); i >= 0 {
			from = at.From + i
		}
		head := s[from:p.From]
		if i := strings.LastIndex(head, "，"); i >= 0 {
			head = head[i:]
		}
		rest := s[p.To:to]
		if i := strings.IndexAny(rest, "，；。\n"); i >= 0 {
			rest = rest[:i]
		}
		if !seated.MatchString(head) && !seated.MatchString(rest) && !ofHere.MatchString(rest) || gazetteer.Office.MatchString(s[p.To:at.To]) {
			continue
		}
		if p.Code == "" {
			unknown = append(unknown, p.Span)
			continue
		}
		h := hit{Span: p.Span, Kind: KindRegion, codes: []string{short(p.Code)}, sure: p.Note == "", note: p.Note}
		if lead := seatLead.FindString(head); lead != "" {
			h.From -= len(lead)
		}
		h.rebuild()
		out = append(out, h)
	}
	return out, unknown
}

// short drops the empty groups of a code but keeps six digits: 370100.
func short(code string) string {
	branch := division.Branch(code)
	if len(branch) <= 6 {
		return (branch + "000000")[:6]
	}
	return code
}
