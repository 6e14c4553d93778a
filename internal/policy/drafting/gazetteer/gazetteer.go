package gazetteer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/standard/division"
)

// Divisions are the divisions that a text can name.
type Divisions interface {
	// Children returns the divisions directly below a code, the provinces below "".
	Children(code string) []division.Division
	// Path returns the divisions from the province down to the code.
	Path(code string) []division.Division
}

// Gazetteer finds the divisions that a text names.
type Gazetteer struct {
	names map[string][]string // codes by full name
	stems map[string]string   // a province's or city's code by its short name
	// longest and shortest are the lengths of names in characters.
	longest int
	home    []division.Division // from the province down to the own division
}

// New holds the names of provinces, cities and districts, and those of
// everything under home.
func New(d Divisions, home string) Gazetteer {
	g := Gazetteer{names: map[string][]string{}, stems: map[string]string{}}
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

func (g *Gazetteer) add(d division.Division) {
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

// Place is a division that is named at a span; Code is empty where it could be
// several or is not known.
type Place struct {
	prose.Span
	Code string
	// Note says what the code rests on that the text does not say.
	Note string
}

var deictic = regexp.MustCompile(`(?:本|我|全)(省|市|区|县|镇|街道|自治区|旗)|(?:本|我)(?:行政)?(辖区|园区|开发区|高新区)|(辖区|区内|市内|县内|省内|市域)`)

// zones are development zones, which have no code of their own unless the instance
// gives them one.
var zones = regexp.MustCompile(`(?:国家级?|省级|市|本)?(?:高新(?:技术(?:产业)?)?(?:开发)?区|经(?:济(?:技术)?)?开(?:发)?区|开发区|自贸(?:试验)?(?:区|片区)|综(?:合)?保(?:税)?区|产业园区?|工业园区?|科技园区?|示范区)`)

// Office are words that go on after 本市 and name an office or a rule.
var Office = regexp.MustCompile(`^(?:人民政府|政府|财政|级|委|[^，。；、]{0,10}(?:局|厅|委员会|办公室|部门|规定|有关政策))`)

// Places finds the divisions named in a stretch, in order.
func (g *Gazetteer) Places(s string, at prose.Span) []Place {
	var out []Place
	for _, m := range deictic.FindAllStringSubmatchIndex(s[at.From:at.To], -1) {
		p := Place{Span: prose.Span{From: at.From + m[0], To: at.From + m[1]}}
		word := ""
		for i := 1; i <= 3; i++ {
			if m[2*i] >= 0 {
				word = s[at.From+m[2*i] : at.From+m[2*i+1]]
			}
		}
		p.Code = g.own(word)
		if !Office.MatchString(s[p.To:at.To]) {
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
		if n := len(out); n > 0 && out[n-1].To == p.From && out[n-1].Code != "" && (p.Code == "" || division.Under(p.Code, out[n-1].Code)) && !deictic.MatchString(s[out[n-1].From:out[n-1].To]) {
			p.From = out[n-1].From
			out = out[:n-1]
		}
		if p.Code != "" {
			around = p.Code
		}
		out = append(out, p)
		i = p.To
	}
	for _, m := range zones.FindAllStringIndex(s[at.From:at.To], -1) {
		out = append(out, Place{Span: prose.Span{From: at.From + m[0], To: at.From + m[1]}})
	}
	return prose.Disjoint(out, func(p Place) prose.Span { return p.Span })
}

// longestAt returns the longest name that stands at i.
func (g *Gazetteer) longestAt(s string, i int, around string) (Place, bool) {
	end := i
	var best Place
	for n := 1; n <= g.longest && end < len(s); n++ {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
		name := s[i:end]
		if codes := g.names[name]; codes != nil {
			best = Place{Span: prose.Span{From: i, To: end}, Code: g.choose(codes, around)}
		} else if code := g.stems[name]; code != "" && best.Empty() && stemmed.MatchString(s[end:]) {
			best = Place{Span: prose.Span{From: i, To: end}, Code: code}
		}
	}
	return best, !best.Empty()
}

// stemmed is what follows a city named without 市.
var stemmed = regexp.MustCompile(`^(?:依法|工商|登记|注册|设立|落户|两地|地区|市场|纳税|行政区域|辖区|境内)`)

// choose returns the code meant by a name that several divisions have: the one
// under the city named last, or under the own one; empty where that does not tell.
func (g *Gazetteer) choose(codes []string, around string) string {
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
func (g *Gazetteer) own(word string) string {
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
