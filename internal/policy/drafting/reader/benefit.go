package reader

import (
	"math"
	"regexp"
	"strings"
)

// given is an amount that a sentence gives.
type given struct {
	span
	amount *Amount
	// list are the amounts of 分别给予A、B、C.
	list []int64
	// bonus says that it comes on top of another.
	bonus bool
	// limit says that it only bounded the amount before it.
	limit bool
	// vague says that only an upper bound is stated.
	vague bool
	note  string
}

var (
	giveBefore = regexp.MustCompile(`(?:给予|予以|奖励|补助|补贴|资助|奖补|兑付|发放|兑现|拨付|扶持|支持|增加|追加|加奖|再奖|再补|补|奖|享受|标准为|标准是|标准：)[^，。；、]{0,12}$`)
	giveAfter  = regexp.MustCompile(`^(?:（[^）]*）)?(?:的|以内的?|以下的?)?(?:一次性|配套|资金|专项|财政|经费|建设|研发|认定|最高|每年|/年)*(?:奖励|补助|补贴|资助|奖补|支持|扶持|补偿|奖金|后补助)`)
	// moreMoney is a sum right after 的奖励: then that one is given.
	moreMoney  = regexp.MustCompile(`^[^，。；、]{0,6}(?:\d|[一二三四五六七八九十百千两]+)[\d.]*(?:万|亿|元|千)`)
	eachBefore = regexp.MustCompile(`(?:每|按)(?:新增|新招用|招用|吸纳|录用|引进|新招|招聘|招录|接收|拥有|获得|授权|新获得|新获|增加|新认定)*(?:\d+|一|1)?(?:[名人件项位]|个人)`)
	eachAfter  = regexp.MustCompile(`^(?:/|每|／)(?:[名人件项位])`)
	eachUnit   = regexp.MustCompile(`每(?:新增|新招用|招用|吸纳|录用|引进|新招|招聘|招录|接收|拥有|获得|授权|新获得|新获|增加|新认定)*(?:\d+|一|1)?([名人件项位])|(?:/|／)([名人件项位])|每([名人件项位])`)
	limitWords = regexp.MustCompile(`最高|最多|上限|封顶|不超过|不高于|限额|至多`)
	ratePrefix = regexp.MustCompile(`(?:按照?|以|给予|对|补助|补贴|奖励)[^，。；]*$`)
	rateSuffix = regexp.MustCompile(`^(?:的)?(?:比例|标准|额度|幅度)?(?:的)?(?:，)?(?:以内)?(?:一次性|事后)?(?:，)?(?:或|就高|孰高|给予|予以|进行|补|奖|资助|返还|支持|计算|核算|发放|兑付|，最高|，单|，每)`)
	onTop      = regexp.MustCompile(`在此基础上|再给予|再奖励|再增加|再补|再按|再予|再享受|再奖|额外|另行|另外|另给予|另奖|另补|追加|加奖|上浮|叠加|增加|上述奖励基础上|此外`)
	increase   = regexp.MustCompile(`增量|新增部分|增长部分|增加部分|较上年(?:度)?增加|比上年(?:度)?增加`)
	beyond     = regexp.MustCompile(`超出|超过|部分|差额|扣除|净增|留成|分成`)
	highest    = regexp.MustCompile(`就高|孰高|较高者|从高|最高额`)
)

// gifts reads the amounts that a sentence gives, in order, and returns the
// quantities that are left for conditions.
func (r *reading) gifts(at span, list []quantity) (gifts []*given, rest []quantity) {
	s := r.page.s
	words := r.v.metrics(s, at)
	giving := false // the quantity before was given
	low := at.from
	for i := range list {
		q := &list[i]
		seg := low + strings.LastIndexAny(s[low:q.core.from], "，；：") + 1
		if seg > low {
			seg += len("，") - 1
		}
		head := s[seg:q.core.from]
		switch {
		case q.class == money && giving && (s[low:q.core.from] == "、" || s[low:q.core.from] == "和") && len(gifts) > 0:
			r.listed(gifts[len(gifts)-1], q)
		case q.class == money && r.isGift(q, seg, head, words, len(gifts) > 0):
			gifts, giving = append(gifts, r.money(at, low, q, words, gifts)), true
		case q.class == percent && isRate(s, q, head):
			gifts, giving = append(gifts, r.rate(at, low, q, words, gifts)), true
		case (q.class == people || q.class == pieces) && q.op == "" && eachBefore.MatchString(s[max(at.from, q.core.from-3*8):q.core.to]):
			continue // 每招用1名: what is given for each follows
		default:
			rest, giving = append(rest, *q), false
		}
		low = q.to
	}
	return gifts, rest
}

// isGift reports whether a sum of money is given and not asked for.
func (r *reading) isGift(q *quantity, seg int, head string, words []metric, before bool) bool {
	tail := r.page.s[q.core.to:]
	if verb := giveAfter.FindString(tail); verb != "" && !moreMoney.MatchString(tail[len(verb):]) || eachAfter.MatchString(tail) {
		return true
	}
	known := false
	if m := within(words, span{seg, q.core.from}); len(m) > 0 {
		last := m[len(m)-1]
		known = last.class == money && last.fact != "" && !giveBefore.MatchString(r.page.s[last.to:q.core.from])
	}
	if known {
		return false
	}
	return giveBefore.MatchString(head) || eachBefore.MatchString(head) || limitWords.MatchString(r.page.s[seg:q.to]) && (before || r.given != nil) && !hasFigure(words, seg, q)
}

// hasFigure reports whether a figure stands between seg and the quantity: then
// the limit is one of the figure.
func hasFigure(words []metric, seg int, q *quantity) bool {
	for _, w := range within(words, span{seg, q.core.from}) {
		if w.class == money && w.fact != "" {
			return true
		}
	}
	return false
}

