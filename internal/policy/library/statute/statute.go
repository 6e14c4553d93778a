package statute

import (
	"fmt"
	"regexp"
	"strings"
)

// Kind says what part of a text a node is.
type Kind string

// The kinds of parts, from the largest.
const (
	Part      Kind = "part"      // 编, 分编
	Chapter   Kind = "chapter"   // 章
	Section   Kind = "section"   // 节
	Article   Kind = "article"   // 条
	Paragraph Kind = "paragraph" // 款
	Item      Kind = "item"      // 项
	Point     Kind = "point"     // 目
	Heading   Kind = "heading"   // 一、 or （一） of documents without articles
	Plain     Kind = "plain"     // anything before the first of these
)

// Node is one part of a text. Nodes stand in the order of the text; the first
// 款 of an article is the article's own node.
type Node struct {
	Kind Kind
	// Depth is how far it is set in, from 0.
	Depth int
	// Label is how it is numbered in the text (第十八条, （一）), Text its words
	// without the label.
	Label, Text string
	// Citation is how it is cited, like 第十八条第二款第三项; "" for headings and
	// plain text.
	Citation string
	// Anchor names it within a page, like art-18-2-3; "" where there is no citation.
	Anchor string
}

var (
	heads     = regexp.MustCompile(`^第([零〇一二两三四五六七八九十百千0-9０-９]+)(分?编|章|节)[\s　]*(.*)$`)
	articles  = regexp.MustCompile(`^第([零〇一二两三四五六七八九十百千0-9０-９]+)条(之[一二三四五六七八九十]+)?([\s　:：]*)(.*)$`)
	items     = regexp.MustCompile(`^[（(]([零〇一二两三四五六七八九十百]+)[）)][\s　、]*(.*)$`)
	pointed   = regexp.MustCompile(`^[（(]?([0-9０-９]{1,3})[）)．.、][\s　]*([^0-9０-９].*)$`)
	listed    = regexp.MustCompile(`^([零〇一二两三四五六七八九十百]+)、[\s　]*(.*)$`)
	appendix  = regexp.MustCompile(`^附[件表录图]\s*[0-9一二三四五六七八九十]*[\s　:：]*.{0,40}$`)
	continues = regexp.MustCompile(`^(第|规定|所|和|或|与|、|至|到|中|的|以|之|及|，|。|（)`)
)

// reader is where the reading of a text stands.
type reader struct {
	nodes []Node
	// article, paragraph, item are the numbers of the parts that are open.
	article, paragraph, item int
	// suffix is the 之一 of the open article.
	suffix string
	// round counts how often the numbers of articles began anew, as annexes do.
	round int
	// own is the index of the open article's node, -1 when none is open.
	own int
	// list is the open 一、 of a document without articles, sub its open （一）.
	list, sub int
	used      map[string]bool
}

// Parse reads a text whose paragraphs are lines.
func Parse(text string) []Node {
	r := &reader{used: map[string]bool{}, own: -1}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			r.read(line)
		}
	}
	r.single()
	return r.nodes
}

// Articles counts the articles of a text, or the headings 一、 where it has none.
func Articles(nodes []Node) int {
	count, headings := 0, 0
	for _, n := range nodes {
		switch {
		case n.Kind == Article:
			count++
		case n.Kind == Heading && n.Depth == 0:
			headings++
		}
	}
	if count == 0 {
		return headings
	}
	return count
}

func (r *reader) read(line string) {
	if m := heads.FindStringSubmatch(line); m != nil && len([]rune(m[3])) <= 40 && !strings.ContainsAny(m[3], "。；") {
		r.head(m)
		return
	}
	if line == "附则" || line == "总则" {
		r.head([]string{"", "", "", line})
		return
	}
	if m := articles.FindStringSubmatch(line); m != nil && r.begins(m) {
		r.begin(m)
		return
	}
	if appendix.MatchString(line) && !strings.HasSuffix(line, "。") {
		r.close()
		if r.article > 0 {
			// What an annex says is no part of the last article.
			r.article, r.round = 0, r.round+1
		}
		r.add(Node{Kind: Plain, Text: line})
		return
	}
	if r.article > 0 {
		r.within(line)
		return
	}
	r.outside(line)
}

func (r *reader) head(m []string) {
	kind, depth := Chapter, 1
	switch m[2] {
	case "编", "分编":
		kind, depth = Part, 0
	case "节":
		kind, depth = Section, 2
	}
	label := ""
	if m[1] != "" {
		label = "第" + m[1] + m[2]
	}
	r.close()
	r.add(Node{Kind: kind, Depth: depth, Label: label, Text: m[3]})
}

// begins reports whether a line that looks like the start of an article is one.
func (r *reader) begins(m []string) bool {
	n := Number(m[1])
	if n == 0 {
		return false
	}
	next := n == r.article+1 || n == r.article && m[2] != ""
	if m[3] != "" {
		return next || n == 1 || n > r.article
	}
	return (next || n == 1 && r.article != 1) && !continues.MatchString(m[4])
}

