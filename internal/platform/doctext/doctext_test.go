package doctext_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/platform/doctext"
)

func read(t require.TestingT, name string, data []byte) doctext.Document {
	d, err := doctext.Extract(context.Background(), name, data)
	require.NoError(t, err)
	return d
}

func refused(t *testing.T, want error, name string, data []byte) {
	t.Helper()
	d, err := doctext.Extract(context.Background(), name, data)
	require.ErrorIs(t, err, want)
	require.Zero(t, d)
}

// patient is the standard limits without a clock: what ends within them ends by
// what it counts, however slow the machine.
func patient() doctext.Limits {
	l := doctext.Standard()
	l.Time = time.Hour
	return l
}

func TestAPDFOf300PagesBecomesItsParagraphsAgain(t *testing.T) {
	t.Parallel()
	var want []string
	for i := 1; len(want) < 2700; i++ {
		want = append(want, fmt.Sprintf("第%s条 对符合条件的企业，按照上一年度研发费用的百分之十给予补助，单个企业每年最高不超过五十万元，同一项目不重复享受，资金由市和区县两级财政按比例承担，并接受社会监督。", doctext.Chinese(i%9000+1)),
			"企业应当在每年六月三十日前提出申请，受理单位在十个工作日内作出决定并告知理由；逾期没有决定的，企业可以向上一级机关反映，由上一级机关督促办理。")
	}
	file := book(t, typeset(want, 38, 22, "山海市人民政府文件"))
	d := read(t, "办法.pdf", file)
	require.GreaterOrEqual(t, d.Pages, 300)
	require.Equal(t, doctext.PDF, d.Kind)
	require.Equal(t, want, strings.Split(d.Text, "\n"))
}

func TestAnyParagraphsSetInLinesAreReadBack(t *testing.T) {
	t.Parallel()
	letter := rapid.SampledFrom([]rune("企业研发费用补助申请条件材料办理时限部门电话市区县街道万元年度人民政府"))
	paragraph := rapid.Custom(func(r *rapid.T) string {
		return string(rapid.SliceOfN(letter, 3, 200).Draw(r, "letters")) + "。"
	})
	rapid.Check(t, func(r *rapid.T) {
		// With one short paragraph alone nothing says how wide the page is.
		want := append(rapid.SliceOfN(paragraph, 1, 20).Draw(r, "paragraphs"), strings.Repeat("企业服务中心", 30)+"。")
		d := read(r, "a.pdf", book(r, typeset(want, 38, 30, "")))
		require.Equal(r, want, strings.Split(d.Text, "\n"))
	})
}

func TestAPDFWithoutMapOrWithABrokenTableIsRead(t *testing.T) {
	t.Parallel()
	rows := []row{{74, 700, 12, "第一条 本办法自2026年1月1日起施行。"}, {74, 680, 12, "第二条 由市工信局负责解释。"}}
	want := "第一条 本办法自2026年1月1日起施行。\n第二条 由市工信局负责解释。"
	require.Equal(t, want, read(t, "旧.pdf", gbkBook(t, rows)).Text)
	whole := book(t, [][]row{rows})
	require.Equal(t, want, read(t, "断.pdf", whole[:bytes.Index(whole, []byte("trailer"))]).Text, "without its end")
	require.Equal(t, want, read(t, "乱.pdf", append([]byte("收到的邮件\n"), whole...)).Text, "with rubbish before it")
}

func TestAPDFThatWasSavedAgainSaysWhatItSaysNow(t *testing.T) {
	t.Parallel()
	s := &sheet{}
	font := s.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	file := s.pages(t, font, [][]row{{{50, 700, 12, "old"}}}, func(text string) string { return "(" + text + ")" })
	content := strings.Index(string(file), "2 0 obj")
	require.Positive(t, content)
	again := append(bytes.Clone(file), []byte("2 0 obj\n"+stream("", "BT /F1 12 Tf 50 700 Td (n\\145w) Tj 0 -20 Td [(sec) -20 (ond) -900 (line)] TJ ET")+"\nendobj\ntrailer\n<</Root 5 0 R>>\n")...)
	require.Equal(t, "new second line", read(t, "a.pdf", again).Text)
}

func TestAPDFWithoutWordsIsRefusedWithWhatToDo(t *testing.T) {
	t.Parallel()
	refused(t, doctext.ErrScanned, "扫描.pdf", scan(12))
	s := &sheet{}
	refused(t, doctext.ErrEncrypted, "密.pdf", s.file(s.add("<</Type/Catalog>>"), "/Encrypt <</Filter/Standard>>"))
	refused(t, doctext.ErrBroken, "假.pdf", []byte("%PDF-1.7\n这不是 PDF"))
	refused(t, doctext.ErrBroken, "假.pdf", []byte("不是 PDF"))
	s = &sheet{}
	font := s.add("<</Type/Font/Subtype/Type0/BaseFont/Secret/Encoding/Identity-H>>")
	refused(t, doctext.ErrNoLetters, "无码.pdf", s.pages(t, font, [][]row{{{50, 700, 12, "没有人知道这些字形是什么文字"}}}, hexText))
	l := doctext.Standard()
	l.Pages = 11
	_, err := l.Extract(context.Background(), "a.pdf", scan(12))
	require.ErrorIs(t, err, doctext.ErrPages)
	require.Contains(t, doctext.ErrScanned.Msg, "文字识别")
}

