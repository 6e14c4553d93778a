package prose

import (
	"regexp"
	"strconv"
	"strings"
)

// Period is the year or years that a figure is of.
type Period struct {
	// years are Y-1, 2025 …, the latest first; never empty.
	Years []string
	// sum says that the figure is of all years together, mean that it is of the
	// average year; else it is of each.
	Sum, Mean bool
	// stated is false where the text names no year and the last one is taken.
	Stated bool
}

// LastYear is the period of the last full year as definitions write it.
const LastYear = "Y-1"

// LastYearOnly is the last full year.
var LastYearOnly = Period{Years: []string{LastYear}}

// PeriodForms finds the words that name a year or several.
var PeriodForms = regexp.MustCompile(`(20\d\d)年?(?:度)?(?:、|和|及|与|，|—|至|到)(20\d\d)年(?:度)?|(20\d\d)年(?:度)?|` +
	`(?:近|最近|前|连续|上|最近连续|申报前|此前)([一二两三四五2-5])个?(?:完整)?的?(?:会计|纳税|自然)?年(?:度)?|` +
	`(上一?个?(?:会计|纳税|自然)?年度?|去年度?|前一年度?|申报前一年度?|上一?完整会计年度)|(本年度?|今年|当年度?)|(前年度?)`)

// PeriodIn returns the last year or years that are named in s.
func PeriodIn(s string) (Period, bool) {
	all := PeriodForms.FindAllStringSubmatchIndex(s, -1)
	for i := len(all) - 1; i >= 0; i-- {
		m := all[i]
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return s[m[2*n]:m[2*n+1]]
		}
		rest := s[m[1]:]
		switch {
		case group(1) != "":
			return between(group(1), group(2), rest), true
		case group(3) != "":
			if day(rest) || strings.HasPrefix(rest, "增长") {
				continue
			}
			return Period{Years: []string{group(3)}, Stated: true}, true
		case group(4) != "":
			n, _ := Numeral(group(4))
			p := Period{Stated: true}
			for y := 1; y <= int(n); y++ {
				p.Years = append(p.Years, "Y-"+strconv.Itoa(y))
			}
			p.Together(rest)
			return p, !strings.HasPrefix(rest, "内")
		case group(5) != "":
			return Period{Years: []string{LastYear}, Stated: true}, true
		case group(6) != "":
			return Period{Years: []string{"Y"}, Stated: true}, true
		case group(7) != "":
			return Period{Years: []string{"Y-2"}, Stated: true}, true
		}
	}
	return LastYearOnly, false
}

// day reports whether a year goes on as a date.
func day(rest string) bool {
	return rest != "" && rest[0] >= '0' && rest[0] <= '9'
}

// maxYears bounds a range of years; a longer one is taken for something else.
const maxYears = 6

func between(from, to, rest string) Period {
	a, _ := strconv.Atoi(from)
	b, _ := strconv.Atoi(to)
	p := Period{Stated: true}
	for y := b; y >= a && b-a < maxYears; y-- {
		p.Years = append(p.Years, strconv.Itoa(y))
	}
	if len(p.Years) == 0 {
		p.Years = []string{to}
	}
	p.Together(rest)
	return p
}

// meanOf is the average of years; 近两年均 says each of them.
var meanOf = regexp.MustCompile(`平均|(?:^|[^一二两三四五2-5])年均`)

// Together reads whether a figure is of each year or of all of them.
func (p *Period) Together(rest string) {
	if len(p.Years) < 2 {
		return
	}
	switch {
	case meanOf.MatchString(rest):
		p.Mean = true
	case strings.Contains(rest, "均"), strings.Contains(rest, "每年"), strings.Contains(rest, "分别"):
	case strings.Contains(rest, "累计"), strings.Contains(rest, "合计"), strings.Contains(rest, "总和"), strings.Contains(rest, "之和"), strings.Contains(rest, "总额"):
		p.Sum = true
	}
}

// Earlier returns the year n before: Y-1 and 1 give Y-2, 2025 and 1 give 2024.
func Earlier(year string, n int) string {
	if y, err := strconv.Atoi(year); err == nil {
		return strconv.Itoa(y - n)
	}
	back := 0
	if rest, ok := strings.CutPrefix(year, "Y-"); ok {
		back, _ = strconv.Atoi(rest)
	}
	return "Y-" + strconv.Itoa(back+n)
}
