package reader

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// item is a sentence, a heading or a numbered item with what stands under it.
type item struct {
	span
	// sort is the sort of its number: 条, （一）, 1. …; empty for a plain sentence.
	sort string
	end  rune // the mark that ends it; 0 at the end of the text
	// fresh says that it begins a line.
	fresh bool
	subs  []*item
}

// markers are the numbers of items, each sort with what it looks like. A number
// that goes on as a decimal is none.
var markers = [...]struct {
	sort string
	form *regexp.Regexp
}{
	{"章", regexp.MustCompile(`^第[一二三四五六七八九十百零\d]{1,5}[章节编]`)},
	{"条", regexp.MustCompile(`^第[一二三四五六七八九十百零\d]{1,5}条`)},
	{"（一）", regexp.MustCompile(`^（[一二三四五六七八九十]{1,3}）`)},
	{"（1）", regexp.MustCompile(`^（\d{1,2}）`)},
	{"一、", regexp.MustCompile(`^[一二三四五六七八九十]{1,3}、`)},
	{"1.", regexp.MustCompile(`^\d{1,2}[.、](?:[^\d]|$)`)},
	{"1）", regexp.MustCompile(`^\d{1,2}）`)},
	{"①", regexp.MustCompile(`^[①-⑳]`)},
	{"其一", regexp.MustCompile(`^其[一二三四五六七八九]，?`)},
	{"一是", regexp.MustCompile(`^[一二三四五六七八九]是`)},
	{"首先", regexp.MustCompile(`^(?:首先|其次|再次|最后)，`)},
}

// marker returns the sort of number that s begins with and its length.
func marker(s string) (sort string, size int) {
	if len(s) > 40 {
		s = s[:40]
	}
	for _, m := range markers {
		if at := m.form.FindStringIndex(s); at != nil {
			size = at[1]
			if m.sort == "1." {
				size = strings.IndexAny(s, ".、")
				_, mark := utf8.DecodeRuneInString(s[size:])
				size += mark
			}
			return m.sort, size
		}
	}
	return "", 0
}

// cut splits the page into sentences and items, in order.
func cut(s string) []*item {
	var out []*item
	from, depth, fresh := 0, 0, true
	add := func(to int, end rune) {
		it := &item{span: span{from, to}, end: end, fresh: fresh}
		sort, size := marker(s[from:to])
		it.sort, it.from = sort, from+size
		if !it.empty() || sort != "" {
			out = append(out, it)
		}
		fresh = end == '\n'
	}
	for i, r := range s {
		size := utf8.RuneLen(r)
		switch {
		case r == '（':
			depth++
		case r == '）':
			depth = max(0, depth-1)
		case r == '\n', depth == 0 && strings.ContainsRune("。；！？：", r):
			depth = 0
			add(i, r)
			from = i + size
		case r == '，' && depth == 0 && i > from:
			// 其一 and the like may follow a comma.
			if sort, _ := marker(s[i+size:]); sort != "" && sort != "一、" && sort != "1." {
				add(i, '：')
				from = i + size
			}
		}
	}
	add(len(s), 0)
	return out
}

// outlined puts sentences under their headings and items under the sentence that
// leads them.
func outlined(s string) *item {
	units := cut(s)
	root := &item{}
	stack := []*item{root}
	top := func() *item { return stack[len(stack)-1] }
	put := func(parent, it *item) { parent.subs = append(parent.subs, it) }
	var open, last *item // open takes the plain items of a list without numbers
	for i, u := range units {
		switch {
		case u.sort != "":
			open = nil
			stack = climb(stack, u.sort, last)
			put(top(), u)
			stack = append(stack, u)
		case open != nil:
			put(open, u)
			if u.end != '；' {
				open = nil
			}
		default:
			if !continues(stack, units, i) {
				stack = stack[:1]
			}
			put(top(), u)
		}
		if last = u; u.end == '：' && i+1 < len(units) && units[i+1].sort == "" && listed(s[u.from:u.to]) {
			open = u
		}
	}
	return root
}

// climb returns the stack down to what an item of that sort stands under.
func climb(stack []*item, sort string, last *item) []*item {
	if sort == "章" || sort == "条" {
		return stack[:1]
	}
	for i := len(stack) - 1; i > 0; i-- {
		if stack[i].sort == sort {
			return stack[:i]
		}
	}
	if last != nil && last.end == '：' && last.sort == "" {
		return append(stack, last)
	}
	return stack
}

// continues reports whether the plain sentence i belongs to the item on top of
// the stack: nothing but it stands between that item and the next of its list.
func continues(stack []*item, units []*item, i int) bool {
	if len(stack) == 1 {
		return false
	}
	if prev := units[i-1].end; !units[i].fresh && (prev == '：' || prev == '；') {
		return true
	}
	for _, u := range units[i+1:] {
		if u.sort == "" && !u.fresh {
			continue
		}
		return !units[i].fresh && u.sort == stack[len(stack)-1].sort
	}
	return false
}

// mode says how the items under a leading sentence are combined.
type mode struct {
	kind NodeKind // All, Any, AtLeast; Not for a list of what excludes
	k    int
}

var (
	anyWords     = regexp.MustCompile(`之一|其一|任一|任意一|任何一|一项即可|其中一[项个条]`)
	atLeastWords = regexp.MustCompile(`(?:至少|任意|任选|任|其中|(?:件|标|况|项|个|条|款|形|求|准)中的?)(?:任意|至少|应|须|需|的|同时|满足|具备|符合|达到|有|不少于|不低于|其中|上述|以下|下列)*([一二两三四五六七八九十]{1,3}|\d{1,2})(?:项|个|条|款|种)(?:$|及以上|以上|的|，|条件|指标|要求|符合|达|即可|标准|）|。|：|；)`)
	excludeWords = regexp.MustCompile(`(?:不得|不能|不存在|没有|无|未有|未发生|不应)[^，。；]{0,8}(?:下列|以下|如下)[^，。；]{0,6}(?:情形|情况|行为|问题)|(?:下列|以下|如下)[^。；]{0,16}(?:不得|不予|不能|不支持|不享受|不纳入|不适用|取消|除外)|(?:不予|不得)[^，。；]{0,12}(?:情形|情况|行为)`)
	listWords    = regexp.MustCompile(`下列|以下|如下|之一|其一|任一|任意|至少`)
)

// listed reports whether a sentence leads a list that may have no numbers.
func listed(lead string) bool { return listWords.MatchString(lead) }

func modeOf(lead string) mode {
	if excludeWords.MatchString(lead) {
		return mode{kind: Not}
	}
	if found := atLeastWords.FindAllStringSubmatch(lead, -1); found != nil {
		k, ok := numeral(found[len(found)-1][1])
		if n := int(k); ok && n > 1 {
			return mode{AtLeast, n}
		}
		return mode{kind: Any}
	}
	if anyWords.MatchString(lead) {
		return mode{kind: Any}
	}
	return mode{kind: All}
}