func TestAHostilePDFEndsWithinItsBudget(t *testing.T) {
	t.Parallel()
	bomb := &sheet{}
	font := bomb.add("<</Type/Font/Subtype/Type1>>")
	tree := bomb.add("") // replaced below
	big := bomb.add(stream("/Filter [/FlateDecode /FlateDecode]", deflated(t, deflated(t, strings.Repeat("q ", 40<<20)))))
	page := bomb.add(fmt.Sprintf("<</Type/Page/Contents [%s]>>", strings.Repeat(fmt.Sprintf("%d 0 R ", big), 8)))
	bomb.objects[tree-1] = fmt.Sprintf("<</Resources <</Font <</F1 %d 0 R>>>>/Kids [%d 0 R]>>", font, page)
	refused(t, doctext.ErrCostly, "bomb.pdf", bomb.file(bomb.add(fmt.Sprintf("<</Pages %d 0 R>>", tree)), ""))

	circle := &sheet{}
	form := circle.add("")
	circle.objects[form-1] = stream(fmt.Sprintf("/Subtype/Form/Resources <</XObject <</A %d 0 R/B %d 0 R>>>>", form, form), "/A Do /B Do")
	circle.add("<</Kids [2 0 R 3 0 R 2 0 R]>>")
	circle.add(fmt.Sprintf("<</Contents %d 0 R/Resources <</XObject <</A %d 0 R>>>>>>", form, form))
	refused(t, doctext.ErrEmpty, "circle.pdf", circle.file(circle.add("<</Pages 2 0 R>>"), ""))

	// Streams that are not packed cost nothing in the file however often they are named.
	many := &sheet{}
	raw := many.add(stream("", "%"+strings.Repeat("a", 1<<20)))
	page = many.add(fmt.Sprintf("<</Type/Page/Contents [%s]>>", strings.Repeat(fmt.Sprintf("%d 0 R ", raw), 200)))
	tree = many.add(fmt.Sprintf("<</Kids [%d 0 R]>>", page))
	refused(t, doctext.ErrCostly, "many.pdf", many.file(many.add(fmt.Sprintf("<</Pages %d 0 R>>", tree)), ""))

	for body, want := range map[string]error{
		strings.Repeat("[", 5<<20):    doctext.ErrBroken,
		strings.Repeat("<</A", 1<<20): doctext.ErrBroken,
		"xref\n900000000000 1\n0000000000 65535 f \ntrailer\n<</Size 99999999999999/Root 1 0 R>>":       doctext.ErrBroken,
		"1 0 obj [" + strings.Repeat("1 ", 10<<20) + "] endobj":                                         doctext.ErrCostly,
		strings.Repeat("1 0 obj 2 0 R endobj 2 0 obj 1 0 R endobj\n", 1000) + "trailer <</Root 1 0 R>>": doctext.ErrBroken,
	} {
		_, err := patient().Extract(context.Background(), "a.pdf", []byte("%PDF-1.5\n"+body))
		require.ErrorIs(t, err, want, body[:9])
	}
}

func TestALetterOfAPDFIsNoBook(t *testing.T) {
	t.Parallel()
	s := &sheet{}
	unicode := s.add(stream("", "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <"+strings.Repeat("4E00", 200_000)+"> endbfchar"))
	font := s.add(fmt.Sprintf("<</Type/Font/Subtype/Type1/BaseFont/F/ToUnicode %d 0 R>>", unicode))
	file := s.pages(t, font, [][]row{{{50, 700, 12, strings.Repeat("A", 100)}}}, func(text string) string { return "(" + text + ")" })
	require.Len(t, []rune(read(t, "a.pdf", file).Text), 100*32)
}

const numberingPart = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>` +
	`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

