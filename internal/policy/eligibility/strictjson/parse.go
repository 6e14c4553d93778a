package strictjson

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxPath bounds the path in a refusal, so that a text of great depth gives a
// sentence and not a page. The number is a guess.
const maxPath = 160

type parser struct {
	data   []byte
	pos    int
	limits Limits
	values int
	path   []step
}

// step is one way down: a member's name, or an index when name is empty.
type step struct {
	name  string
	index int
	named bool
}

// Parse reads data, which must hold exactly one JSON value in UTF-8; a byte
// order mark before it is dropped. A refusal is an *Error. The cost is bounded
// by the limits whatever data holds: a text that nests too deep is refused at
// the first byte that does.
func Parse(data []byte, limits Limits) (Value, error) {
	p := &parser{data: data, limits: limits}
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		p.pos = 3
	}
	p.space()
	v, err := p.value()
	if err != nil {
		return Value{}, err
	}
	p.space()
	if p.pos < len(p.data) {
		return Value{}, p.refuse("JSON 已经结束，后面还有多余的内容")
	}
	return v, nil
}

func (p *parser) refuse(reason string) error {
	at := min(p.pos, len(p.data))
	lineStart := bytes.LastIndexByte(p.data[:at], '\n') + 1
	return &Error{Line: Line(p.data, at), Column: at - lineStart + 1, Path: p.where(), Reason: reason}
}

func (p *parser) where() string {
	var b strings.Builder
	for _, s := range p.path {
		if b.Len() > maxPath {
			b.WriteString("…")
			break
		}
		switch {
		case !s.named:
			fmt.Fprintf(&b, "[%d]", s.index)
		case b.Len() == 0:
			b.WriteString(Clip(s.name))
		default:
			b.WriteString("." + Clip(s.name))
		}
	}
	return b.String()
}

