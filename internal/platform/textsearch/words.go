package textsearch

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// functionWords ask, link and address; they say little about what is looked for.
// Written down from grammar, not drawn from any set of questions.
const functionWords = `请问 请教 想问 想问一下 问一下 咨询一下 想咨询 想了解 了解一下 想知道 麻烦 您好 你好 谢谢
怎么 怎么办 怎么样 怎样 怎么办理 如何 如何是好 为何 为什么 何为 何谓 何时 何地 何种 何处 有何 什么 什么是 什么叫 是什么 什么样
什么时候 什么时间 什么地方 哪 哪些 哪里 哪儿 哪个 哪家 哪几 哪种 哪类 哪天 哪些方面 谁 多少 多久 多长 多长时间 多大 多高 几个 几种 几天 几次
是否 是不是 能否 能不能 可否 可不可以 有没有 有无 会不会 要不要 需不需要 算不算 是指 指的是 吗 呢 吧 啊 呀 么 嘛 了 的
我 我们 我的 你 你们 您 您的 他 她 它 他们 本人 自己 是 和 与 以及 或 或者 并且 但是 还是 对于 关于 为了 按照 因为 由于 所以 如果
这个 这些 那 那些 之间 需要 可以 能够 应该 应当 必须 得到 进行 具体 主要 一般 目前 现在 已经 正在 将要 曾 一个 一下 一些 的话
有关 相关 方面 情况 情况下 时候 采取 采取了 分别 包括 包含 属于 做好 做了`

// contentWords hold a function word and mean something else; they win over it.
const contentWords = `目的 目的地 我国 我市 我省 我区 我县 和平 和谐 参与 与会 他人 其他人 标的 了解 是非 必须品 应当期`

// lexicon holds function words, and the words that only look like them, longest
// first; true says function word.
var lexicon = sync.OnceValue(func() []lexeme {
	var list []lexeme
	for _, w := range strings.Fields(functionWords) {
		list = append(list, lexeme{w, true})
	}
	for _, w := range strings.Fields(contentWords) {
		list = append(list, lexeme{w, false})
	}
	slices.SortFunc(list, func(a, b lexeme) int {
		return cmp.Or(cmp.Compare(len(b.word), len(a.word)), strings.Compare(a.word, b.word))
	})
	return list
})

type lexeme struct {
	word     string
	function bool
}

// content cuts a folded run at its function words. A run of nothing else is kept
// whole.
func content(run []rune) [][]rune {
	var parts [][]rune
	text, from, at := string(run), 0, 0
	for at < len(run) {
		l, ok := begins(text)
		n := 1
		if ok {
			n = len([]rune(l.word))
		}
		if ok && l.function {
			if at > from {
				parts = append(parts, run[from:at])
			}
			from = at + n
		}
		text, at = text[len(string(run[at:at+n])):], at+n
	}
	if at > from {
		parts = append(parts, run[from:at])
	}
	if len(parts) == 0 {
		return [][]rune{run}
	}
	return parts
}

// begins returns the longest word of the lexicon that text begins with.
func begins(text string) (lexeme, bool) {
	list := lexicon()
	i := slices.IndexFunc(list, func(l lexeme) bool { return strings.HasPrefix(text, l.word) })
	if i < 0 {
		return lexeme{}, false
	}
	return list[i], true
}