func isRate(s string, q *quantity, head string) bool {
	if q.op != "" || q.ranged || shareBy.MatchString(head) && !strings.Contains(head, "按") {
		return false
	}
	return ratePrefix.MatchString(head) || rateSuffix.MatchString(s[q.core.to:])
}

// rate reads a share of a figure.
func (r *reading) rate(at span, low int, q *quantity, words []metric, before []*given) *given {
	s := r.page.s
	g := &given{span: span{q.core.from, q.core.to}, bonus: r.onTop(low, q)}
	inside := within(words, span{low, q.core.from})
	if len(inside) == 0 {
		return r.lost(g, at, q)
	}
	m := inside[len(inside)-1]
	gap := s[m.to:q.core.from]
	if m.fact == "" || m.class != money || strings.ContainsAny(gap, "，。；") || beyond.MatchString(gap) && !increase.MatchString(gap) {
		return r.lost(g, at, q)
	}
	g.from = m.from
	p, ok := periodIn(s[low:m.from])
	if !ok {
		p = lastYearOnly
		if m.yearly {
			g.note = "按上一年度的" + string(r.page.quote(m.span).Text) + "计算"
		}
	}
	if !m.yearly {
		p = period{years: []string{""}}
	}
	term := terms(&m, p)[0]
	if increase.MatchString(gap) && m.yearly {
		term = Term{Op: "sub", Args: []Term{{Fact: m.fact, Period: p.years[0]}, {Fact: m.fact, Period: earlier(p.years[0], 1)}}}
	}
	g.amount = &Amount{Kind: RateAmount, Rate: rounded(q.value * m.scale), Of: term}
	if i := strings.LastIndex(s[low:g.from], "按"); i >= 0 && !strings.ContainsAny(s[low+i:g.from], "，。；") {
		g.from = low + i
	}
	r.given = g
	return g
}

// lost keeps a sentence about an amount that was not understood.
func (r *reading) lost(g *given, at span, q *quantity) *given {
	for _, part := range parts(r.page.s, at, "，；") {
		if part.overlaps(q.core) {
			r.missed = append(r.missed, r.page.trim(part))
		}
	}
	g.amount = nil
	r.given = g
	return g
}

func (r *reading) onTop(low int, q *quantity) bool {
	return onTop.MatchString(r.page.s[low:q.core.from])
}

// money reads a sum: for each person or piece, a limit, or a fixed one.
func (r *reading) money(at span, low int, q *quantity, words []metric, before []*given) *given {
	s := r.page.s
	g := &given{span: span{q.core.from, q.core.to}, bonus: r.onTop(low, q)}
	if at := giveAfter.FindStringIndex(s[q.core.to:]); at != nil {
		g.to += at[1]
	}
	head := s[low:q.core.from]
	fen, ok := toFen(q.value)
	limited := q.op == "<=" || limitWords.MatchString(head[strings.LastIndexAny(head, "，；")+1:])
	open := r.given != nil && r.given.amount != nil && !r.given.amount.Capped && !r.given.vague
	unit := eachUnit.FindStringSubmatch(head + s[q.core.to:min(len(s), q.core.to+8)])
	switch {
	case !ok || q.ranged:
		return r.lost(g, at, q)
	case limited && r.given != nil && (len(before) > 0 || !giveBefore.MatchString(head)):
		g.limit = true
		if open && r.given.amount.Kind != FixedAmount {
			r.given.amount.Cap, r.given.amount.Capped = fen, true
			r.given.to = max(r.given.to, min(g.to, r.given.to))
		}
		return g
	case unit != nil && !limited || unit != nil && eachBefore.MatchString(head):
		return r.each(at, low, q, words, g, unit[1]+unit[2]+unit[3], fen)
	}
	g.amount = &Amount{Kind: FixedAmount, Fixed: fen}
	if limited {
		g.vague, g.note = true, "原文只写了上限，先按这个数填写，请改成实际的算法"
	}
	r.given = g
	return g
}

// each reads a sum for each person or piece of a figure that the sentence names.
func (r *reading) each(at span, low int, q *quantity, words []metric, g *given, unit string, fen int64) *given {
	want := people
	if strings.Contains("件项", unit) {
		want = pieces
	}
	var m *metric
	for i := range words {
		if w := &words[i]; w.class == want && w.fact != "" && (m == nil || w.to <= q.core.from) {
			m = w
		}
	}
	if m == nil {
		return r.lost(g, at, q)
	}
	p, ok := periodIn(r.page.s[at.from:q.core.from])
	if !ok {
		p = lastYearOnly
	}
	g.amount = &Amount{Kind: PerAmount, Fixed: fen, Of: Term{Fact: m.fact, Period: p.years[0]}}
	if i := strings.LastIndex(r.page.s[low:q.core.from], "每"); i >= 0 {
		g.from = low + i
	}
	if !ok {
		g.note = "按上一年度的人数或件数计算"
	}
	r.given = g
	return g
}

// listed adds a sum to those of 分别给予.
func (r *reading) listed(g *given, q *quantity) {
	fen, ok := toFen(q.value)
	if !ok || g.amount == nil || g.amount.Kind != FixedAmount {
		return
	}
	if len(g.list) == 0 {
		g.list = []int64{g.amount.Fixed}
	}
	g.list = append(g.list, fen)
	g.to = q.core.to
}

// toFen returns yuan in fen; false beyond what amounts can hold.
func toFen(yuan float64) (int64, bool) {
	fen := math.Round(yuan * 100)
	return int64(fen), fen >= 0 && fen < 1e17
}
