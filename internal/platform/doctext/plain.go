package doctext

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"
)

// The encodings of text, as HTTP names them.
const (
	utf8Text  = "utf-8"
	utf16Text = "utf-16"
	gbText    = "gb18030"
)

// Charset names the encoding of a text as HTTP does: utf-8, utf-16 (with a mark)
// or gb18030. It fails with ErrKind for what is no text and with ErrEncoding for
// what is in another encoding.
func Charset(data []byte) (string, error) {
	charset, _, err := decoded(data)
	return charset, err
}

// decode turns bytes into text.
func decode(data []byte) (string, error) {
	_, text, err := decoded(data)
	return text, err
}

func decoded(data []byte) (charset, text string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return utf16Text, decode16(data), nil
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", "", ErrKind
	}
	if utf8.Valid(data) {
		return utf8Text, string(data), nil
	}
	raw, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		return "", "", ErrEncoding.Because(err)
	}
	// Bytes that are no text at all decode to replacement characters or to runes
	// nobody writes; a few of them are a damaged letter.
	strange := 0
	for _, r := range string(raw) {
		if r == utf8.RuneError || unicode.Is(unicode.Co, r) {
			strange++
		}
	}
	if strange > len(raw)/200 {
		return "", "", ErrEncoding
	}
	return gbText, string(raw), nil
}

func decode16(data []byte) string {
	big := data[0] == 0xFE
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		a, b := uint16(data[i]), uint16(data[i+1])
		if big {
			a, b = b, a
		}
		units = append(units, b<<8|a)
	}
	return string(utf16.Decode(units))
}

// tidy takes out of a line what nobody sees or what only confuses: control,
// zero-width and direction characters, private letters, the look-alike radicals
// that PDF writers put for whole characters. Runs of blanks become one.
func tidy(line string) string {
	var b strings.Builder
	blank := false
	for _, r := range line {
		switch {
		case r == '\t' || unicode.IsSpace(r):
			blank = b.Len() > 0
			continue
		case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Cs, r):
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		if r >= 0x2E80 && r <= 0x2FDF {
			b.WriteString(norm.NFKC.String(whole.Replace(string(r))))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// whole names the character that a look-alike radical of U+2E80–U+2EFF stands for
// (Unicode EquivalentUnifiedIdeograph), which normal forms do not.
var whole = strings.NewReplacer(
	"⼾", "户",
	"⺁", "厂", "⺇", "几", "⺌", "小", "⺎", "兀", "⺏", "尣", "⺑", "尣", "⺓", "幺", "⺕", "彐", "⺛", "旡", "⺝", "月",
	"⺟", "母", "⺠", "民", "⺡", "氵", "⺦", "丬", "⺫", "罒", "⺬", "示", "⺭", "礻", "⺮", "竹", "⺯", "糹", "⺶", "羊",
	"⺸", "羊", "⺻", "聿", "⺼", "月", "⺽", "臼", "⺾", "艹", "⺿", "艹", "⻀", "艹", "⻁", "虎", "⻂", "衤", "⻃", "覀",
	"⻄", "西", "⻅", "见", "⻆", "角", "⻈", "讠", "⻉", "贝", "⻊", "足", "⻋", "车", "⻌", "辶", "⻍", "辶", "⻎", "辶",
	"⻏", "邑", "⻐", "钅", "⻑", "長", "⻒", "镸", "⻓", "长", "⻔", "门", "⻕", "阝", "⻖", "阝", "⻗", "雨", "⻘", "青",
	"⻙", "韦", "⻚", "页", "⻛", "风", "⻜", "飞", "⻝", "食", "⻞", "食", "⻟", "飠", "⻠", "饣", "⻡", "首", "⻢", "马",
	"⻣", "骨", "⻤", "鬼", "⻥", "鱼", "⻦", "鸟", "⻧", "卤", "⻨", "麦", "⻩", "黄", "⻪", "黾", "⻫", "斉", "⻬", "齐",
	"⻭", "歯", "⻮", "齿", "⻯", "竜", "⻰", "龙", "⻱", "龜", "⻲", "亀", "⻳", "龟",
)

// start is how paragraphs of Chinese documents begin.
var start = regexp.MustCompile(`^(第[一二三四五六七八九十百千零〇两\d]+[编章节条款]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[．.、](?:\D|$)|附件[:：\d一二三])`)

// terminal ends a paragraph.
const terminal = "。！？；：…”）】》!?;:"

// ended reports whether a line may be the last of its paragraph.
func ended(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(terminal, r)
}

// join puts two pieces of one paragraph together; Latin words keep a blank
// between them.
func join(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if last < 0x2000 && first < 0x2000 && last != '-' && a != "" {
		return a + " " + b
	}
	return a + b
}

// paragraphs tidies lines and leaves out the empty ones.
func paragraphs(lines []string) string {
	var out []string
	for _, line := range lines {
		if line = tidy(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// plain reads text whose paragraphs are lines. Where empty lines part its
// paragraphs, the lines between them belong together.
func plain(text string) string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text), "\n")
	if !wrapped(lines) {
		return paragraphs(lines)
	}
	var out []string
	fresh := true
	for _, line := range lines {
		line = tidy(line)
		switch {
		case line == "":
			fresh = true
			continue
		case fresh || start.MatchString(line) || ended(out[len(out)-1]):
			out = append(out, line)
		default:
			out[len(out)-1] = join(out[len(out)-1], line)
		}
		fresh = false
	}
	return paragraphs(out)
}

// wrapped reports whether lines were cut at a width: many of them are about as
// long as the longest and do not end a sentence.
func wrapped(lines []string) bool {
	longest, full, filled := 0, 0, 0
	for _, line := range lines {
		longest = max(longest, utf8.RuneCountInString(strings.TrimSpace(line)))
	}
	if longest > 100 {
		return false
	}
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		filled++
		if utf8.RuneCountInString(line) >= longest-4 && !ended(line) {
			full++
		}
	}
	return longest >= 20 && full*3 >= filled
}

// Clean is text that somebody typed or pasted, a paragraph a line, without what
// nobody sees: control, zero-width and direction characters, empty lines.
func Clean(text string) string {
	return paragraphs(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }))
}
