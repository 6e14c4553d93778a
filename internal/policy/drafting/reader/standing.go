package reader

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// standingForms are the words for what an enterprise must not have on record.
var standingForms = [...]struct {
	form *regexp.Regexp
	fact string
	note string
}{
	{regexp.MustCompile(`(?:企业)?经营异常(?:名录|名单|状态|记录|企业名录|情况|情形)?`), "abnormal", ""},
	{regexp.MustCompile(`(?:市场监管|市场监督管理)?(?:部门)?严重违法(?:失信)?(?:企业|主体)?(?:名单)?|(?:严重)?失信(?:被执行人|联合惩戒(?:对象|主体)?|惩戒(?:对象)?|主体|企业|黑)(?:名单|名录)?|严重失信(?:行为|信息|记录|情形|名单|情况)?|失信(?:行为|记录|信息|名单|惩戒)`), "dishonest", ""},
	{regexp.MustCompile(`不良(?:信用|失信|征信)(?:记录|信息|行为)?|信用黑名单|黑名单|被执行人(?:名单)?`), "dishonest", "按失信名单理解"},
	{regexp.MustCompile(`行政处罚`), "penalty", ""},
	{regexp.MustCompile(`(?:(?:较大|重大|特别重大|特大|严重|一般)(?:及)?(?:以上)?(?:的)?)(?:(?:安全|生产|环保|环境|生态|质量|产品|食品|药品|税收|税务|消防|劳动|保障|网络|责任|社会|影响|污染|破坏|群体性)(?:[、和及与或]|等)*)*(?:事故|违法违规|违法违纪|违法失信|违法|违规|事件|案件|问题|失信)(?:行为|记录|问题|事件|情况|情形)?`), "penalty", "按行政处罚理解"},
	{regexp.MustCompile(`(?:安全|生产|环保|环境|质量|环境污染|安全生产|产品质量)(?:[、和及与]?(?:安全|生产|环保|环境|质量|责任|责任安全|污染))*事故`), "penalty", "按行政处罚理解"},
	{regexp.MustCompile(`违法违规(?:行为|记录|问题|经营)?|违法(?:行为|记录|经营)|偷税|逃税|骗税|骗取(?:财政|国家)?(?:资金|补贴)?`), "penalty", "按行政处罚理解"},
}

// unblemished is what stands before such words: 近三年内未发生, 没有因…受到.
var unblemished = regexp.MustCompile(`(?:(?:申报|近|最近|前|上|过去)[^，。；、]{0,10}(?:年|月)[^，。；、无未没不]{0,3})?(?:均|也|且|应)?(?:未|无|没有|不得|不在|不存在|不处于|不属于|非|没|不)[^，。；、]{0,16}$`)

// recently is what stands before them in a list of what excludes: 近三年受到过.
var recently = regexp.MustCompile(`(?:申报|近|最近|前|上|过去)[^，。；、]{0,10}(?:年|月)度?(?:以?内)?(?:曾)?(?:发生|受到|受|有|存在|因)?(?:过)?$`)

// standings reads what must not be on record. Whatever the words around it, the
// clause is that it is not: no policy asks for a bad record.
func standings(s string, at prose.Span) []hit {
	var all []hit
	for _, f := range standingForms {
		for _, m := range f.form.FindAllStringIndex(s[at.From:at.To], -1) {
			h := hit{Span: prose.Span{From: at.From + m[0], To: at.From + m[1]}, Kind: KindStanding, sure: true}
			h.nodes = []*rule.Node{rule.Opposite(rule.Compare(f.fact, "", "=", rule.True()))}
			h.guess(f.note)
			all = append(all, h)
		}
	}
	all = prose.Disjoint(all, func(h hit) prose.Span { return h.Span })
	low := at.From
	for i := range all {
		h := &all[i]
		head := s[low:h.From]
		low = h.To
		if cut := strings.LastIndexAny(head, "，。；、\n"); cut >= 0 {
			_, size := firstRune(head[cut:])
			head = head[cut+size:]
		}
		if found := cmp.Or(unblemished.FindString(head), recently.FindString(head)); found != "" {
			h.From -= len(found)
		}
	}
	return all
}

var (
	listedWords = regexp.MustCompile(`(?:已|首次)?(?:在|于)?(?:境内外?|境外|国内|沪深|上海|深圳|北京|香港|上交所|深交所|北交所|A股|主板|创业板|科创板|、|和|及|或|、|证券|交易所|市场|的)*(?:成功|实现|首发|挂牌|公开发行|首次公开发行|并)*上市(?:公司|企业|的)?`)
	listedNot   = regexp.MustCompile(`(?:拟|后备|辅导|培育|推动|支持|鼓励|新产品|产品|药品|报批|审批)$`)
	listedAfter = regexp.MustCompile(`^(?:后备|培育|辅导|产品|品种|许可|时间|前|申请|计划|进程)`)
	unlisted    = regexp.MustCompile(`(?:尚未|未|非|没有|未在)[^，。；]{0,8}$`)
	operating   = regexp.MustCompile(`存续(?:状态)?(?:正常)?|(?:正常|持续)(?:生产)?(?:经营|运营)(?:状态)?|在营(?:状态)?|经营状态正常|生产经营正常`)
)

// listings reads whether an enterprise must be listed, and whether it must be in
// business.
func listings(s string, at prose.Span) []hit {
	var out []hit
	for _, m := range listedWords.FindAllStringIndex(s[at.From:at.To], -1) {
		h := hit{Span: prose.Span{From: at.From + m[0], To: at.From + m[1]}, Kind: KindListed, sure: true}
		head := s[at.From:h.From]
		if listedNot.MatchString(head) || listedAfter.MatchString(s[h.To:at.To]) {
			continue
		}
		n := rule.Compare("listed", "", "=", rule.True())
		if word := unlisted.FindString(head); word != "" {
			h.From -= len(word)
			n = rule.Opposite(n)
		}
		h.nodes = []*rule.Node{n}
		out = append(out, h)
	}
	for _, m := range operating.FindAllStringIndex(s[at.From:at.To], -1) {
		h := hit{Span: prose.Span{From: at.From + m[0], To: at.From + m[1]}, Kind: KindOther, sure: true, nodes: []*rule.Node{rule.Compare("status", "", "=", rule.Text("存续"))}}
		if !strings.Contains(s[h.From:h.To], "存续") && !strings.Contains(s[h.From:h.To], "在营") {
			h.guess("正常经营按登记状态为存续理解")
		}
		out = append(out, h)
	}
	return out
}
