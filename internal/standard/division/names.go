package division

import (
	"strings"
	"unicode/utf8"
)

// kind says how a text names a division; a smaller one is the better evidence.
type kind uint8

const (
	official kind = iota // the name in force
	past                 // a name no longer in force
	zone                 // the usual name of a development zone within its city
	variant              // the stem with another of 市 县 区
	short                // the stem alone
)

// entry is one division under one of its names.
type entry struct {
	division Division
	branch   string
	level    Level
	kind     kind
}

// generic are stems that are words of everyday addresses too: alone they name no
// district.
const generic = " 城中 城关 城东 城西 城南 城北 城厢 新城 新市 老城 东城 西城 江北 江南 江东 江岸 河东 河西 河北 " +
	"桥东 桥西 桥北 铁东 铁西 铁山 路南 路北 东河 东区 西区 北关 南关 南岸 南山 南湖 南开 向阳 红旗 红桥 红岗 新华 和平 解放 朝阳 东兴 " +
	"西湖 东湖 西山 东山 北塔 中原 长安 海港 开平 永定 青山 白云 龙山 龙泉 龙门 龙华 龙江 文圣 平安 民和 中山 中心 太和 " +
	"友好 爱民 宏伟 双塔 郊 城 矿 新 青云 浦口 沙河 新兴 金山 金水 金凤 西安 东安 兴安 兴庆 东丰 广场 高新 港北 港南 海珠 " +
	"共和 泰山 昆山 庐山 黄山 华山 大东 北安 建设 前进 东风 光明 曙光 凤凰 银海 海城 滨海 滨江 泉山 云龙 天山 工农 自流井 道里 道外 "

// peoples are cut from the names of autonomous divisions, longest first, to get
// at the stem: 恩施土家族苗族自治州 is 恩施.
var peoples = []string{
	"柯尔克孜", "达斡尔", "鄂温克", "鄂伦春", "俄罗斯", "塔吉克", "哈萨克", "维吾尔", "乌孜别克", "撒拉族",
	"保安族", "东乡族", "土家族", "布依族", "朝鲜族", "仫佬族", "毛南族", "仡佬族", "布朗族", "普米族",
	"景颇族", "傈僳族", "拉祜族", "纳西族", "哈尼族", "蒙古族", "裕固族", "锡伯族", "各族", "满族",
	"回族", "苗族", "侗族", "瑶族", "彝族", "壮族", "羌族", "藏族", "傣族", "白族",
	"佤族", "黎族", "畲族", "水族", "独龙族", "怒族", "土族", "蒙古",
}

// stem returns the part of a name that people use alone, "" where there is none
// of at least two characters.
func stem(name string) string {
	if name == "市辖区" || strings.HasSuffix(name, "直辖县级行政区划") {
		return ""
	}
	if s, ok := cutAny(name, "特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区"); ok {
		return s
	}
	s, ok := cutAny(name, "自治州", "自治县", "自治旗")
	for cut := ok; cut; {
		cut = false
		for _, p := range peoples {
			if rest, found := strings.CutSuffix(s, strings.TrimSuffix(p, "族")); found && rest != "" {
				s, cut = rest, true
			} else if rest, found := strings.CutSuffix(s, p); found && rest != "" {
				s, cut = rest, true
			}
		}
	}
	if !ok {
		s, _ = cutAny(name, "省", "地区", "盟", "林区", "特区", "市", "县", "区", "旗")
	}
	if utf8.RuneCountInString(s) < 2 {
		return ""
	}
	return s
}

func cutAny(s string, endings ...string) (string, bool) {
	for _, e := range endings {
		if cut, ok := strings.CutSuffix(s, e); ok && cut != "" {
			return cut, true
		}
	}
	return s, false
}

// zoneNames are the usual spellings of a development zone in an address of its
// city, by its sort.
func zoneNames(sort string) []string {
	switch sort {
	case "@高新":
		return []string{"高新技术产业开发区", "高新技术开发区", "高新技术产业区", "高新开发区", "高技术产业开发区",
			"火炬高技术产业开发区", "高科技产业开发区", "国家高新技术产业开发区", "高新技术产业园区", "高新区", "高新"}
	case "@经开":
		return []string{"经济技术开发区", "经济开发区", "技术开发区", "经济技术产业开发区", "经开区", "经技区", "开发区"}
	}
	return nil
}

