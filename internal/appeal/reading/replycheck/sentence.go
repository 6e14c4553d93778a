package replycheck

import (
	"regexp"
	"strings"
	"unicode"
)

// part is a stretch of a reply; from and to count characters.
type part struct {
	text     string
	from, to int
	sort     sort
}

// sort is what a sentence does in a reply.
type sort int

const (
	substance sort = iota // it says something on the matter
	courtesy              // greeting, thanks, dates, signatures
	receipt               // it confirms receipt
	handing               // it says that somebody else was told
	turning               // it sends the reporter somewhere else
	opening               // it announces an answer: 现回复如下
)

// courtesies are taken out before anything else is looked at. Whole phrases only.
var courtesies = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`(?:尊敬的)?(?:网友|网民|市民|先生|女士|朋友|同志|企业|客户|来信人|投诉人|反映人|您|你)[^，。：]{0,14}(?:您好|你好)?`,
	`[“"‘’”「]?[A-Za-z0-9_\p{Han}]{0,16}[”"’“」]?(?:网友|网民)?[^，。]{0,4}(?:您好|你好|网友|网民)`,
	`[“"‘’”「]?[A-Za-z]{0,3}[0-9]{3,}[”"’“」]?`,
	`[“"‘’”「][^，。]{1,16}[”"’“」]`,
	`您好|你好`,
	`.{0,20}(?:感谢|谢谢|欢迎).{0,60}`,
	`.{0,6}(?:祝|祝愿).{0,30}`,
	`.{0,10}(?:敬请|请)(?:您|你)?(?:予以)?(?:谅解|理解|知悉|知晓|周知|放心)`,
	`.{0,10}(?:带来|造成)的?不便.{0,30}`,
	`.{0,6}(?:特此)?(?:回复|答复)(?:完毕)?`,
	`此复|专此|此致|敬礼`,
	`[0-9〇一二三四五六七八九十]{2,4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日.{0,6}`,
	`.{0,30}(?:局|委|办|办公室|政府|中心|街道|管理处|支队|大队|公司|网管办|信访局|党委|单位)[0-9年月日\s]*`,
	`.{0,16}(?:联系|咨询|监督)?(?:电话|热线|方式)[:：]?[0-9\-、，,\s]*`,
	`.{0,12}(?:关心|支持|关注|监督|理解|信任)(?:与|和|、)?(?:关心|支持|关注|监督|理解|信任)?.{0,20}`,
	`.{0,20}(?:提出|多提).{0,16}(?:意见|建议).{0,16}`,
	`.{0,8}(?:高度重视|十分重视|非常重视).{0,4}`,
}, "|") + `)$`)