func (r *reader) begin(m []string) {
	r.single()
	n := Number(m[1])
	if n <= r.article && m[2] == "" {
		r.round++
	}
	r.article, r.suffix, r.paragraph, r.item = n, m[2], 1, 0
	r.list, r.sub = 0, 0
	r.own = len(r.nodes)
	r.add(Node{Kind: Article, Depth: 3, Label: "第" + m[1] + "条" + m[2], Text: m[4], Citation: r.cite(), Anchor: r.anchor()})
}

// within reads a line of the open article.
func (r *reader) within(line string) {
	if m := items.FindStringSubmatch(line); m != nil {
		if n := Number(m[1]); n > 0 {
			r.item = n
			r.add(Node{Kind: Item, Depth: 5, Label: "（" + m[1] + "）", Text: m[2], Citation: r.cite() + "第" + chinese(n) + "项", Anchor: fmt.Sprintf("%s-%d-%d", r.anchor(), r.paragraph, n)})
			return
		}
	}
	if m := pointed.FindStringSubmatch(line); m != nil {
		n := Number(m[1])
		citation, anchor := r.cite(), fmt.Sprintf("%s-%d", r.anchor(), r.paragraph)
		if r.item > 0 {
			citation, anchor = citation+"第"+chinese(r.item)+"项", fmt.Sprintf("%s-%d", anchor, r.item)
		}
		r.add(Node{Kind: Point, Depth: 6, Label: m[1] + ".", Text: m[2], Citation: citation + "第" + chinese(n) + "目", Anchor: fmt.Sprintf("%s-p%d", anchor, n)})
		return
	}
	r.paragraph++
	r.item = 0
	r.add(Node{Kind: Paragraph, Depth: 4, Text: line, Citation: r.cite(), Anchor: fmt.Sprintf("%s-%d", r.anchor(), r.paragraph)})
}

// cite is how the open paragraph is cited, with its number; single takes it away
// where there is but one.
func (r *reader) cite() string {
	return "第" + chinese(r.article) + "条" + r.suffix + "第" + chinese(r.paragraph) + "款"
}

func (r *reader) anchor() string {
	a := fmt.Sprintf("art-%d", r.article)
	if r.suffix != "" {
		a += fmt.Sprintf("z%d", Number(strings.TrimPrefix(r.suffix, "之")))
	}
	if r.round > 0 {
		a += fmt.Sprintf("r%d", r.round+1)
	}
	return a
}

// single ends an article: one of a single 款 is cited without it, and the article
// itself is cited as a whole.
func (r *reader) single() {
	if r.article == 0 || r.own < 0 {
		return
	}
	whole := "第" + chinese(r.article) + "条" + r.suffix
	for i := r.own; i < len(r.nodes); i++ {
		if i == r.own {
			r.nodes[i].Citation = whole
		} else if r.paragraph == 1 {
			r.nodes[i].Citation = strings.Replace(r.nodes[i].Citation, whole+"第一款", whole, 1)
		}
	}
}

// close ends the open article without beginning another.
func (r *reader) close() {
	r.single()
	r.own = -1
	r.list, r.sub = 0, 0
}

// outside reads a line of a document or passage without articles.
func (r *reader) outside(line string) {
	if m := listed.FindStringSubmatch(line); m != nil {
		if n := Number(m[1]); n > 0 {
			r.list, r.sub = n, 0
			r.add(Node{Kind: Heading, Depth: 0, Label: m[1] + "、", Text: m[2], Citation: "第" + chinese(n) + "部分", Anchor: fmt.Sprintf("sec-%d", n)})
			return
		}
	}
	if m := items.FindStringSubmatch(line); m != nil {
		if n := Number(m[1]); n > 0 && n < 100 {
			r.sub = n
			citation, anchor := "第"+chinese(n)+"项", fmt.Sprintf("sec-0-%d", n)
			if r.list > 0 {
				citation, anchor = "第"+chinese(r.list)+"部分第"+chinese(n)+"项", fmt.Sprintf("sec-%d-%d", r.list, n)
			}
			r.add(Node{Kind: Heading, Depth: 1, Label: "（" + m[1] + "）", Text: m[2], Citation: citation, Anchor: anchor})
			return
		}
	}
	if m := pointed.FindStringSubmatch(line); m != nil && (r.list > 0 || r.sub > 0) {
		n := Number(m[1])
		citation := ""
		if r.list > 0 {
			citation = "第" + chinese(r.list) + "部分"
		}
		if r.sub > 0 {
			citation += "第" + chinese(r.sub) + "项"
		}
		r.add(Node{Kind: Point, Depth: 2, Label: m[1] + ".", Text: m[2], Citation: citation + "第" + chinese(n) + "目", Anchor: fmt.Sprintf("sec-%d-%d-%d", r.list, r.sub, n)})
		return
	}
	r.add(Node{Kind: Plain, Depth: min(r.list, 1) + min(r.sub, 1), Text: line})
}

// add keeps a node; an anchor that was used before gets a letter, so that each
// names one place.
func (r *reader) add(n Node) {
	if n.Anchor != "" {
		anchor := n.Anchor
		for i := 'b'; r.used[n.Anchor]; i++ {
			n.Anchor = anchor + string(i)
		}
		r.used[n.Anchor] = true
	}
	r.nodes = append(r.nodes, n)
}