// zoneSort returns which sort of zone a name is once its city is cut off, "" for
// none.
func zoneSort(name string) string {
	for _, sort := range []string{"@高新", "@经开"} {
		for _, n := range zoneNames(sort) {
			if n == name {
				return sort
			}
		}
	}
	return ""
}

// trie finds the names that start at a place of a text. Its edges are in one map:
// the table is built once and a name has a handful of characters.
type trie struct {
	next  map[uint64]int32
	ends  map[int32][]int32 // entries by the node that their name ends at
	count int32
	list  []entry
}

func edge(node int32, r rune) uint64 { return uint64(node)<<32 | uint64(r) }

func (t *trie) add(name string, e entry) {
	node := int32(0)
	for _, r := range name {
		to, ok := t.next[edge(node, r)]
		if !ok {
			t.count++
			to = t.count
			t.next[edge(node, r)] = to
		}
		node = to
	}
	for i, at := range t.ends[node] {
		if old := t.list[at]; old.division.Code == e.division.Code {
			if e.kind < old.kind {
				t.list[t.ends[node][i]] = e
			}
			return
		}
	}
	t.ends[node] = append(t.ends[node], int32(len(t.list)))
	t.list = append(t.list, e)
}

// newTrie gathers the names of all provinces, cities and districts of a tree.
func newTrie(t *Tree) *trie {
	names := &trie{next: map[uint64]int32{}, ends: map[int32][]int32{}}
	for _, province := range t.Children("") {
		names.addDivision(province)
		for _, city := range t.Children(province.Code) {
			if !placeholder(city) {
				names.addDivision(city)
			}
			for _, district := range t.Children(city.Code) {
				if district.Level() == District {
					names.addDivision(district)
					names.addZone(province, city, district)
				}
			}
		}
	}
	for _, f := range loadFormer() {
		names.addFormer(t, f)
	}
	return names
}

func (t *trie) addDivision(d Division) {
	e := entry{division: d, branch: Branch(d.Code), level: d.Level(), kind: official}
	t.add(d.Name, e)
	s := stem(d.Name)
	if s == "" || s == d.Name {
		return
	}
	if !strings.Contains(generic, " "+s+" ") {
		e.kind = short
		t.add(s, e)
	}
	e.kind = variant
	switch e.level {
	case Province:
		t.add(s+"省", e)
		t.add(s+"自治区", e)
	case City:
		t.add(s+"地区", e)
		t.add(s+"市", e)
		t.add(s+"州", e)
	case District:
		for _, ending := range []string{"市", "县", "区"} {
			t.add(s+ending, e)
		}
	}
}

// addZone adds what people call a development zone that has a code of its own.
func (t *trie) addZone(province, city, d Division) {
	rest := d.Name
	for _, up := range []Division{province, city} {
		if cut, ok := strings.CutPrefix(rest, up.Name); ok {
			rest = cut
		} else if s := stem(up.Name); s != "" {
			rest = strings.TrimPrefix(rest, s)
		}
	}
	sort := zoneSort(rest)
	if rest == d.Name || rest == "" {
		return
	}
	e := entry{division: d, branch: Branch(d.Code), level: District, kind: zone}
	t.add(rest, e)
	for _, name := range zoneNames(sort) {
		t.add(name, e)
	}
	// 滨海经济技术开发区 is also written 滨海经济开发区, 滨海开发区.
	if special, ok := strings.CutSuffix(rest, "经济技术开发区"); ok && special != "" {
		e.kind = past
		t.add(special+"经济开发区", e)
		t.add(special+"开发区", e)
	}
}

func (t *trie) addFormer(tree *Tree, f former) {
	d, ok := tree.lookup(f.current)
	if !ok {
		return
	}
	e := entry{division: d, branch: Branch(d.Code), level: d.Level(), kind: past}
	if name, ok := strings.CutPrefix(f.name, "@"); ok {
		e.kind = zone
		names := zoneNames(f.name)
		if names == nil {
			names = []string{name}
		}
		for _, name := range names {
			t.add(name, e)
		}
		return
	}
	t.add(f.name, e)
	if s := stem(f.name); s != "" && !strings.Contains(generic, " "+s+" ") {
		e.kind = short
		t.add(s, e)
	}
}