func TestAWordDocumentIsReadAsPeopleSeeIt(t *testing.T) {
	t.Parallel()
	numbered := func(level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	body := `<w:p><w:r><w:t>山海市促进办法</w:t></w:r></w:p>` + numbered("0", "为了促进发展。") + numbered("0", "条件如下：") + numbered("1", "注册满一年；") + numbered("1", "没有失信。") + numbered("0", "自发布之日起施行。") +
		`<w:p><w:r><w:t>补助</w:t></w:r><w:del><w:r><w:delText>三十</w:delText><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> 五十</w:t></w:r></w:ins><w:r><w:t>万元</w:t><w:br/><w:instrText>HYPERLINK "javascript:alert(1)"</w:instrText><w:t>另起一行</w:t></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>档次</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>金额</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>一档</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>10万元</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		`<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>文本框</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>文本框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>`
	d := read(t, "办法.docx", docx(t, body, map[string]string{"word/numbering.xml": numberingPart, "word/comments.xml": "<c>批注</c>"}))
	golden(t, `
山海市促进办法
第一条 为了促进发展。
第二条 条件如下：
（一）注册满一年；
（二）没有失信。
第三条 自发布之日起施行。
补助 五十万元
另起一行
档次 | 金额
一档 | 10万元
文本框`, d.Text)
	require.Equal(t, doctext.DOCX, d.Kind)
}

func TestAWordDocumentThatIsNotSafeIsRefused(t *testing.T) {
	t.Parallel()
	text := `<w:p><w:r><w:t>正文</w:t></w:r></w:p>`
	refused(t, doctext.ErrMacros, "a.docm", docx(t, text, map[string]string{"word/vbaProject.bin": "macro"}))
	refused(t, doctext.ErrMacros, "a.docx", docx(t, text, map[string]string{"[Content_Types].xml": `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`}))
	refused(t, doctext.ErrCostly, "bomb.docx", docx(t, strings.Repeat(" ", 60<<20), nil))
	refused(t, doctext.ErrCostly, "deep.docx", docx(t, strings.Repeat("<a>", 1000), nil))
	number := func(text string) map[string]string {
		return map[string]string{"word/numbering.xml": strings.Replace(numberingPart, "第%1条", text, 1)}
	}
	numbered := strings.Repeat(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r/></w:p>`, 60_000)
	refused(t, doctext.ErrCostly, "number.docx", docx(t, numbered, number(strings.Repeat("第", 20_000))))
	// Counted while it is read: what comes after is not looked at any more.
	refused(t, doctext.ErrLong, "numbers.docx", docx(t, numbered+"<w:p><", number(strings.Repeat("第", 99))))
	refused(t, doctext.ErrBroken, "a.docx", docx(t, "<!DOCTYPE x [<!ENTITY a \"b\">]><w:p><", nil))
	refused(t, doctext.ErrKind, "表.xlsx", archive(t, map[string]string{"xl/workbook.xml": "<a/>"}))
	refused(t, doctext.ErrOFD, "文.ofd", archive(t, map[string]string{"OFD.xml": "<a/>"}))
	refused(t, doctext.ErrBroken, "断.docx", docx(t, text, nil)[:60])
	refused(t, doctext.ErrOldWord, "旧.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 word"))
	refused(t, doctext.ErrRTF, "旧.doc", []byte(`{\rtf1 text}`))
}

func TestAWebPageLosesEverythingButItsWords(t *testing.T) {
	t.Parallel()
	page := `<!DOCTYPE html><html><head><title>题</title><style>p{}</style><script>alert(1)</script></head><body onload="x()"><nav>导航</nav>
<h1>山海市<b>若干</b>措施</h1><!-- 批注 <p>不见</p> --><p>第一条 对企业
给予补助。<br>另起一行<script>document.write("<p>坏</p>")</script></p>
<noscript><p>坏</p></noscript><svg><text>坏</text></svg><iframe src=x>坏</iframe><template><p>坏</p></template>
<table><tr><th>档次<th><p>金额</p></tr><tr><td>一档</td><td>10<br>万元</td></tr></table><p>&lt;script&gt;是文字&lt;/script&gt;&#x202e;反</p><div>末<img src=x onerror=alert(1)>尾</div></body></html>`
	d := read(t, "页.html", []byte(page))
	golden(t, `
山海市若干措施
第一条 对企业给予补助。
另起一行
档次 | 金额
一档 | 10 万元
<script>是文字</script>反
末尾`, d.Text)
	require.Equal(t, doctext.HTML, d.Kind)
	require.Equal(t, d.Text, read(t, "", []byte(page)).Text, "told by its content alone")
}

