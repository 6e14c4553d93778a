package doctext

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// level says how one level of a numbered list counts.
type level struct {
	format, text string
	start        int
}

// numbering is what word/numbering.xml says: articles of Chinese documents are
// often numbered by it and not in their text.
type numbering struct {
	// levels are by the id of the abstract list and the level.
	levels map[string]map[int]level
	// lists name the abstract list of each list.
	lists  map[string]string
	counts map[string][]int

	abstract, list string
	at             int
}

// maxLevel is the highest level of a list that Word knows.
const maxLevel = 8

// longestNumber bounds in characters what stands before each paragraph of a list.
// A guess: "第%1章第%2节" has eight.
const longestNumber = 100

func (n *numbering) read(token xml.Token) error {
	e, is := token.(xml.StartElement)
	if !is {
		return nil
	}
	value := attribute(e, "val")
	switch e.Name.Local {
	case "abstractNum":
		n.abstract, n.list = attribute(e, "abstractNumId"), ""
		n.levels[n.abstract] = map[int]level{}
	case "num":
		n.list = attribute(e, "numId")
	case "abstractNumId":
		n.lists[n.list] = value
	case "lvl":
		n.at, _ = strconv.Atoi(attribute(e, "ilvl"))
		n.set(func(l *level) { l.start = 1 })
	case "start":
		n.set(func(l *level) { l.start, _ = strconv.Atoi(value) })
	case "numFmt":
		n.set(func(l *level) { l.format = value })
	case "lvlText":
		if utf8.RuneCountInString(value) > longestNumber {
			return errTooMuch
		}
		n.set(func(l *level) { l.text = value })
	}
	return nil
}

// set changes the level that is being read.
func (n *numbering) set(change func(*level)) {
	if n.list != "" || n.at < 0 || n.at > maxLevel || n.levels[n.abstract] == nil {
		return
	}
	l := n.levels[n.abstract][n.at]
	change(&l)
	n.levels[n.abstract][n.at] = l
}

// next counts on and returns the number that stands before a paragraph, "" for
// bullets.
func (n *numbering) next(p place) string {
	abstract := n.lists[p.list]
	levels := n.levels[abstract]
	if levels == nil || p.level < 0 || p.level > maxLevel {
		return ""
	}
	counts := n.counts[abstract]
	if counts == nil {
		counts = make([]int, maxLevel+1)
		n.counts[abstract] = counts
	}
	if counts[p.level] == 0 {
		counts[p.level] = max(0, levels[p.level].start-1)
	}
	counts[p.level]++
	clear(counts[p.level+1:])
	own := levels[p.level]
	if own.format == "bullet" || own.format == "none" {
		return ""
	}
	text := own.text
	for i := range maxLevel + 1 {
		text = strings.ReplaceAll(text, fmt.Sprintf("%%%d", i+1), counted(levels[i].format, max(1, counts[i])))
	}
	if !ended(text) && !strings.HasSuffix(text, "、") && !strings.HasSuffix(text, ".") {
		text += " "
	}
	return text
}

// counted writes a number in the format of a list.
func counted(format string, n int) string {
	switch format {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional", "taiwaneseCountingThousand":
		return Chinese(n)
	case "lowerLetter", "upperLetter":
		letter := string(rune('a' + (n-1)%26))
		if format == "upperLetter" {
			letter = strings.ToUpper(letter)
		}
		return letter
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n <= 20 {
			return string(rune('①' + n - 1))
		}
	}
	return strconv.Itoa(n)
}

// Chinese writes a number from 1 to 9999 as articles are numbered: 一百二十三,
// 十二, 一百零五. Others come in digits.
func Chinese(n int) string {
	if n < 1 || n > 9999 {
		return strconv.Itoa(n)
	}
	digits := []rune("零一二三四五六七八九")
	units := []string{"千", "百", "十", ""}
	var b strings.Builder
	gap := false
	for i, power := range []int{1000, 100, 10, 1} {
		d := n / power % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune('零')
			gap = false
		}
		if d != 1 || power != 10 || b.Len() > 0 {
			b.WriteRune(digits[d])
		}
		b.WriteString(units[i])
	}
	return b.String()
}

// styles is what word/styles.xml says about numbered paragraphs.
type styles struct {
	lists map[string]place
	style string
}

func (s *styles) read(token xml.Token) error {
	e, is := token.(xml.StartElement)
	if !is {
		return nil
	}
	p := s.lists[s.style]
	switch e.Name.Local {
	case "style":
		s.style = attribute(e, "styleId")
		return nil
	case "numId":
		p.list = attribute(e, "val")
	case "ilvl":
		p.level, _ = strconv.Atoi(attribute(e, "val"))
	default:
		return nil
	}
	s.lists[s.style] = p
	return nil
}
