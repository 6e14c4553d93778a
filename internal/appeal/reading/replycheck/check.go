package replycheck

import "unicode"

// Kind is what a reply lacks.
type Kind string

// The kinds. The first four mean that the reply does not answer. People who judged
// replies were divided over those that send the reporter to the right door, so
// TurnsAway asks for a second look and no more.
const (
	Empty          Kind = "empty"           // nothing behind greeting and announcement
	OnlyReceipt    Kind = "only_receipt"    // 只说已收悉
	OnlyHandedOn   Kind = "only_handed_on"  // 只说已转办
	OffTheMatter   Kind = "off_the_matter"  // 答非所问
	TurnsAway      Kind = "turns_away"      // 推诿
	UndatedPromise Kind = "undated_promise" // 承诺没有期限
)

var labels = map[Kind]string{
	Empty: "没有实质内容", OnlyReceipt: "只说已收悉", OnlyHandedOn: "只说已转办", TurnsAway: "只让对方另找别处",
	OffTheMatter: "可能答非所问", UndatedPromise: "承诺没有写明日期",
}

// Label returns the kind in Chinese.
func (k Kind) Label() string { return labels[k] }

var words = map[Kind]string{
	Empty:          "除了称呼和客套，没有回答对方的问题。请写明查了什么、怎么处理、结果如何。",
	OnlyReceipt:    "只说收到了，没有回答。请写明处理情况；还没有结果的，写明谁在办、什么时候答复。",
	OnlyHandedOn:   "只说转给了别人。对方要的是结果：请等承办单位的意见，或写明谁在办、什么时候答复。",
	TurnsAway:      "只让对方去找别处。请写明依据，并由本单位对接好再告知；能办的直接办。",
	OffTheMatter:   "回复里几乎没有提到对方所问的事，请核对是否贴错了内容。",
	UndatedPromise: "这一句说要做，但没有写什么时候做完。请写明日期，到期可以核对。",
}

// Advice is one thing that a reply lacks, with the sentence it is about; From and
// To count characters, To is not in it. The sentence is empty where the whole
// reply is meant.
type Advice struct {
	Kind     Kind
	Sentence string
	From, To int
	// Words say in Chinese what to do.
	Words string
}

// Answers reports whether nothing in the advice means that the reply does not
// answer.
func Answers(list []Advice) bool {
	for _, a := range list {
		if a.Kind != UndatedPromise && a.Kind != TurnsAway {
			return false
		}
	}
	return true
}

// least is how many characters of substance make an answer; a guess, fitted on
// half of the replies that people had judged.
const least = 12

// Check reads a reply to a text. It takes well below a millisecond.
func Check(text, reply string) []Advice {
	parts := split(reply)
	said, count := 0, map[sort]int{}
	for _, p := range parts {
		count[p.sort]++
		if p.sort == substance {
			said += letters(p.text)
		}
	}
	var out []Advice
	switch {
	case said >= least && off(text, parts):
		out = append(out, Advice{Kind: OffTheMatter, Words: words[OffTheMatter]})
	case said >= least:
	case count[handing] > 0:
		out = append(out, about(parts, handing, OnlyHandedOn))
	case count[turning] > 0:
		out = append(out, about(parts, turning, TurnsAway))
	case count[receipt] > 0:
		out = append(out, about(parts, receipt, OnlyReceipt))
	default:
		out = append(out, Advice{Kind: Empty, Words: words[Empty]})
	}
	for _, p := range parts {
		if p.sort == substance && promises.MatchString(p.text) && !vague.MatchString(p.text) && !dates.MatchString(p.text) {
			out = append(out, Advice{Kind: UndatedPromise, Sentence: p.text, From: p.from, To: p.to, Words: words[UndatedPromise]})
		}
	}
	return out
}

// about is advice on the first sentence of a sort.
func about(parts []part, s sort, k Kind) Advice {
	for _, p := range parts {
		if p.sort == s {
			return Advice{Kind: k, Sentence: p.text, From: p.from, To: p.to, Words: words[k]}
		}
	}
	return Advice{Kind: k, Words: words[k]}
}

func letters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// off reports whether a reply of some length shares next to nothing with the text:
// pairs of characters, ordinary ones left out.
func off(text string, parts []part) bool {
	asked := pairs(text)
	if len(asked) < 12 {
		return false
	}
	answered := map[string]bool{}
	for _, p := range parts {
		if p.sort == substance || p.sort == opening {
			for pair := range pairs(p.text) {
				answered[pair] = true
			}
		}
	}
	shared := 0
	for pair := range answered {
		if asked[pair] {
			shared++
		}
	}
	return len(answered) >= 30 && shared == 0
}

// ordinary are pairs that stand in any letter to an authority.
var ordinary = []string{"您好", "你好", "我们", "你们", "他们", "问题", "情况", "反映", "有关", "相关", "部门", "政府", "领导", "希望", "解决", "处理", "回复", "答复", "现在", "一直", "没有", "可以", "进行", "工作", "单位", "网友", "感谢", "留言", "调查", "核实", "关于", "已经", "如下", "我市", "我县", "我区", "人员"}

func pairs(text string) map[string]bool {
	out := map[string]bool{}
	var last rune
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			last = 0
			continue
		}
		if last != 0 {
			out[string([]rune{last, r})] = true
		}
		last = r
	}
	for _, pair := range ordinary {
		delete(out, pair)
	}
	return out
}
