package doctext

import (
	"html"
	"regexp"
	"strings"
)

// What Markdown marks. A name in angle brackets counts as an element only when it
// begins with a Latin letter: 《修改<消防法>的决定》 stays.
var (
	mdComment  = regexp.MustCompile(`(?s)<!--.*?(-->|$)`)
	mdScript   = regexp.MustCompile(`(?is)<(script|style|iframe|svg|template|object)\b.*?(</(script|style|iframe|svg|template|object)\s*>|$)`)
	mdElement  = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)
	mdHeading  = regexp.MustCompile(`^ {0,3}#{1,6}(\s+|$)`)
	mdQuote    = regexp.MustCompile(`^( {0,3}> ?)+`)
	mdBullet   = regexp.MustCompile(`^\s*[-*+]\s+`)
	mdRule     = regexp.MustCompile(`^\s*([-*_=]\s*){3,}$`)
	mdFence    = regexp.MustCompile("^ {0,3}(```|~~~)")
	mdPicture  = regexp.MustCompile(`!\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)`)
	mdLink     = regexp.MustCompile(`\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)`)
	mdTarget   = regexp.MustCompile(`^ {0,3}\[[^\[\]]+\]:\s*\S+.*$`)
	mdStrong   = regexp.MustCompile(`\*\*([^\s*][^*]*)\*\*|__([^\s_][^_]*)__|~~([^\s~][^~]*)~~`)
	mdEmphasis = regexp.MustCompile(`\*([^\s*][^*]*)\*`)
	mdCode     = regexp.MustCompile("`+([^`]+)`+")
	mdEscape   = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)
	mdTableBar = regexp.MustCompile(`^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$`)
)

// markdown reads Markdown line by line. The library parsers of Markdown were
// tried: 150 KB of "[](" or "> " hold them for minutes and they cannot be
// stopped; this reader is linear and knows as much as policies need.
func markdown(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if head, rest, is := strings.Cut(text+"\n", "\n---\n"); is && strings.HasPrefix(head, "---\n") && strings.Count(head, "\n") < 50 {
		text = rest
	}
	text = mdElement.ReplaceAllString(mdScript.ReplaceAllString(mdComment.ReplaceAllString(text, "\n"), "\n"), "")
	var out []string
	// open says that the next line may belong to the last one.
	open, fenced := false, false
	for line := range strings.SplitSeq(text, "\n") {
		if mdFence.MatchString(line) {
			fenced, open = !fenced, false
			continue
		}
		if fenced {
			out = append(out, line)
			continue
		}
		content, alone := mdLine(line)
		if content == "" {
			open = false
			continue
		}
		if open && !alone && !start.MatchString(content) {
			out[len(out)-1] = join(out[len(out)-1], content)
			continue
		}
		out = append(out, content)
		open = !alone || mdBullet.MatchString(line)
	}
	return paragraphs(out)
}

// mdLine takes the marks off a line and says whether it is a paragraph alone.
func mdLine(line string) (content string, alone bool) {
	line = mdQuote.ReplaceAllString(line, "")
	if mdRule.MatchString(line) || mdTarget.MatchString(line) || mdTableBar.MatchString(line) && strings.Contains(line, "-") {
		return "", true
	}
	trimmed := strings.TrimSpace(line)
	if strings.HasPrefix(trimmed, "|") && strings.HasSuffix(trimmed, "|") && len(trimmed) > 1 {
		cells := strings.Split(trimmed[1:len(trimmed)-1], "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(inline(cells[i]))
		}
		return strings.Join(cells, cellBar), true
	}
	if mdHeading.MatchString(line) {
		return inline(strings.TrimRight(mdHeading.ReplaceAllString(line, ""), "# \t")), true
	}
	alone = mdBullet.MatchString(line)
	return strings.TrimSpace(inline(mdBullet.ReplaceAllString(line, ""))), alone
}

// inline takes the marks out of a line.
func inline(s string) string {
	s = mdPicture.ReplaceAllString(s, "$1")
	s = mdLink.ReplaceAllString(s, "$1")
	s = mdCode.ReplaceAllString(s, "$1")
	s = mdStrong.ReplaceAllString(s, "$1$2$3")
	s = mdEmphasis.ReplaceAllString(s, "$1")
	s = mdEscape.ReplaceAllString(s, "$1")
	return html.UnescapeString(s)
}
