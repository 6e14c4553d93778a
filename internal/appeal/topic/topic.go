package topic

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// Topic is one entry of the taxonomy.
type Topic struct {
	Code, Label string
	// Duty is the code of the duty that a topic of the lowest level falls to, empty
	// above it.
	Duty string
}

// Level is 1 for a field, 2 for a group, 3 for a topic.
func (t Topic) Level() int { return strings.Count(t.Code, ".") + 1 }

// Parent is the code of what the topic stands under, empty at the top.
func (t Topic) Parent() string { return above(t.Code) }

func above(code string) string {
	at := strings.LastIndexByte(code, '.')
	return code[:max(0, at)]
}

// Tree is a taxonomy. It is never changed.
type Tree struct {
	list   []Topic
	places map[string]int
}

//go:embed topics.tsv
var shipped string

// Default returns the taxonomy that comes with the program.
func Default() *Tree { return defaultTree() }

var defaultTree = sync.OnceValue(func() *Tree {
	t, err := Parse(shipped)
	if err != nil {
		panic(err) // it comes with the program; a test reads it
	}
	return t
})

var codePattern = regexp.MustCompile(`^[a-z0-9_]+(\.[a-z0-9_]+){0,2}$`)

// Parse reads lines of code, label and duty behind a heading, separated by tabs;
// whatever stands above another comes before it. Errors name the line.
func Parse(text string) (*Tree, error) {
	t := &Tree{places: map[string]int{}}
	for i, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		if i == 0 {
			continue
		}
		columns := strings.Split(line, "\t")
		wrong := func(why string) error { return fmt.Errorf("第 %d 行：%s", i+1, why) }
		if len(columns) != 3 {
			return nil, wrong("应有编码、名称、职责三列")
		}
		entry := Topic{Code: columns[0], Label: columns[1], Duty: columns[2]}
		_, known := t.places[entry.Code]
		_, rooted := t.places[entry.Parent()]
		switch {
		case !codePattern.MatchString(entry.Code) || len(entry.Code) > 60:
			return nil, wrong("编码只能由小写字母、数字和下划线组成，最多三级、60 个字符")
		case entry.Label == "":
			return nil, wrong("没有名称")
		case known:
			return nil, wrong("编码重复")
		case entry.Parent() != "" && !rooted:
			return nil, wrong("上一级还没有出现")
		case (entry.Duty != "") != (entry.Level() == 3):
			return nil, wrong("第三级要写职责，上面两级不写")
		}
		t.places[entry.Code] = len(t.list)
		t.list = append(t.list, entry)
	}
	if len(t.list) == 0 {
		return nil, errors.New("一个主题也没有")
	}
	return t, nil
}

// All returns every topic, each behind what it stands under. The list is not to be
// changed.
func (t *Tree) All() []Topic { return t.list }

// Find returns the topic with a code.
func (t *Tree) Find(code string) (Topic, bool) {
	place, ok := t.places[code]
	if !ok {
		return Topic{}, false
	}
	return t.list[place], true
}

// Path returns the topic with everything above it, the field first; empty for a
// code that is none.
func (t *Tree) Path(code string) []Topic {
	var out []Topic
	for ; code != ""; code = above(code) {
		entry, ok := t.Find(code)
		if !ok {
			return nil
		}
		out = append([]Topic{entry}, out...)
	}
	return out
}

// Label returns the labels of the path, joined as people read them: 税费 / 发票 /
// 发票额度. A code that is none comes back as it is.
func (t *Tree) Label(code string) string {
	var labels []string
	for _, entry := range t.Path(code) {
		labels = append(labels, entry.Label)
	}
	if len(labels) == 0 {
		return code
	}
	return strings.Join(labels, " / ")
}