func TestMarkdownLosesItsMarksOnly(t *testing.T) {
	t.Parallel()
	d := read(t, "法.md", []byte("---\nbookCollapseSection: true\n---\n# 中小企业促进法\n\n2017年9月1日 根据《关于修改<中华人民共和国文物保护法>的决定》修正\n\n<!-- INFO END -->\n\n"+
		"## 第一章  总  则\n\n第一条 为了**改善**[经营环境](javascript:alert(1))，\n保障公平。\n\n（一）第一项；\n（二）第二项。\n\n- 甲\n- 乙\n\n> 引用 `代码` 1\\*2\n\n| 档 | 金额 |\n|---|:--:|\n| 一 | 10 |\n\n<script>alert(1)</script>\n***\n结尾&amp;完"))
	golden(t, `
中小企业促进法
2017年9月1日 根据《关于修改<中华人民共和国文物保护法>的决定》修正
第一章 总 则
第一条 为了改善经营环境，保障公平。
（一）第一项；
（二）第二项。
甲
乙
引用 代码 1*2
档 | 金额
一 | 10
结尾&完`, d.Text)
	refused(t, doctext.ErrEmpty, "_index.md", []byte("---\nbookCollapseSection: true\n---"))
	for _, mark := range []string{"[](", "> ", "*a_", "[a](<b", "1. ", "<!--", "`", "|"} {
		_, err := patient().Extract(context.Background(), "a.md", []byte(strings.Repeat(mark, 60_000)))
		require.True(t, err == nil || errors.Is(err, doctext.ErrEmpty), mark)
	}
}

func TestTextIsReadInTheEncodingsOfOffices(t *testing.T) {
	t.Parallel()
	const want = "第一条 企业可以申请补助。\n第二条 自公布之日起施行。"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(want)
	require.NoError(t, err)
	for name, raw := range map[string]string{
		"utf8": want, "mark": "\xEF\xBB\xBF" + want, "gbk": gb, "windows": strings.ReplaceAll(want, "\n", "\r\n"),
		"utf16": "\xFF\xFE" + "\x2c\x7b\x00\x4e\x61\x67",
		"wide":  "　　第一条\u3000企业\u200b可以\u202e申请补助。\n\n\n\t第二条\u00a0自公布之日起施行。\x07",
	} {
		got := read(t, name+".txt", []byte(raw)).Text
		if name == "utf16" {
			require.Equal(t, "第一条", got)
			continue
		}
		require.Equal(t, want, got, name)
	}
	refused(t, doctext.ErrKind, "a.txt", []byte("a\x00b"))
	refused(t, doctext.ErrKind, "a.exe", []byte("MZ"))
	refused(t, doctext.ErrEncoding, "a.txt", []byte("\x80\x81\xff\xfe\xff\x80\xff\xff"))
	refused(t, doctext.ErrEmpty, "a.txt", []byte(" \n\t"))
	refused(t, doctext.ErrPicture, "扫描.pdf", []byte("\x89PNG\r\n\x1a\n"))
	refused(t, doctext.ErrTooLarge, "a.txt", bytes.Repeat([]byte("a"), 33<<20))
	refused(t, doctext.ErrLong, "a.txt", bytes.Repeat([]byte("a"), 5<<20))
	for charset, raw := range map[string]string{"utf-8": want, "gb18030": gb, "utf-16": "\xFE\xFF\x7b\x2c"} {
		got, err := doctext.Charset([]byte(raw))
		require.NoError(t, err)
		require.Equal(t, charset, got)
	}
	cut := read(t, "a.txt", []byte("　　对符合条件的企业按照上一年度研发费用的百分之十给予补助每家最高不超\n过五十万元。\n\n　　企业应当在每年六月三十日前提出申请并且提交全部的申请材料和相关证\n明文件。"))
	require.Len(t, strings.Split(cut.Text, "\n"), 2)
}

func TestReadingStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	long := typeset([]string{strings.Repeat("企业服务中心", 20000)}, 38, 30, "")
	_, err := doctext.Extract(ctx, "a.pdf", book(t, long))
	require.ErrorIs(t, err, context.Canceled)
	l := doctext.Standard()
	l.Time = time.Nanosecond
	_, err = l.Extract(context.Background(), "a.pdf", book(t, long))
	require.ErrorIs(t, err, doctext.ErrCostly)
}

func FuzzExtract(f *testing.F) {
	rows := []row{{74, 700, 12, "第一条 本办法自2026年1月1日起施行。"}}
	f.Add("a.pdf", book(f, [][]row{rows}))
	f.Add("a.pdf", gbkBook(f, rows))
	f.Add("a.pdf", scan(2))
	f.Add("a.docx", docx(f, `<w:p><w:r><w:t>正文</w:t></w:r></w:p>`, map[string]string{"word/numbering.xml": numberingPart}))
	f.Add("a.html", []byte("<table><tr><td>a<p>b</table><script>x</script>"))
	f.Add("a.md", []byte("# a\n\n- [b](c)\n\n| a | b |\n|--|--|\n"))
	f.Add("a.txt", []byte("第一条\n\n第二条"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		d, err := doctext.Extract(context.Background(), name, data)
		if err != nil {
			require.Zero(t, d)
			return
		}
		for line := range strings.SplitSeq(d.Text, "\n") {
			require.NotEmpty(t, line)
		}
		require.NotContains(t, d.Text, "\x00")
	})
}
