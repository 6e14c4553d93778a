package reader

import (
	"math"
	"regexp"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// given is an amount that a sentence gives.
type given struct {
	prose.Span
	amount *rule.Amount
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
	// eachOther counts what no fact holds: 每新增就业岗位1个.
	eachOther = regexp.MustCompile(`每(?:新增|建设|举办|参加|承担|开展|完成|服务|组织|建成)?[^，。；家户年月次人名企]{0,8}(?:\d+|一)?(?:个|台|套|场|次|平方米|㎡|吨|千瓦|辆|岗位|项目)`)
	// stepBefore is what stands before a quantity for each of which something is
	// given: 每增加1000万元.
	stepBefore = regexp.MustCompile(`每(?:再)?(?:(?:增加|新增|增长|超过|超出|超|提高|提升|上升|多|满|完成|达到|实现|出口|缴纳|投入|到位|递增|降低|减少|招用|吸纳|录用|引进|新招|招聘|招录|接收|获得|授权|认定|培育)+[^，。；、家户企名人件项位个奖补给\d]{0,6})?$`)
	// slice is what follows a bound that parts a figure for rates and asks nothing:
	// 1000万元以内的部分按5%.
	slice  = regexp.MustCompile(`^的?(?:部分|区间)`)
	manyOf = regexp.MustCompile(`^(?:\d*[02-9]|\d+1|[二两三四五六七八九十百千]+)`)
	// otherEach is what follows 每 and is counted by no fact; otherPer the same after
	// a stroke: 元/美元.
	otherEach = regexp.MustCompile(`每(?:新增|建设|新建|举办|参加|承担|开展|完成|服务|组织|建成|购置|安装|改造|出口|引进)?([^，。；、\d]{1,4})`)
	otherPer  = regexp.MustCompile(`^(?:/|／)([^，。；、的给补奖]{1,4})`)
	// whole are those for each of which the amount is one, and those that facts count.
	whole      = regexp.MustCompile(`^(?:家|户|个企业|个单位|个主体|企业|单位|年|人|名|位|件|项|一年|一家|一户|次性|新增|新招|招|吸纳|录|引进|新|授权|获|拥有|增加)`)
	limitWords = regexp.MustCompile(`最高|最多|上限|封顶|不超过|不高于|限额|至多`)
	ratePrefix = regexp.MustCompile(`(?:按照?|以|给予|对|补助|补贴|奖励)[^，。；]*$`)
	rateSuffix = regexp.MustCompile(`^(?:的)?(?:比例|标准|额度|幅度)?(?:的)?(?:，)?(?:以内)?(?:一次性|事后)?(?:，)?(?:或|就高|孰高|给予|予以|进行|补|奖|资助|返还|支持|计算|核算|发放|兑付|，最高|，单|，每)`)
	onTop      = regexp.MustCompile(`在此基础上|再给予|再奖励|再增加|再补|再按|再予|再享受|再奖|额外|另行|另外|另给予|另奖|另补|追加|加奖|上浮|叠加|增加|上述奖励基础上|此外`)
	increase   = regexp.MustCompile(`增量(?:部分)?|新增部分|增长部分|增加部分|较上年(?:度)?增加|比上年(?:度)?增加`)
	newOnly    = regexp.MustCompile(`(?:新增|增加|增长)的?$`)
	beyond     = regexp.MustCompile(`超出|超过|部分|差额|扣除|净增|留成|分成`)
	highest    = regexp.MustCompile(`就高|孰高|较高者|从高|最高额`)
)

// gifts reads the amounts that a sentence gives, in order, and returns the
// quantities that are left for conditions.
func (r *reading) gifts(at prose.Span, list []prose.Quantity, words []metric) (gifts []*given, rest []prose.Quantity) {
	s := r.page.S
	giving := false // the quantity before was given
	r.step = false
	low := at.From
	for i := range list {
		q := &list[i]
		seg := low + strings.LastIndexAny(s[low:q.Core.From], "，；：") + 1
		if seg > low {
			seg += len("，") - 1
		}
		head := s[seg:q.Core.From]
		switch {
		case slice.MatchString(s[q.To:at.To]):
			r.lost(&given{}, at, q)
			r.given = nil
		case stepBefore.MatchString(s[seg:q.From]) && (q.Class != prose.People && q.Class != prose.Pieces || manyOf.MatchString(s[q.Core.From:])):
			r.step, giving = true, false
			r.lost(&given{}, at, q)
			r.given = nil
		case q.Class == prose.Money && giving && (s[low:q.Core.From] == "、" || s[low:q.Core.From] == "和") && len(gifts) > 0:
			r.listed(gifts[len(gifts)-1], q)
		case q.Class == prose.Money && r.isGift(q, seg, head, words, len(gifts) > 0):
			gifts, giving = append(gifts, r.money(at, low, q, words, gifts)), true
		case q.Class == prose.Percent && isRate(s, q, head):
			gifts, giving = append(gifts, r.rate(at, low, q, words)), true
		case (q.Class == prose.People || q.Class == prose.Pieces) && q.Op == "" && eachBefore.MatchString(s[max(at.From, q.Core.From-3*8):q.Core.To]):
			continue // 每招用1名: what is given for each follows
		default:
			rest, giving = append(rest, *q), false
		}
		low = q.To
	}
	return gifts, rest
}

// isGift reports whether a sum of money is given and not asked for.
func (r *reading) isGift(q *prose.Quantity, seg int, head string, words []metric, before bool) bool {
	tail := r.page.S[q.Core.To:]
	if verb := giveAfter.FindString(tail); verb != "" && !moreMoney.MatchString(tail[len(verb):]) || eachAfter.MatchString(tail) {
		return true
	}
	known := false
	if m := within(words, prose.Span{From: seg, To: q.Core.From}); len(m) > 0 {
		last := m[len(m)-1]
		known = last.Class == prose.Money && last.fact != "" && !giveBefore.MatchString(r.page.S[last.To:q.Core.From])
	}
	if known {
		return false
	}
	return giveBefore.MatchString(head) || eachBefore.MatchString(head) || limitWords.MatchString(r.page.S[seg:q.To]) && (before || r.given != nil) && !hasFigure(words, seg, q)
}

// hasFigure reports whether a figure stands between seg and the quantity: then
// the limit is one of the figure.
func hasFigure(words []metric, seg int, q *prose.Quantity) bool {
	for _, w := range within(words, prose.Span{From: seg, To: q.Core.From}) {
		if w.Class == prose.Money && w.fact != "" {
			return true
		}
	}
	return false
}

func isRate(s string, q *prose.Quantity, head string) bool {
	if q.Op != "" || q.Ranged || shareBy.MatchString(head) && !strings.Contains(head, "按") {
		return false
	}
	return ratePrefix.MatchString(head) || rateSuffix.MatchString(s[q.Core.To:])
}

// rate reads a share of a figure.
func (r *reading) rate(at prose.Span, low int, q *prose.Quantity, words []metric) *given {
	s := r.page.S
	g := &given{Span: prose.Span{From: q.Core.From, To: q.Core.To}, bonus: r.onTop(low, q)}
	inside := within(words, prose.Span{From: low, To: q.Core.From})
	if len(inside) == 0 && increase.MatchString(s[low:q.Core.From]) {
		// 按增量的20%: the figure stands in the condition before.
		for _, w := range words {
			if w.To <= low && w.Class == prose.Money && w.fact != "" {
				from := low + increase.FindStringIndex(s[low:q.Core.From])[0]
				w.Span = prose.Span{From: from, To: from}
				inside = []metric{w}
			}
		}
	}
	if len(inside) == 0 {
		return r.lost(g, at, q)
	}
	m := inside[len(inside)-1]
	gap := s[m.To:q.Core.From]
	if newOnly.MatchString(s[low:m.From]) {
		gap = "增量" + gap
	}
	if m.fact == "" || m.Class != prose.Money || strings.ContainsAny(gap, "，。；") || beyond.MatchString(gap) && !increase.MatchString(gap) {
		return r.lost(g, at, q)
	}
	g.From = m.From
	p, ok := prose.PeriodIn(s[low:m.From])
	if !ok {
		p = prose.LastYearOnly
		if m.yearly {
			g.note = "按上一年度的" + r.page.Quote(m.Span).Text + "计算"
		}
	}
	if !m.yearly {
		p = prose.Period{Years: []string{""}}
	}
	term := terms(&m, p)[0]
	if increase.MatchString(gap) && m.yearly {
		term = rule.Term{Op: "sub", Args: []rule.Term{{Fact: m.fact, Period: p.Years[0]}, {Fact: m.fact, Period: prose.Earlier(p.Years[0], 1)}}}
	}
	if m.scale != 1 {
		term = rule.Term{Op: "mul", Args: []rule.Term{term, {Number: m.scale}}}
	}
	g.amount = &rule.Amount{Kind: rule.RateAmount, Rate: rounded(q.Value), Of: term}
	if i := strings.LastIndex(s[low:g.From], "按"); i >= 0 && !strings.ContainsAny(s[low+i:g.From], "，。；") {
		g.From = low + i
	}
	r.given = g
	return g
}

// lost keeps a sentence about an amount that was not understood.
func (r *reading) lost(g *given, at prose.Span, q *prose.Quantity) *given {
	for _, part := range prose.Parts(r.page.S, at, "，；") {
		if part.Overlaps(q.Core) {
			r.missed = append(r.missed, r.page.Trim(part))
		}
	}
	g.amount = nil
	r.given = g
	return g
}

func (r *reading) onTop(low int, q *prose.Quantity) bool {
	return onTop.MatchString(r.page.S[low:q.Core.From])
}

// money reads a sum: for each person or piece, a limit, or a fixed one.
func (r *reading) money(at prose.Span, low int, q *prose.Quantity, words []metric, before []*given) *given {
	s := r.page.S
	g := &given{Span: prose.Span{From: q.Core.From, To: q.Core.To}, bonus: r.onTop(low, q)}
	if at := giveAfter.FindStringIndex(s[q.Core.To:]); at != nil {
		g.To += at[1]
	}
	head := s[low:q.Core.From]
	fen, ok := toFen(q.Value)
	limited := q.Op == "<=" || limitWords.MatchString(head[strings.LastIndexAny(head, "，；")+1:])
	open := r.given != nil && r.given.amount != nil && !r.given.amount.Capped && !r.given.vague
	unit := eachUnit.FindStringSubmatch(head + s[q.Core.To:min(len(s), q.Core.To+8)])
	switch {
	case !ok || q.Ranged:
		return r.lost(g, at, q)
	case limited && r.given != nil && (len(before) > 0 || !giveBefore.MatchString(head)):
		g.limit = true
		if open && r.given.amount.Kind != rule.FixedAmount {
			r.given.amount.Cap, r.given.amount.Capped = fen, true
		}
		if strings.Contains(head, "均") {
			r.limitAll(fen)
		}
		return g
	case r.step && !limited, !limited && otherUnit(s[seg(s, at.From, q.Core.From):q.Core.From], s[q.Core.To:], unit == nil):
		return r.lost(g, at, q)
	case unit != nil && !limited || unit != nil && eachBefore.MatchString(head):
		return r.each(at, low, q, words, g, unit[1]+unit[2]+unit[3], fen)
	}
	g.amount = &rule.Amount{Kind: rule.FixedAmount, Fixed: fen}
	if limited {
		g.vague, g.note = true, "原文只写了上限，先按这个数填写，请改成实际的算法"
	}
	r.given = g
	return g
}

// otherUnit reports whether an amount between head and tail is one for each of
// something that no fact counts: 每台, 元/吨.
func otherUnit(head, tail string, alone bool) bool {
	if m := otherPer.FindStringSubmatch(tail); m != nil && !whole.MatchString(m[1]) {
		return true
	}
	for _, m := range otherEach.FindAllStringSubmatch(head, -1) {
		if !whole.MatchString(m[1]) {
			return true
		}
	}
	return alone && eachOther.MatchString(head)
}

// seg returns where the sentence part but one before a place begins.
func seg(s string, low, at int) int {
	i := strings.LastIndexAny(s[low:at], "；。")
	return low + max(i, 0)
}

// limitAll bounds all amounts so far that have no limit of their own.
func (r *reading) limitAll(fen int64) {
	for _, e := range r.events {
		if a := e.given.amount; a != nil && !a.Capped && (a.Kind == rule.RateAmount || a.Kind == rule.PerAmount) {
			a.Cap, a.Capped = fen, true
		}
	}
}

// each reads a sum for each person or piece of a figure that the sentence names.
func (r *reading) each(at prose.Span, low int, q *prose.Quantity, words []metric, g *given, unit string, fen int64) *given {
	want := prose.People
	if strings.Contains("件项", unit) {
		want = prose.Pieces
	}
	var m *metric
	for i := range words {
		w := &words[i]
		// Who hires graduates and insures them is paid for the graduates.
		if w.Class == want && w.fact != "" && (m == nil || w.To <= q.Core.From && m.fact != "graduates_hired") {
			m = w
		}
	}
	if m == nil {
		return r.lost(g, at, q)
	}
	r.used = append(r.used, m.Span)
	p, ok := prose.PeriodIn(r.page.S[at.From:q.Core.From])
	if !ok {
		p = prose.LastYearOnly
	}
	g.amount = &rule.Amount{Kind: rule.PerAmount, Fixed: fen, Of: rule.Term{Fact: m.fact, Period: p.Years[0]}}
	if i := strings.LastIndex(r.page.S[low:q.Core.From], "每"); i >= 0 {
		g.From = low + i
	}
	if !ok {
		g.note = "按上一年度的人数或件数计算"
	}
	r.given = g
	return g
}

// listed adds a sum to those of 分别给予.
func (r *reading) listed(g *given, q *prose.Quantity) {
	fen, ok := toFen(q.Value)
	if !ok || g.amount == nil || g.amount.Kind != rule.FixedAmount {
		return
	}
	if len(g.list) == 0 {
		g.list = []int64{g.amount.Fixed}
	}
	g.list = append(g.list, fen)
	g.To = q.Core.To
}

// toFen returns yuan in fen; false beyond what amounts can hold.
func toFen(yuan float64) (int64, bool) {
	fen := math.Round(yuan * 100)
	return int64(fen), fen >= 0 && fen < 1e17
}
