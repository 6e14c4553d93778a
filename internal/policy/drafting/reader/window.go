package reader

import (
	"regexp"
	"strconv"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/standard/civil"
)

const (
	fullDay  = `(20\d\d)(?:年|—|\.|/)(\d{1,2})(?:月|—|\.|/)(\d{1,2})日?`
	partDay  = `(?:(20\d\d)(?:年|—|\.|/))?(?:(\d{1,2})(?:月|—|\.|/))?(\d{1,2})日?`
	applying = `申报|申请|受理|报名|提交|办理|兑现|征集|开放|窗口`
)

var (
	wholeDay    = regexp.MustCompile(`20\d\d年\d{1,2}月(?:\d{1,2}日)?`)
	betweenDays = regexp.MustCompile(fullDay + `(?:起|开始|零时|当日|（含）)*，?(?:至|到|—|止|持续至)?` + partDay + `(?:24时)?(?:（含）)?(?:止|结束|截止|期间|内|前|$|，|。|；|\n|）|为止)`)
	startsOn    = regexp.MustCompile(`自` + fullDay + `(?:起|开始)*(?:正式)?(?:施行|实施|执行|生效|开始|受理|申报)*`)
	lasts       = regexp.MustCompile(`^[^。；\n]{0,12}(?:有效期|期限|试行期|执行期)(?:为|暂定|限)?(` + prose.NumberForm + `)(年|个月)`)
	lastsUntil  = regexp.MustCompile(`^[^。；\n]{0,12}(?:有效期?|执行|实施|延续)(?:限)?(?:至|到|截止|截至)+` + fullDay)
	endsOn      = regexp.MustCompile(`(?:截止|截至|止于)(?:日期|时间)?(?:为|是|：)?(?:到|至)?` + fullDay + `|` + fullDay + `(?:（含）)?(?:之?前|以前|截止)(?:，)?(?:[^，。；]{0,8}(?:` + applying + `))`)
	aboutApply  = regexp.MustCompile(`(?:` + applying + `|时间|期限)[^。；\n]{0,20}$`)
	aboutTerm   = regexp.MustCompile(`(?:有效期|施行|实施|执行|生效)[^。；\n]{0,14}$`)
	proactive   = regexp.MustCompile(`免申即享|免申报|无需(?:企业)?申[请报]|直达快享|直接兑现`)
	express     = regexp.MustCompile(`即申即享|即报即享|即申即兑|即申即得|即申即办`)
)

// windows reads the days of the text that bound it, and how it is delivered.
func (r *reading) windows() {
	s := r.page.S
	r.deliveries(s)
	var term, apply *dayRange
	for _, m := range betweenDays.FindAllStringSubmatchIndex(s, -1) {
		w, ok := rangeOf(s, m)
		if !ok {
			continue
		}
		head := s[max(0, m[0]-3*24):m[0]]
		switch {
		case aboutTerm.MatchString(head) && term == nil:
			term = &w
		case aboutApply.MatchString(head) && apply == nil:
			apply = &w
		}
	}
	if term == nil {
		term = termOf(s)
	}
	if apply == nil {
		if m := endsOn.FindStringSubmatchIndex(s); m != nil {
			if day, ok := submatchDay(s, m, 1); ok {
				apply = &dayRange{prose.Span{From: m[0], To: m[1]}, Window{To: day}}
			} else if day, ok := submatchDay(s, m, 4); ok {
				apply = &dayRange{prose.Span{From: m[0], To: m[1]}, Window{To: day}}
			}
		}
	}
	for _, w := range []*dayRange{apply, term} {
		if w == nil {
			continue
		}
		r.used = append(r.used, w.Span)
		if r.draft.Window == (Window{}) {
			r.draft.Window, r.draft.WindowQuote = w.Window, r.page.Quote(w.Span)
		}
	}
}

func (r *reading) deliveries(s string) {
	for _, d := range []struct {
		form *regexp.Regexp
		name string
	}{{proactive, "proactive"}, {express, "express"}} {
		if m := d.form.FindStringIndex(s); m != nil {
			at := prose.Span{From: m[0], To: m[1]}
			r.used = append(r.used, at)
			if r.draft.Delivery == "" {
				r.draft.Delivery, r.draft.DeliveryQuote = d.name, r.page.Quote(at)
			}
		}
	}
}

// dayRange is a window with where it stands.
type dayRange struct {
	prose.Span
	Window
}

// rangeOf reads the two days of betweenDays; the second may leave out its year
// and month.
func rangeOf(s string, m []int) (dayRange, bool) {
	get := func(i, otherwise int) string {
		if m[2*i] < 0 {
			i = otherwise
		}
		return s[m[2*i]:m[2*i+1]]
	}
	from, err1 := dayOf(get(1, 1), get(2, 2), get(3, 3))
	to, err2 := dayOf(get(4, 1), get(5, 2), get(6, 6))
	return dayRange{prose.Span{From: m[0], To: m[6*2+1]}, Window{from, to}}, err1 == nil && err2 == nil && from <= to
}

func submatchDay(s string, m []int, first int) (string, bool) {
	if m[2*first] < 0 {
		return "", false
	}
	day, err := dayOf(s[m[2*first]:m[2*first+1]], s[m[2*first+2]:m[2*first+3]], s[m[2*first+4]:m[2*first+5]])
	return day, err == nil
}

// termOf reads from when and until when a rule holds: 自…起施行，有效期三年.
func termOf(s string) *dayRange {
	for _, m := range startsOn.FindAllStringSubmatchIndex(s, -1) {
		from, ok := submatchDay(s, m, 1)
		if !ok {
			continue
		}
		w := &dayRange{prose.Span{From: m[0], To: m[1]}, Window{From: from}}
		rest := s[m[1]:]
		if until := lastsUntil.FindStringSubmatchIndex(rest); until != nil {
			if to, ok := submatchDay(rest, until, 1); ok && to >= from {
				w.Window.To, w.Span.To = to, m[1]+until[1]
			}
		} else if term := lasts.FindStringSubmatchIndex(rest); term != nil {
			n, ok := prose.Numeral(rest[term[2]:term[3]])
			if ok && n >= 1 && n <= 100 {
				w.Window.To, w.Span.To = ended(from, int(n), rest[term[4]:term[5]]), m[1]+term[1]
			}
		}
		return w
	}
	return nil
}

// ended returns the last day of a term of n years or months that begins on a day.
func ended(from string, n int, unit string) string {
	day, _ := civil.Parse(from)
	iso := "P" + strconv.Itoa(n) + map[string]string{"年": "Y", "个月": "M"}[unit]
	p, _ := civil.ParsePeriod(iso)
	return day.Add(p).AddDays(-1).String()
}
