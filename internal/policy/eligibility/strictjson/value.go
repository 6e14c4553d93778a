package strictjson

import (
	"fmt"
	"strconv"
	"strings"
)

// Kind says which of the six JSON types a Value is.
type Kind uint8

// The JSON types.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String returns the Chinese word for the type, as refusals use it.
func (k Kind) String() string {
	return [...]string{"null", "布尔值", "数字", "文字", "列表", "对象"}[k]
}

// Value is one JSON value. Only the fields of its Kind are set. Start and End
// are byte offsets into the text that was parsed.
type Value struct {
	Kind       Kind
	Bool       bool
	Num        float64
	Str        string
	Items      []Value
	Members    []Member
	Start, End int
}

// Member is one name and value of an object, in the order of the text.
type Member struct {
	Name  string
	Value Value
}

// Member returns the value of that name; an absent one and an explicit null
// give ok = false, since the file formats treat both as not stated.
func (v *Value) Member(name string) (*Value, bool) {
	for i := range v.Members {
		if v.Members[i].Name == name {
			return &v.Members[i].Value, v.Members[i].Value.Kind != Null
		}
	}
	return nil, false
}

// Limits bounds what Parse accepts. Depth counts nested arrays and objects;
// Values counts every value of the text.
type Limits struct {
	Depth, Values int
}

// Error is a refusal: where the text breaks the rules and how, in Chinese.
type Error struct {
	// Line counts from 1; Column counts bytes from 1.
	Line, Column int
	// Path is the place in the document, like `[3].when.all[0]`; empty at the top.
	Path string
	// Reason says what is wrong, without the place.
	Reason string
}

// Error returns the whole sentence with its place.
func (e *Error) Error() string {
	place := fmt.Sprintf("第 %d 行第 %d 列", e.Line, e.Column)
	if e.Path != "" {
		place += "（" + e.Path + "）"
	}
	return place + "：" + e.Reason
}

// Line returns the line of that byte offset, counted from 1.
func Line(data []byte, offset int) int {
	n := 1
	for _, b := range data[:min(offset, len(data))] {
		if b == '\n' {
			n++
		}
	}
	return n
}

// Clip shortens hostile text for use in a sentence and keeps it printable.
func Clip(s string) string {
	const limit = 60
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return strings.Map(func(r rune) rune {
		if !strconv.IsPrint(r) {
			return '·'
		}
		return r
	}, strings.ToValidUTF8(s, "·"))
}
