package industry

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// termSource lists words of names and scopes with the classes they speak for; its
// head describes the format.
//
//go:embed terms.tsv
var termSource string

// act is what is done with goods.
type act uint8

const (
	unsaid act = iota
	makes
	wholesales
	retails
	sells // in which of the two ways is not said
	repairs
	rents
	acts
)

// term is what a word speaks for: goods, by what is done with them, or an
// activity of its own.
type term struct {
	goods    [acts]string // codes, "" where there is none
	activity string       // a code; then goods are empty
	verb     act          // for a word that says what is done
	skip     bool         // the rest of the clause does not count: 不含
}

// speaks reports whether a word speaks for any place at all.
func (t *term) speaks() bool { return t.activity != "" || t.goods != [acts]string{} }

// verbs are the words that say what is done with the goods of a clause.
var verbs = []struct {
	act   act
	words string
}{
	{makes, "生产 制造 制作 加工 组装 研制 自产 制售 织造 产销 建造 酿造"},
	{wholesales, "批发"},
	{retails, "零售"},
	{sells, "销售 经销 代销 购销 自销 代购代销 调拨 供应 出售 收购 营销"},
	{repairs, "维修 修理 保养 修配 维护"},
	{rents, "租赁 出租"},
}

// noise are parts of class names that are words of every trade.
const noise = " 机械 设备 器材 配件 零件 用品 制品 产品 材料 服务 管理 运输 安装 加工 活动 其他 制造 专用设备 类似 相关 工程 " +
	"建筑 原料 器具 装置 元件 系统 组织 教育 娱乐 卫生 文化 体育 经营 维护 保护 组件 部件 辅机 附件 水果 销售 零配件 相关物品 燃料 "

// dictionary is all terms in one trie.
type dictionary struct {
	next  map[uint64]int32
	at    map[int32]int32 // term by the node that its word ends at
	terms []term
	count int32
}

var loadDictionary = sync.OnceValue(func() *dictionary {
	d := &dictionary{next: map[uint64]int32{}, at: map[int32]int32{}}
	for _, v := range verbs {
		for w := range strings.FieldsSeq(v.words) {
			d.add(w, term{verb: v.act})
		}
	}
	for _, w := range []string{"不含", "不包括", "不得", "除外", "严禁", "禁止", "法律法规"} {
		d.add(w, term{skip: true})
	}
	for line := range strings.Lines(termSource) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		words, t := readTerm(strings.TrimSuffix(line, "\n"))
		for w := range strings.FieldsSeq(words) {
			d.add(w, t)
		}
	}
	for _, line := range load().lines {
		if line.Level() == Class {
			d.addName(line)
		}
	}
	return d
})

func readTerm(line string) (words string, t term) {
	cells := strings.Split(line, "\t")
	if code, ok := strings.CutPrefix(cells[1], "="); ok {
		return cells[0], term{activity: code}
	}
	for i, cell := range cells[1:] {
		switch kind, code, named := strings.Cut(cell, "="); {
		case cell == "-":
		case !named:
			t.goods[act(i)+makes] = cell
		case kind == "repair":
			t.goods[repairs] = code
		case kind == "rent":
			t.goods[rents] = code
		}
	}
	return cells[0], t
}

// add gives a word its meaning unless it has one.
func (d *dictionary) add(word string, t term) {
	node := int32(0)
	for _, r := range word {
		to, ok := d.next[edge(node, r)]
		if !ok {
			d.count++
			to = d.count
			d.next[edge(node, r)] = to
		}
		node = to
	}
	if at, ok := d.at[node]; ok {
		d.terms[at].fill(t)
		return
	}
	d.at[node] = int32(len(d.terms))
	d.terms = append(d.terms, t)
}

// fill adds the meanings that a term lacks.
func (t *term) fill(more term) {
	if t.activity != "" || t.verb != unsaid || t.skip {
		return
	}
	for i, code := range more.goods {
		if t.goods[i] == "" {
			t.goods[i] = code
		}
	}
}

// addName adds the words of the name of a class.
func (d *dictionary) addName(line Industry) {
	if strings.HasPrefix(line.Name, "其他") {
		return
	}
	name, how := line.Name, unsaid
	for _, e := range []struct {
		section, ending string
		act             act
	}{{"C", "制造", makes}, {"C", "加工", makes}, {"C", "生产", makes}, {"F51", "批发", wholesales}, {"F52", "零售", retails}} {
		if cut, ok := strings.CutSuffix(name, e.ending); ok && strings.HasPrefix(line.Code, e.section) {
			name, how = cut, e.act
		}
	}
	t := term{activity: line.Code}
	if how != unsaid {
		t = term{}
		t.goods[how] = line.Code
	} else {
		d.add(name, t)
		name = strings.TrimSuffix(name, "服务")
	}
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("、，和及与（）()", r) }) {
		// A part of two characters says little on its own: 交通, 电视, 商业.
		if n := utf8.RuneCountInString(part); n >= 3 || part == name && n == 2 && !strings.Contains(noise, " "+part+" ") {
			d.add(part, t)
		}
	}
}

func edge(node int32, r rune) uint64 { return uint64(node)<<32 | uint64(r) }

// longest returns the longest word that a text begins with.
func (d *dictionary) longest(text string) (t *term, size int) {
	node := int32(0)
	for i, r := range text {
		to, ok := d.next[edge(node, r)]
		if !ok {
			break
		}
		node = to
		if at, ok := d.at[node]; ok {
			t, size = &d.terms[at], i+utf8.RuneLen(r)
		}
	}
	return t, size
}
