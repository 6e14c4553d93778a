package source

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Guess is what the text of a document seems to say about itself. It fills in a
// form for somebody to check, and is never saved unseen by a person except in an
// import, whose report lists it.
type Guess struct {
	Title, Number string
	Issuers       []string
	Level         definition.Level
	PublishedOn   civil.Date
}

var (
	documentNumber = regexp.MustCompile(`[\p{Han}]{1,14}[〔［\[(（](\d{4})[〕］\])）]第?\d{1,5}号|(国务院|主席)令第?\s?\d{1,4}号`)
	writtenDay     = regexp.MustCompile(`(\d{4})年(\d{1,2})月(\d{1,2})日`)
	issuerLine     = regexp.MustCompile(`^[\p{Han}、\s]{3,40}(人民政府|办公厅|办公室|委员会|局|厅|部|委|院|管委会)$`)
	titled         = regexp.MustCompile(`(法|条例|规定|办法|细则|决定|意见|措施|通知|政策|方案|规划|公告|通告|规则|准则|章程)(（[^（）]{1,12}）)?$`)
)

// Of reads the head and the foot of a document.
func Of(text string) Guess {
	lines := strings.Split(text, "\n")
	var g Guess
	for i, line := range lines[:min(len(lines), 30)] {
		if g.Number == "" {
			g.Number = documentNumber.FindString(line)
		}
		if g.Title == "" && utf8.RuneCountInString(line) <= 80 && titled.MatchString(line) && !strings.ContainsAny(line, "。；，") {
			g.Title = line
		}
		if i < 8 && issuerLine.MatchString(line) && len(g.Issuers) < 3 {
			g.Issuers = append(g.Issuers, strings.TrimSpace(line))
		}
	}
	if g.Title == "" && len(lines) > 0 && utf8.RuneCountInString(lines[0]) <= 80 {
		g.Title = lines[0]
	}
	foot := lines[max(0, len(lines)-12):]
	for _, line := range foot {
		if issuerLine.MatchString(line) && len(g.Issuers) == 0 {
			g.Issuers = append(g.Issuers, strings.TrimSpace(line))
		}
		if m := writtenDay.FindStringSubmatch(line); m != nil && utf8.RuneCountInString(line) <= 14 {
			g.PublishedOn = dayOf(m)
		}
	}
	g.Level = levelOf(g.Title, g.Issuers)
	return g
}

func dayOf(m []string) civil.Date {
	pad := func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
	day, err := civil.Parse(m[1] + "-" + pad(m[2]) + "-" + pad(m[3]))
	if err != nil {
		return civil.Date{}
	}
	return day
}

// levelOf tells whose policy it is from the names in it.
func levelOf(title string, issuers []string) definition.Level {
	for _, name := range append(append([]string{}, issuers...), title) {
		switch {
		case strings.Contains(name, "街道"):
			return definition.Street
		case strings.HasPrefix(name, "国务院"), strings.HasPrefix(name, "中华人民共和国"), strings.HasPrefix(name, "全国"):
			return definition.National
		case countyName.MatchString(name):
			return definition.District
		case cityName.MatchString(name):
			return definition.Municipal
		case provinceName.MatchString(name):
			return definition.Provincial
		}
	}
	return ""
}

var (
	countyName   = regexp.MustCompile(`^(\p{Han}{2,8}[省市])?\p{Han}{1,6}[区县](人民政府|工业|财政|科技|发展|办公室|管委会|[\p{Han}]*局)`)
	cityName     = regexp.MustCompile(`^(\p{Han}{2,4}省)?\p{Han}{1,6}市`)
	provinceName = regexp.MustCompile(`^\p{Han}{2,4}(省|自治区)`)
)
