package prose

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Item is a sentence, a heading or a numbered item with what stands under it.
type Item struct {
	Span
	// sort is the sort of its number: 条, （一）, 1. …; empty for a plain sentence.
	Sort string
	End  rune // the mark that ends it; 0 at the end of the text
	// fresh says that it begins a line.
	Fresh bool
	Subs  []*Item
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
func cut(s string) []*Item {
	var out []*Item
	from, depth, fresh := 0, 0, true
	add := func(to int, end rune) {
		it := &Item{Span: Span{from, to}, End: end, Fresh: fresh}
		sort, size := marker(s[from:to])
		it.Sort, it.From = sort, from+size
		if !it.Empty() || sort != "" {
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

// Outline puts sentences under their headings and items under the sentence that
// leads them.
func Outline(s string) *Item {
	units := cut(s)
	root := &Item{}
	stack := []*Item{root}
	top := func() *Item { return stack[len(stack)-1] }
	put := func(parent, it *Item) { parent.Subs = append(parent.Subs, it) }
	var open, last *Item // open takes the plain items of a list without numbers
	for i, u := range units {
		switch {
		case u.Sort != "":
			open = nil
			stack = climb(stack, u.Sort, last)
			put(top(), u)
			stack = append(stack, u)
		case open != nil:
			put(open, u)
			if u.End != '；' {
				open = nil
			}
		default:
			if !continues(stack, units, i) {
				stack = stack[:1]
			}
			put(top(), u)
		}
		if last = u; u.End == '：' && i+1 < len(units) && units[i+1].Sort == "" && listed(s[u.From:u.To]) {
			open = u
		}
	}
	return root
}

// climb returns the stack down to what an item of that sort stands under.
func climb(stack []*Item, sort string, last *Item) []*Item {
	if sort == "章" || sort == "条" {
		return stack[:1]
	}
	for i := len(stack) - 1; i > 0; i-- {
		if stack[i].Sort == sort {
			return stack[:i]
		}
	}
	if last != nil && last.End == '：' && last.Sort == "" {
		return append(stack, last)
	}
	return stack
}

// continues reports whether the plain sentence i belongs to the item on top of
// the stack: nothing but it stands between that item and the next of its list.
func continues(stack []*Item, units []*Item, i int) bool {
	if len(stack) == 1 {
		return false
	}
	if prev := units[i-1].End; !units[i].Fresh && (prev == '：' || prev == '；') {
		return true
	}
	for _, u := range units[i+1:] {
		if u.Sort == "" && !u.Fresh {
			continue
		}
		return !units[i].Fresh && u.Sort == stack[len(stack)-1].Sort
	}
	return false
}

var listWords = regexp.MustCompile(`下列|以下|如下|之一|其一|任一|任意|至少`)

// listed reports whether a sentence leads a list that may have no numbers.
func listed(lead string) bool { return listWords.MatchString(lead) }
