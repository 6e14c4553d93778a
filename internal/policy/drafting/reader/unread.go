package reader

import (
	"regexp"
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
		if quantified || !prose.AnyOverlap(part, r.used) && weight(r.page.S[part.From:part.To]) >= 4 {
			r.missed = append(r.missed, part)
		}
	}
}

// weight counts the characters of a part that are no glue.
func weight(s string) int {
	n := 0
	for _, r := range glue.ReplaceAllString(s, "") {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}
