package reader

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
)

// glue are words that make a sentence and ask nothing of an enterprise.
var glue = regexp.MustCompile(`取消|资格|申报|申请|受理|条件|要求|基本|专项|支持|享受|补助|补贴|奖励|奖补|资助|扶持|给予|予以|发放|标准|对象|范围|方向|方式|兑现|兑付|采取|采用|实行|本项|本条|本款|本政策|本办法|本措施|本细则|本通知|所称|适用于?|面向|企业|单位|主体|法人|机构|公司|市场主体|经营主体|组织|项目|类型|行业|领域|应当|应该|应|须|需|必须|要求|同时|分别|均|各|凡|符合|满足|具备|具有|属于|属|位于|列入|纳入|取得|获得|获评|拥有|认定|评定|评为|建有|设有|有效期内|下列|以下|如下|上述|其中|之一|其一|任一|任意|任何|至少|情形|情况|一律|不得|不予|不能|可以|可|均可|优先|原则上|对于?|为|是|且|并|或者|或|和|与|及|以及|在|等|的|者|已|经|由|按照?|依法|依据|根据|登记|注册|设立|成立|落户|工商|税务|行政区域|辖区|范围内|境内|区域内|工商注册|注册地|纳税地|地址|住所地?|主营业务|主要从事|从事|所属|类别|经营|限于?|除外|以外|之外|外|不含|不包括|不适用|规定|本|我|就高不重复|就高不就低|不重复|一次性|单个|每家|每个|年度|最高|最多|不超过|累计|超过|称号|资质|证书|名单|完成|实施|部门|各类|期间|处于|人民法院|被|国家级?|省级|市级|区级|首次|新|数字化改造|第[一二三四五六七八九十\d]+[条款项]|（[^）]*）|[\d①-⑳]`)

// aim begins a sentence that says what a rule is for.
var aim = regexp.MustCompile(`^(?:为(?:了|深入|贯彻|落实|进一步|加快|促进|推动|支持|鼓励|规范|充分|更好)|支持|鼓励|推动|促进|引导|加快|进一步|加大|大力)`)

var orStart = regexp.MustCompile(`^(?:或|或者)`)

// formalities are asked for often and are in no fact.
var formalities = regexp.MustCompile(`(?:具有|具备)?(?:独立)?(?:企业)?法人资格|独立法人(?:企业|单位|机构)?|(?:依法|照章|按时|足额)(?:足额)?纳税|独立核算|固定(?:的)?(?:生产|办公)?(?:、办公)?经营?场所`)

// unread keeps the parts of a sentence that may matter and were not understood,
// among them those with one of the quantities.
func (r *reading) unread(at prose.Span, rest []prose.Quantity, hits []hit) {
	for _, part := range prose.Parts(r.page.S, at, "，；：") {
		part = r.page.Trim(part)
		if part.Empty() {
			continue
		}
		quantified := false
		for _, q := range rest {
			quantified = quantified || part.Overlaps(q.Core)
		}
		if quantified && strings.Contains(r.page.S[part.From:part.To], "或") {
			for i := range hits {
				if hits[i].Overlaps(part) {
					hits[i].guess("同一句里另有一种情形没有读懂")
				}
			}
		}
		if quantified && orStart.MatchString(r.page.S[part.From:part.To]) {
			for i := len(hits) - 1; i >= 0; i-- {
				if hits[i].To <= part.From {
					hits[i].guess("原文里与它二选一的另一种情形没有读懂")
					break
				}
			}
		}
		if aim.MatchString(r.page.S[part.From:part.To]) && !quantified {
			continue
		}
		known := prose.AnyOverlap(part, r.used)
		switch {
		case quantified || !known && (weight(r.page.S[part.From:part.To]) >= 4 || foreigners.MatchString(r.page.S[part.From:part.To])):
			r.missed = append(r.missed, part)
		case known:
			r.beside(part)
		}
	}
}

// joint is what parts the words beside those that are understood.
var joint = regexp.MustCompile(`、|且|并且|或者|或|以及|(?:的|地)$|^(?:的|和|及|与|并|均|应|须|需|为|是|对)+`)

// setting are words around what is understood that ask nothing by themselves.
var setting = regexp.MustCompile(`[一二两三四五六七八九十\d]+[项条个种款](?:条件|指标|要求)?(?:中的?)?|及以上|不少于|不低于|比例|划型标准(?:规定)?|(?:企业)?及其(?:法定代表人|实际控制人|主要负责人|控股股东)|年末|同比|额外|另行|另外|追加|再|增加|在此基础上|上述奖励基础上|直接|总额|自|起|日?止|结束|时间|期限|从|到|至|暂不|暂|不|持有?|有效|通过|复核|入围|入选|榜单|尚未|未|成为|规模|办理|资金|就高|孰高|两地|市场主体|对其|信用中国|网站|信用中国网站|在册|当前|目前|截至|截止|末|之日|前|后|时|内|上年度?|上一年度?|当年|每年|全年|年|同期|实际|到|且|准予|能|仅|只|有|无|没有|存在|发生|受到过?|曾|作为|用于|当|若|如|则|还|也|都|即可|其|该|此|个|家|户|同一|并?纳税|重点|逾期|不再|给予|予以`)

// asks reports whether words beside what is understood may ask something.
func asks(s string) bool {
	return but.MatchString(s) || weight(setting.ReplaceAllString(s, "")) >= 2
}

// foreigners are kinds of enterprises whose names are mostly glue.
var foreigners = regexp.MustCompile(`外商|外资|台资|港资|合资|民营|国有|国企|央企`)

// beside keeps what stands beside the understood words of a part and may ask
// something: 民营 in 参保人数20人以上的民营企业.
func (r *reading) beside(part prose.Span) {
	low := part.From
	keep := func(to int) {
		if to <= low {
			return
		}
		from := low
		for _, m := range append(joint.FindAllStringIndex(r.page.S[low:to], -1), []int{to - low, to - low}) {
			piece := r.page.Trim(prose.Span{From: from, To: low + m[0]})
			if from = low + m[1]; !piece.Empty() && asks(r.page.S[piece.From:piece.To]) {
				r.missed = append(r.missed, piece)
			}
		}
	}
	used := slices.Clone(r.used)
	slices.SortFunc(used, func(a, b prose.Span) int { return cmp.Compare(a.From, b.From) })
	for _, u := range used {
		if !u.Overlaps(part) {
			continue
		}
		keep(u.From)
		low = max(low, u.To)
	}
	keep(part.To)
}

// but is a bracket that leaves somebody out; what stands in others explains.
var but = regexp.MustCompile(`（(?:不含|不包括|不包含|除|仅限|限)[^）\d]{2,}）`)

// heavy is the weight of what must be said whatever its length.
const heavy = 9

// weight counts the characters of a part that are no glue.
func weight(s string) int {
	if but.MatchString(s) {
		return heavy
	}
	n := 0
	for _, r := range glue.ReplaceAllString(s, "") {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}
