package reader

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/standard/division"
)

// gazetteer finds the divisions that a text names.
type gazetteer struct {
	names map[string][]string // codes by full name
	stems map[string]string   // a province's or city's code by its short name
	// longest and shortest are the lengths of names in characters.
	longest int
	home    []division.Division // from the province down to the own division
}

// newGazetteer holds the names of provinces, cities and districts, and those of
// everything under home.
func newGazetteer(d Divisions, home string) gazetteer {
	g := gazetteer{names: map[string][]string{}, stems: map[string]string{}}
	if d == nil {
		return g
	}
	if home != "" {
		g.home = d.Path(home)
	}
	var walk func(code string, depth division.Level, limit division.Level)
	walk = func(code string, depth, limit division.Level) {
		for _, c := range d.Children(code) {
			g.add(c)
			if next := c.Level(); next < limit && next > depth {
				walk(c.Code, next, limit)
			}
		}
	}
	walk("", division.Country, division.District)
	if len(g.home) > 0 {
		if own := g.home[len(g.home)-1]; own.Level() >= division.City {
			walk(own.Code, own.Level(), division.Street)
			for _, district := range d.Children(own.Code) {
				if district.Level() == division.District {
					walk(district.Code, division.District, division.Street)
				}
			}
		}
	}
	return g
}

func (g *gazetteer) add(d division.Division) {
	n := utf8.RuneCountInString(d.Name)
	if n < 2 || d.Name == "市辖区" || slices.Contains(g.names[d.Name], d.Code) {
		return
	}
	g.names[d.Name] = append(g.names[d.Name], d.Code)
	g.longest = max(g.longest, n)
	if d.Level() <= division.City {
		for _, end := range []string{"省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区"} {
			if stem, ok := strings.CutSuffix(d.Name, end); ok && utf8.RuneCountInString(stem) >= 2 {
				g.stems[stem] = d.Code
				break
			}
		}
	}
}

// place is a division that is named at a span; code is empty where it could be
// several or is not known.
type place struct {
	prose.Span
	code string
	note string
}

var deictic = regexp.MustCompile(`(?:本|我|全)(省|市|区|县|镇|街道|自治区|旗)|(?:本|我)(?:行政)?(辖区|园区|开发区|高新区)|(辖区|区内|市内|县内|省内|市域)`)

// zones are development zones, which have no code of their own unless the instance
// gives them one.
var zones = regexp.MustCompile(`(?:国家级?|省级|市|本)?(?:高新(?:技术(?:产业)?)?(?:开发)?区|经(?:济(?:技术)?)?开(?:发)?区|开发区|自贸(?:试验)?(?:区|片区)|综(?:合)?保(?:税)?区|产业园区?|工业园区?|科技园区?|示范区)`)

// deicticNot are words that go on after 本市 and name an office or a rule.
var deicticNot = regexp.MustCompile(`^(?:人民政府|政府|财政|级|委|[^，。；、]{0,10}(?:局|厅|委员会|办公室|部门|规定|有关政策))`)

// places finds the divisions named in a stretch, in order.
func (g *gazetteer) places(s string, at prose.Span) []place {
	var out []place
	for _, m := range deictic.FindAllStringSubmatchIndex(s[at.From:at.To], -1) {
		p := place{Span: prose.Span{From: at.From + m[0], To: at.From + m[1]}}
		word := ""
		for i := 1; i <= 3; i++ {
			if m[2*i] >= 0 {
				word = s[at.From+m[2*i] : at.From+m[2*i+1]]
			}
		}
		p.code = g.own(word)
		if !deicticNot.MatchString(s[p.To:at.To]) {
			out = append(out, p)
		}
	}
	var around string // the city or province named last
	for i := at.From; i < at.To; {
		_, size := utf8.DecodeRuneInString(s[i:at.To])
		p, ok := g.longestAt(s[:at.To], i, around)
		if !ok {
			i += size
			continue
		}
		if n := len(out); n > 0 && out[n-1].To == p.From && out[n-1].code != "" && (p.code == "" || division.Under(p.code, out[n-1].code)) && !deictic.MatchString(s[out[n-1].From:out[n-1].To]) {
			p.From = out[n-1].From
			out = out[:n-1]
		}
		if p.code != "" {
			around = p.code
		}
		out = append(out, p)
		i = p.To
	}
	for _, m := range zones.FindAllStringIndex(s[at.From:at.To], -1) {
		out = append(out, place{Span: prose.Span{From: at.From + m[0], To: at.From + m[1]}})
	}
	return prose.Disjoint(out, func(p place) prose.Span { return p.Span })
}

// longestAt returns the longest name that stands at i.
func (g *gazetteer) longestAt(s string, i int, around string) (place, bool) {
	end := i
	var best place
	for n := 1; n <= g.longest && end < len(s); n++ {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
		name := s[i:end]
		if codes := g.names[name]; codes != nil {
			best = place{Span: prose.Span{From: i, To: end}, code: g.choose(codes, around)}
		} else if code := g.stems[name]; code != "" && best.Empty() && stemmed.MatchString(s[end:]) {
			best = place{Span: prose.Span{From: i, To: end}, code: code}
		}
	}
	return best, !best.Empty()
}

// stemmed is what follows a city named without 市.
var stemmed = regexp.MustCompile(`^(?:依法|工商|登记|注册|设立|落户|两地|地区|市场|纳税|行政区域|辖区|境内)`)

// choose returns the code meant by a name that several divisions have: the one
// under the city named last, or under the own one; empty where that does not tell.
func (g *gazetteer) choose(codes []string, around string) string {
	if len(codes) == 1 {
		return codes[0]
	}
	contexts := []string{}
	if around != "" {
		contexts = append(contexts, around, division.Branch(around)[:min(4, len(division.Branch(around)))])
	}
	for i := len(g.home) - 1; i >= 0; i-- {
		contexts = append(contexts, g.home[i].Code)
	}
	for _, c := range contexts {
		var under []string
		for _, code := range codes {
			if c != "" && division.Under(code, c) {
				under = append(under, code)
			}
		}
		if len(under) == 1 {
			return under[0]
		}
	}
	return ""
}

// own returns the division of the instance that 本市, 本区 … speak of.
func (g *gazetteer) own(word string) string {
	want := division.Country
	switch word {
	case "省", "省内", "自治区":
		want = division.Province
	case "市", "市内", "市域":
		want = division.City
	case "区", "县", "旗", "区内", "县内":
		want = division.District
	case "镇", "街道":
		want = division.Street
	case "辖区":
		if len(g.home) > 0 {
			return g.home[len(g.home)-1].Code
		}
	}
	code := ""
	for _, d := range g.home {
		// A municipality under the State Council is its own city.
		if d.Level() == want || want == division.City && d.Level() == division.Province && strings.HasSuffix(d.Name, "市") {
			code = d.Code
		}
	}
	return code
}

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
	for _, p := range v.places.places(s, at) {
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
		if !seated.MatchString(head) && !seated.MatchString(rest) && !ofHere.MatchString(rest) || deicticNot.MatchString(s[p.To:at.To]) {
			continue
		}
		if p.code == "" {
			unknown = append(unknown, p.Span)
			continue
		}
		h := hit{Span: p.Span, Kind: KindRegion, codes: []string{short(p.code)}, sure: p.note == "", note: p.note}
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