func (p *parser) space() {
	for p.pos < len(p.data) {
		switch p.data[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

func (p *parser) value() (Value, error) {
	if p.pos >= len(p.data) {
		return Value{}, p.refuse("JSON 没有写完就结束了")
	}
	if p.values++; p.values > p.limits.Values {
		return Value{}, p.refuse(fmt.Sprintf("内容过多：最多 %d 个值", p.limits.Values))
	}
	start := p.pos
	v, err := p.dispatch()
	v.Start, v.End = start, p.pos
	return v, err
}

func (p *parser) dispatch() (Value, error) {
	switch c := p.data[p.pos]; {
	case c == '{' || c == '[':
		if len(p.path) >= p.limits.Depth {
			return Value{}, p.refuse(fmt.Sprintf("嵌套过深：最多 %d 层", p.limits.Depth))
		}
		if c == '{' {
			return p.object()
		}
		return p.array()
	case c == '"':
		s, err := p.text()
		return Value{Kind: String, Str: s}, err
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	case p.word("true"):
		return Value{Kind: Bool, Bool: true}, nil
	case p.word("false"):
		return Value{Kind: Bool}, nil
	case p.word("null"):
		return Value{}, nil
	case c >= utf8.RuneSelf && !utf8.Valid(p.data[p.pos:min(p.pos+utf8.UTFMax, len(p.data))]):
		return Value{}, p.refuse("不是 UTF-8 文字，文件可能是 GBK 编码，请另存为 UTF-8 后再试")
	default:
		return Value{}, p.refuse(fmt.Sprintf("不是 JSON：此处不该出现 %q", rune(c)))
	}
}

func (p *parser) word(w string) bool {
	if !bytes.HasPrefix(p.data[p.pos:], []byte(w)) {
		return false
	}
	p.pos += len(w)
	return true
}

func (p *parser) array() (Value, error) {
	v := Value{Kind: Array}
	p.pos++
	p.path = append(p.path, step{})
	defer func() { p.path = p.path[:len(p.path)-1] }()
	for {
		p.space()
		if len(v.Items) == 0 && p.next(']') {
			return v, nil
		}
		p.path[len(p.path)-1].index = len(v.Items)
		item, err := p.value()
		if err != nil {
			return v, err
		}
		v.Items = append(v.Items, item)
		p.space()
		if p.next(']') {
			return v, nil
		}
		if !p.next(',') {
			return v, p.refuse("列表的两项之间要用逗号隔开，末尾要有 ]")
		}
	}
}

func (p *parser) object() (Value, error) {
	v := Value{Kind: Object}
	p.pos++
	p.path = append(p.path, step{named: true})
	defer func() { p.path = p.path[:len(p.path)-1] }()
	var seen map[string]struct{}
	for {
		p.space()
		if len(v.Members) == 0 && p.next('}') {
			return v, nil
		}
		name, err := p.name()
		if err != nil {
			return v, err
		}
		if twice(&seen, v.Members, name) {
			return v, p.refuse(fmt.Sprintf("「%s」写了两次", Clip(name)))
		}
		p.path[len(p.path)-1].name = name
		member, err := p.value()
		if err != nil {
			return v, err
		}
		v.Members = append(v.Members, Member{name, member})
		p.space()
		if p.next('}') {
			return v, nil
		}
		if !p.next(',') {
			return v, p.refuse("对象的两项之间要用逗号隔开，末尾要有 }")
		}
	}
}

func (p *parser) name() (string, error) {
	if p.pos >= len(p.data) || p.data[p.pos] != '"' {
		return "", p.refuse("对象里每一项都要以带双引号的名称开头")
	}
	name, err := p.text()
	if err != nil {
		return "", err
	}
	p.space()
	if !p.next(':') {
		return "", p.refuse("名称后面要有冒号")
	}
	p.space()
	return name, nil
}

// twice reports whether name is among the members. Small objects are scanned; a
// large one gets a set, so that an object of a million names stays linear.
func twice(seen *map[string]struct{}, members []Member, name string) bool {
	const scan = 16
	if *seen == nil && len(members) >= scan {
		*seen = make(map[string]struct{}, 2*scan)
		for _, m := range members {
			(*seen)[m.Name] = struct{}{}
		}
	}
	if *seen != nil {
		_, found := (*seen)[name]
		(*seen)[name] = struct{}{}
		return found
	}
	for i := range members {
		if members[i].Name == name {
			return true
		}
	}
	return false
}

func (p *parser) next(c byte) bool {
	if p.pos < len(p.data) && p.data[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

func (p *parser) number() (Value, error) {
	start := p.pos
	p.next('-')
	if !p.next('0') && p.digits() == 0 {
		return Value{}, p.refuse("数字写法不对")
	}
	if p.next('.') && p.digits() == 0 {
		return Value{}, p.refuse("数字写法不对：小数点后没有数字")
	}
	if p.next('e') || p.next('E') {
		if !p.next('+') {
			p.next('-')
		}
		if p.digits() == 0 {
			return Value{}, p.refuse("数字写法不对：指数没有数字")
		}
	}
	f, err := strconv.ParseFloat(string(p.data[start:p.pos]), 64)
	if err != nil {
		return Value{}, p.refuse("数字太大，超出可以表示的范围")
	}
	return Value{Kind: Number, Num: f}, nil
}

func (p *parser) digits() int {
	start := p.pos
	for p.pos < len(p.data) && p.data[p.pos] >= '0' && p.data[p.pos] <= '9' {
		p.pos++
	}
	return p.pos - start
}

func (p *parser) text() (string, error) {
	p.pos++
	start := p.pos
	plain := true
	for p.pos < len(p.data) {
		switch c := p.data[p.pos]; {
		case c == '"':
			raw := p.data[start:p.pos]
			if !utf8.Valid(raw) {
				p.pos = start
				return "", p.refuse("文字不是 UTF-8 编码，文件可能是 GBK 编码，请另存为 UTF-8 后再试")
			}
			p.pos++
			if plain {
				return string(raw), nil
			}
			s, ok := unescape(raw)
			if !ok {
				p.pos = start
				return "", p.refuse("文字里有写错的转义符")
			}
			return s, nil
		case c == '\\':
			plain = false
			p.pos += 2
		case c < ' ':
			return "", p.refuse("文字里有未转义的控制字符，或缺少结尾的双引号")
		default:
			p.pos++
		}
	}
	return "", p.refuse("文字缺少结尾的双引号")
}

func unescape(raw []byte) (string, bool) {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			out = append(out, raw[i])
			continue
		}
		i++
		if raw[i] == 'u' {
			r, used, ok := unicodeEscape(raw[i+1:])
			if !ok {
				return "", false
			}
			out = utf8.AppendRune(out, r)
			i += used
			continue
		}
		k := strings.IndexByte(`"\/bfnrt`, raw[i])
		if k < 0 {
			return "", false
		}
		out = append(out, "\"\\/\b\f\n\r\t"[k])
	}
	return string(out), true
}

// unicodeEscape reads the four digits after \u, and the second half of a
// surrogate pair where there is one; half a pair becomes U+FFFD.
func unicodeEscape(b []byte) (r rune, used int, ok bool) {
	first, ok := hex4(b)
	if !ok {
		return 0, 0, false
	}
	if !utf16.IsSurrogate(first) {
		return first, 4, true
	}
	if len(b) >= 10 && b[4] == '\\' && b[5] == 'u' {
		if second, ok := hex4(b[6:]); ok {
			if r := utf16.DecodeRune(first, second); r != utf8.RuneError {
				return r, 10, true
			}
		}
	}
	return utf8.RuneError, 4, true
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[:4]), 16, 32)
	if err != nil || b[0] == '+' {
		return 0, false
	}
	return rune(n), true
}
