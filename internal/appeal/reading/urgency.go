package reading

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The values of urgency, as cases have them.
const (
	Normal = "normal"
	Urgent = "urgent"
)

// alarm is a rule for one sort of urgency.
type alarm struct {
	reason string
	sure   float64
	words  *regexp.Regexp
}

// alarms are the rules, the gravest first. How sure each is was guessed.
var alarms = []alarm{
	{"涉及生命安全", 0.95, regexp.MustCompile(`爆炸|起火|着火|失火|大火|火灾|(?:燃气|煤气|天然气|毒气|氨气|甲醇|液化气|管道|储罐)[^，。；！？]{0,6}(?:泄漏|泄露)|坍塌|倒塌|塌方|触电|有人被困|被困|中毒|窒息|溺水|昏迷|死了人|死亡|生命危险|人身安全|伤亡|多人受伤|有人受伤|重伤|轻生|自杀|跳楼|跳河|决堤|溃坝`)},
	{"可能引发群体事件", 0.9, regexp.MustCompile(`罢工|集体上访|集体讨薪|堵门|堵路|拉横幅|围堵|聚众|聚集了|打起来|持刀|打砸|冲突`)},
	{"有迫近的期限", 0.8, regexp.MustCompile(`(?:今天|今晚|今日|明天|明早|明日|后天|本周[内一二三四五六日末]|(?:还剩|只剩|仅剩)[一二三两四五0-9]{1,2}(?:天|小时)|[一二三两0-9]{1,2}(?:天|日|小时)(?:之?内|后))[^。；！？]{0,14}(?:截止|到期|开标|交货|交付|强拆|拆除|停电|停水|停气|断电|断水|断供|开庭|失效|过期|关停|查封|逾期|罚息|下架|停产)|(?:截止|到期|开标|交货|强拆|断电|断供|开庭|失效|关停)[^。；！？]{0,8}(?:今天|今晚|明天|后天)`)},
	{"生产经营已经停下", 0.75, regexp.MustCompile(`全厂停产|被迫停产|已经停产|停产[一二三两四五六七八九十0-9]+天|停工[一二三两四五六七八九十0-9]+天|停了(?:电|水|气)|断水断电|整个园区停电|生产线停|停摆|封了门|大门被封|无法开工|资金链断|货物要烂|要变质`)},
	{"本人说十分紧急", 0.6, regexp.MustCompile(`十万火急|万分紧急|非常紧急|特别紧急|紧急求助|急急急|加急`)},
}

// calm are words before an alarm that take it back: it is feared, trained for or
// asked about, not there.
var calm = regexp.MustCompile(`(?:预防|防止|避免|防范|防|杜绝|没有|未|无|不会|不曾|演练|培训|如果|万一|假如|一旦|要是|以前|去年|曾经)[^，。；！？]{0,4}$`)

// after are words behind an alarm that take it back.
var after = regexp.MustCompile(`^(?:演练|预案|培训|应急预案|保险|险种|隐患排查|风险评估|检测设备|报警器|监测|危险品?目录|认定|鉴定)`)

// urgencyOf proposes how urgent a text is, by rules. Several alarms make it surer.
func urgencyOf(text string) Guess {
	g := Guess{Value: Normal, Label: "一般", Confidence: 0.9}
	doubt := 1.0
	var reasons []string
	for _, a := range alarms {
		rung := false
		for _, at := range a.words.FindAllStringIndex(text, -1) {
			if calm.MatchString(lastRunes(text[:at[0]], 8)) || after.MatchString(text[at[1]:]) {
				continue
			}
			if word := spanAt(text, at[0], at[1]-at[0], 0); len(g.Words) < 6 {
				g.Words = append(g.Words, word)
			}
			rung = true
		}
		if rung {
			doubt *= 1 - a.sure
			reasons = append(reasons, a.reason)
		}
	}
	if len(reasons) > 0 {
		g.Value, g.Label, g.Confidence, g.Reason = Urgent, "紧急", 1-doubt, strings.Join(reasons, "、")
	}
	slices.SortStableFunc(g.Words, func(x, y Span) int { return x.From - y.From })
	return g
}

// lastRunes returns the end of a text.
func lastRunes(text string, count int) string {
	at := len(text)
	for range count {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	return text[at:]
}
