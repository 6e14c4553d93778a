package pdffile

import (
	"iter"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// coding says how the bytes of a font make codes.
type coding int

const (
	oneByte coding = iota
	twoBytes
	gbk
	utf16Codes
	ownCodes
)

// font turns the bytes of a text into characters and widths.
type font struct {
	coding    coding
	toUnicode *cmap
	codes     *cmap
	table     [256]string
	widths    map[uint32]float64
	standard  float64
}

// glyph is one character drawn: its text ("" when the file does not say), its
// width in thousandths of the size, and whether it is the space of one byte that
// word spacing counts for.
type glyph struct {
	text  string
	width float64
	blank bool
}

// font reads a font once; v is how the page names it.
func (f *File) font(v any) *font {
	r, isRef := v.(ref)
	if known := f.fonts[r.number]; isRef && known != nil {
		return known
	}
	d, _ := f.resolve(v).(dict)
	t := &font{widths: map[uint32]float64{}, standard: 500}
	if _, content := f.content(d["ToUnicode"]); content != nil {
		t.toUnicode = f.readCmap(content)
	}
	if f.resolve(d["Subtype"]) == name("Type0") {
		f.composite(t, d)
	} else {
		f.simple(t, d)
	}
	if isRef {
		f.fonts[r.number] = t
	}
	return t
}

func (f *File) composite(t *font, d dict) {
	t.coding, t.standard = twoBytes, 1000
	switch encoding := f.resolve(d["Encoding"]).(type) {
	case name:
		switch {
		case strings.HasPrefix(string(encoding), "GB"):
			t.coding = gbk
		case strings.HasPrefix(string(encoding), "UniGB-"):
			t.coding = utf16Codes
		}
	case dict:
		if _, content := f.content(d["Encoding"]); content != nil {
			if t.codes = f.readCmap(content); len(t.codes.spaces) > 0 {
				t.coding = ownCodes
			}
		}
	}
	below := f.list(d["DescendantFonts"])
	if len(below) == 0 {
		return
	}
	child, _ := f.resolve(below[0]).(dict)
	if w, is := f.resolve(child["DW"]).(float64); is {
		t.standard = w
	}
	f.compositeWidths(t, child)
}

// compositeWidths reads "first [w w w]" and "first last w".
func (f *File) compositeWidths(t *font, child dict) {
	list, _ := f.resolve(child["W"]).(array)
	for len(list) >= 2 && f.budget.spend(1) {
		first, _ := f.resolve(list[0]).(float64)
		if several, is := f.resolve(list[1]).(array); is {
			for i, w := range several {
				if n, is := f.resolve(w).(float64); is {
					t.widths[uint32(first)+uint32(i)] = n
				}
			}
			list = list[2:]
			continue
		}
		if len(list) < 3 {
			return
		}
		last, _ := f.resolve(list[1]).(float64)
		w, _ := f.resolve(list[2]).(float64)
		for c := first; c <= min(last, first+65536) && f.budget.spend(1); c++ {
			t.widths[uint32(c)] = w
		}
		list = list[3:]
	}
}

func (f *File) simple(t *font, d dict) {
	table := charmap.Windows1252
	encoding := f.resolve(d["Encoding"])
	base, _ := encoding.(name)
	differences, isDict := encoding.(dict)
	if isDict {
		base, _ = f.resolve(differences["BaseEncoding"]).(name)
	}
	if base == "MacRomanEncoding" {
		table = charmap.Macintosh
	}
	for i := range t.table {
		t.table[i] = string(table.DecodeByte(byte(i)))
	}
	at := 0
	list, _ := f.resolve(differences["Differences"]).(array)
	for _, v := range list {
		switch v := f.resolve(v).(type) {
		case float64:
			at = int(v)
		case name:
			if at >= 0 && at < 256 {
				t.table[at] = glyphText(string(v))
			}
			at++
		}
	}
	first, _ := f.resolve(d["FirstChar"]).(float64)
	widths, _ := f.resolve(d["Widths"]).(array)
	for i, w := range widths {
		if n, is := f.resolve(w).(float64); is && i < 256 {
			t.widths[uint32(first)+uint32(i)] = n
		}
	}
}

// glyphText is what the name of a glyph means, "" when it says nothing.
func glyphText(n string) string {
	n, _, _ = strings.Cut(n, ".")
	if len(n) == 1 {
		return n
	}
	if hex, is := strings.CutPrefix(n, "uni"); is && len(hex) >= 4 {
		if c, err := strconv.ParseUint(hex[:4], 16, 32); err == nil {
			return string(rune(c))
		}
	}
	if hex, is := strings.CutPrefix(n, "u"); is && len(hex) >= 4 && len(hex) <= 6 {
		if c, err := strconv.ParseUint(hex, 16, 32); err == nil {
			return string(rune(c))
		}
	}
	return glyphNames[n]
}

// glyphNames are the names of the Adobe glyph list that documents in Chinese use
// for digits, punctuation and ligatures.
var glyphNames = map[string]string{
	"space": " ", "exclam": "!", "quotedbl": `"`, "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&", "quotesingle": "'",
	"parenleft": "(", "parenright": ")", "asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-", "minus": "-", "period": ".", "slash": "/",
	"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"colon": ":", "semicolon": ";", "less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@",
	"bracketleft": "[", "backslash": `\`, "bracketright": "]", "underscore": "_", "braceleft": "{", "bar": "|", "braceright": "}",
	"quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”", "endash": "–", "emdash": "—", "bullet": "•",
	"ellipsis": "…", "fi": "fi", "fl": "fl", "ff": "ff", "periodcentered": "·", "degree": "°", "multiply": "×", "yen": "¥",
}

// glyphs reads the characters of a text.
func (t *font) glyphs(s string) iter.Seq[glyph] {
	return func(yield func(glyph) bool) {
		for len(s) > 0 {
			n := t.take(s)
			raw := s[:n]
			s = s[n:]
			c := code(raw)
			g := glyph{width: t.standard, blank: n == 1 && raw == " "}
			if w, is := t.widths[c]; is {
				g.width = w
			}
			if t.toUnicode != nil {
				g.text = t.toUnicode.text(c)
			}
			if g.text == "" {
				g.text = t.meaning(raw)
			}
			if !yield(g) {
				return
			}
		}
	}
}

// take is how many bytes the next code has.
func (t *font) take(s string) int {
	n := 1
	switch t.coding {
	case twoBytes:
		n = 2
	case utf16Codes:
		n = 2
		if s[0]&0xFC == 0xD8 {
			n = 4
		}
	case gbk:
		if s[0] > 0x80 {
			n = 2
		}
	case ownCodes:
		n = max(1, t.codes.width(s))
	}
	return min(n, len(s))
}

// meaning is what a code says by itself, without a map to characters.
func (t *font) meaning(raw string) string {
	switch t.coding {
	case oneByte:
		return t.table[raw[0]]
	case utf16Codes:
		return string(utf16be(raw))
	case gbk:
		s, err := simplifiedchinese.GB18030.NewDecoder().String(raw)
		if err == nil && !strings.ContainsRune(s, '\uFFFD') {
			return s
		}
	}
	return ""
}