var (
	// receipts confirm that something came.
	receipts = regexp.MustCompile(`(?:收悉|收到|获悉|知悉|已阅|已受理|已登记|已关注|已记录|已看到)`)
	// handings say that somebody else was told.
	handings = regexp.MustCompile(`(?:转(?:交|给|至|到|送|办|达|有关|相关|由|请|呈|派|市|县|区|[A-Z])|已转|转[^，。；]{1,20}(?:办理|处理|调查|核实|答复|回复|研究|落实)|(?:交由|交办|交给|派单|呈报|上报|责成|督促|要求|安排|通知|反馈(?:给|至|到))[^，。；]{0,24}(?:办理|处理|调查|核实|答复|回复|研究|落实|部门|单位|领导)|(?:请|待)[^，。；]{0,16}(?:关注|等待|耐心等|留意)[^，。；]{0,16}(?:回复|答复)?)`)
	// turnings send the reporter somewhere else.
	turnings = regexp.MustCompile(`(?:不属于?|不在|不归|非)(?:我|本|该)?[^，。；]{0,10}(?:职责|职权|管辖|范围|受理)|(?:建议|请)(?:您|你)?[^，。；]{0,8}(?:向|到|去|前往|联系|咨询|拨打|致电|提供|补充|与)[^，。；]{2,40}|详(?:情|细)?请?咨询|信息不足|描述不[清详]|无法(?:代为)?(?:核实|督办|办理|查找)`)
	// openings announce an answer that ought to follow.
	openings = regexp.MustCompile(`(?:回复|答复|情况|说明|意见)(?:如下|说明如下)|(?:回复|答复)$|已(?:经)?(?:作出)?(?:回复|答复)[^，。]{0,3}[，,]?(?:回复)?(?:链接|网址)?(?:如下)?$`)
	// promises say what will be done. General resolutions (一如既往, 进一步加强) are
	// none: nobody could check them by a date either.
	promises = regexp.MustCompile(`(?:将|会|拟|计划|准备|争取|力争|承诺|尽快|近期|抓紧|早日|适时|择机)[^，。；：]{0,20}(?:解决|处理|整改|修复|完成|启动|实施|建设|安排|办理|落实|答复|回复|拨付|兑现|开工|安装|改造|清理|整治|通车|投入使用|发放)`)
	vague    = regexp.MustCompile(`一如既往|进一步加强|继续加强|(?:^|[，、])(?:如果?|若|凡|一旦|对于?不|逾期)|将(?:会)?(?:被|由|按)|已(?:经)?将`)
	// dates bind a promise.
	dates = regexp.MustCompile(`[0-9一二三四五六七八九十]{1,4}(?:年|月|日|号|天|个?工作日|个?月|周|小时|季度)|(?:今|明|本|当|下)(?:年|月|周|天|日|季度)|年(?:底|内|前)|月(?:底|内|前|初|中)|(?:元旦|春节|国庆|五一|中秋)(?:前|期间|后)`)
	// grounds are what an answer rests on: something done, a rule, a finding, a figure.
	grounds = regexp.MustCompile(`已(?:经)?(?:全部|全额|予以|基本|于)?(?:退|解决|完成|修复|处理完|安装|整改|联系|恢复|开通|拨付|查封|拆除|办结|到位|启动|立案|侦破|约谈)|《[^》]*(?:法|条例|办法|规定|细则|意见|通知|方案|标准|规划|决定|规程|规范)[^》]{0,12}》|第[0-9一二三四五六七八九十百]+条|根据|依据|按照|经(?:调查|核实|查|了解|核查|现场|走访|查看|研究)|[0-9]+(?:元|万|平方|米|公里|%|人|户|台|个|次|份|家|张|栋|亩)`)
)

// split cuts a reply into sentences and says what each does.
func split(reply string) []part {
	var out []part
	runes := []rune(reply)
	from := 0
	flush := func(to int) {
		text := strings.TrimFunc(string(runes[from:to]), func(r rune) bool {
			return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("。！？；!?;：:，,、", r)
		})
		if text != "" {
			begin := from
			for begin < to && !strings.HasPrefix(string(runes[begin:to]), text) {
				begin++
			}
			p := part{text: text, from: begin, to: begin + len([]rune(text))}
			p.sort = sortOf(text)
			out = append(out, p)
		}
	}
	for i, r := range runes {
		// A colon ends a salutation or an announcement, never a list.
		if strings.ContainsRune("。！？；!?;\n：:", r) || (r == '！' || r == '　' && i > from) {
			flush(i)
			from = i + 1
		}
	}
	flush(len(runes))
	return out
}

// sortOf says what one sentence does.
func sortOf(text string) sort {
	size := len([]rune(text))
	switch {
	case size <= 40 && openings.MatchString(text) && (strings.HasSuffix(text, "如下") || !handings.MatchString(text)):
		return opening
	case size <= 90 && handings.MatchString(text) && !grounds.MatchString(text):
		return handing
	case size <= 60 && receipts.MatchString(text) && !grounds.MatchString(text):
		return receipt
	case courtesies.MatchString(text) && !grounds.MatchString(text):
		return courtesy
	case size <= 90 && turnings.MatchString(text) && !grounds.MatchString(text):
		return turning
	}
	return substance
}
