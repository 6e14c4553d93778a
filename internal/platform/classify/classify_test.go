package classify_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/classify"
)

// made are invented sentences about three matters; wrong is the share of labels
// that say another one.
func made(rows int, wrong float64) []classify.Example {
	random := rand.New(rand.NewPCG(7, 7))
	who := []string{"我公司", "我们厂", "本企业", "园区里的一家小店", "我单位"}
	about := map[string][]string{
		"税费": {"发票额度不够用", "退税迟迟没有到账", "申报系统打不开", "纳税信用评级有疑问"},
		"用工": {"招不到熟练工人", "职工社保转移不了", "工伤认定没有结果", "员工的居住证办不下来"},
		"环保": {"旁边的厂夜里排放废气", "污水管网没有接通", "危险废物没有地方收", "环评手续卡住了"},
	}
	end := []string{"，请尽快解决。", "，希望有人来看看。", "，该找哪个部门？", "，谢谢！"}
	labels := []string{"税费", "用工", "环保"}
	out := make([]classify.Example, rows)
	for i := range out {
		label := labels[i%3]
		text := who[random.IntN(len(who))] + about[label][random.IntN(4)] + end[random.IntN(len(end))]
		if random.Float64() < wrong {
			label = labels[random.IntN(3)]
		}
		out[i] = classify.Example{Text: text, Label: label}
	}
	return out
}

func trained(t testing.TB, rows []classify.Example) *classify.Model {
	t.Helper()
	m, err := classify.Train(t.Context(), rows, classify.Options{Task: "试验"})
	require.NoError(t, err)
	return m
}

func file(t testing.TB, m *classify.Model) []byte {
	t.Helper()
	var b bytes.Buffer
	_, err := m.WriteTo(&b)
	require.NoError(t, err)
	return b.Bytes()
}

func TestAModelFindsTheMatterOfATextItHasNotSeen(t *testing.T) {
	t.Parallel()
	m := trained(t, made(150, 0))
	for text, label := range map[string]string{
		"店里的发票额度怎么提高":   "税费",
		"工人的社保断了怎么办":    "用工",
		"隔壁每天排放废气，味道很大": "环保",
	} {
		guesses := m.Classify(text)
		assert.Equal(t, label, guesses[0].Label, text)
		sum := 0.0
		for i, g := range guesses {
			sum += g.Confidence
			assert.True(t, i == 0 || g.Confidence <= guesses[i-1].Confidence, "the surest comes first")
		}
		assert.InDelta(t, 1, sum, 1e-9)
	}
	assert.ElementsMatch(t, []string{"环保", "用工", "税费"}, m.Card().Labels)
	assert.Equal(t, "试验", m.Card().Task)
	assert.Equal(t, 150, m.Card().Rows)
	assert.InDelta(t, 1, m.Card().Accuracy, 0.001)
}

func TestTheSameRowsGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	rows := made(200, 0.1)
	assert.True(t, bytes.Equal(file(t, trained(t, rows)), file(t, trained(t, rows))))
	changed := slices.Clone(rows)
	changed[3].Label = rows[4].Label
	assert.False(t, bytes.Equal(file(t, trained(t, rows)), file(t, trained(t, changed))))
}

func TestAModelComesBackFromItsFileAsItWas(t *testing.T) {
	t.Parallel()
	m := trained(t, made(150, 0.1))
	name := filepath.Join(t.TempDir(), "topic.model")
	require.NoError(t, m.Save(name))
	again, err := classify.Load(name)
	require.NoError(t, err)
	assert.Equal(t, m.Card(), again.Card())
	for _, e := range made(60, 0) {
		assert.Equal(t, m.Explain(e.Text), again.Explain(e.Text))
	}
	assert.Equal(t, file(t, m), file(t, again))
	left, err := os.ReadDir(filepath.Dir(name))
	require.NoError(t, err)
	assert.Len(t, left, 1, "nothing is left beside the file")
}

func TestWhatIsToldWithEightyPercentIsRightAboutEightTimesInTen(t *testing.T) {
	t.Parallel()
	m := trained(t, made(900, 0.3))
	r, err := classify.Evaluate(t.Context(), m, made(3000, 0.3)[900:], time.Now)
	require.NoError(t, err)
	assert.InDelta(t, 0.8, r.Accuracy, 0.03, "of three in ten labels that are drawn, one in three comes out right")
	assert.Less(t, r.Calibration, 0.08)
}

// edged are long texts that hold the same words whatever their label; only which
// stands near an edge tells the labels apart.
func edged(rows int, seed uint64, atEnd bool) []classify.Example {
	random := rand.New(rand.NewPCG(seed, 9))
	words := []string{"多久能办好", "一直没人管"}
	filler := func(least int) string {
		var b strings.Builder
		for range least + random.IntN(10) {
			b.WriteRune(rune('一' + random.IntN(300)))
		}
		return b.String()
	}
	out := make([]classify.Example, rows)
	for i := range out {
		near, inner := words[i%2], words[1-i%2]
		text := filler(5) + near + filler(60) + inner + filler(60)
		if atEnd {
			text = filler(60) + inner + filler(60) + near + filler(5)
		}
		out[i] = classify.Example{Text: text, Label: near}
	}
	return out
}

func TestWhatIsSaidAtTheEdgesOfALongTextCountsAnew(t *testing.T) {
	t.Parallel()
	for _, atEnd := range []bool{false, true} {
		m := trained(t, edged(200, 1, atEnd))
		r, err := classify.Evaluate(t.Context(), m, edged(100, 2, atEnd), time.Now)
		require.NoError(t, err)
		assert.Greater(t, r.Accuracy, 0.9, "at the end: %t", atEnd)
		e := m.Explain(edged(2, 3, atEnd)[1].Text)
		require.NotEmpty(t, e.Words)
		assert.Contains(t, "一直没人管", e.Words[0].Text, "at the end: %t", atEnd)
	}
}

// weighed are texts of random characters, of which a few are rather one label's;
// counts says how many of each label.
func weighed(seed uint64, counts ...int) (out []classify.Example) {
	random := rand.New(rand.NewPCG(seed, 11))
	for label, count := range counts {
		for range count {
			var text strings.Builder
			for range 14 {
				at := random.IntN(600)
				if random.IntN(4) == 0 {
					at = 100*label + random.IntN(30)
				}
				text.WriteRune(rune('一' + at))
			}
			out = append(out, classify.Example{Text: text.String(), Label: fmt.Sprint(label)})
		}
	}
	return out
}

func TestARareLabelIsSaidToo(t *testing.T) {
	t.Parallel()
	m := trained(t, weighed(1, 300, 300, 300, 24))
	r, err := classify.Evaluate(t.Context(), m, weighed(2, 200, 200, 200, 200), time.Now)
	require.NoError(t, err)
	assert.Greater(t, r.PerClass["3"].Recall, 0.35, "one row in forty carries it")
	assert.Greater(t, r.PerClass["0"].Recall, 0.9, "nor does it drown the others")
}

func TestAnExplanationNamesTheWordsThatDecided(t *testing.T) {
	t.Parallel()
	m := trained(t, made(150, 0))
	text := "我们厂想问一下：ＡＢ１２ 发票额度不够用，怎么办？"
	e := m.Explain(text)
	assert.Equal(t, "税费", e.Label)
	require.NotEmpty(t, e.Words)
	assert.Contains(t, "发票额度不够用", e.Words[0].Text)
	for _, w := range e.Words {
		assert.Equal(t, w.Text, string([]rune(text)[w.From:w.To]), "offsets are characters of the text as it came")
		assert.Positive(t, w.Share)
	}
	assert.Empty(t, m.Explain("").Words)
	assert.NotEmpty(t, m.Explain("").Label)
}

func TestAFileHoldsNoWordOfTheTextsAndTellsNoTwoNumbersApart(t *testing.T) {
	t.Parallel()
	rows := made(150, 0)
	for i := range rows {
		rows[i].Text += "联系人范例娘，电话13900001111"
	}
	m := trained(t, rows)
	assert.NotContains(t, string(file(t, m)), "范例娘")
	assert.NotContains(t, string(file(t, m)), "13900001111")
	assert.Equal(t, m.Classify("电话13900001111"), m.Classify("电话13788889999"))
	assert.Equal(t, m.Classify("退税 没有\n到账"), m.Classify("退税没有到账"), "white space does not count")
	assert.Equal(t, m.Classify("VAT１２"), m.Classify("vat34"), "neither do width and case")
}

func TestATrainingThatCannotWorkIsRefusedInWords(t *testing.T) {
	t.Parallel()
	many := make([]classify.Example, 0, 1001)
	for i := range 1001 {
		many = append(many, classify.Example{Text: "字", Label: fmt.Sprint(i)})
	}
	for name, c := range map[string]struct {
		rows []classify.Example
		task string
		says string
	}{
		"one label":       {rows: made(30, 0)[:1], says: "至少要有两种标签"},
		"too many labels": {rows: many, says: "最多 1000 种"},
		"a long label":    {rows: []classify.Example{{Text: "a", Label: strings.Repeat("长", 101)}, {Text: "b", Label: "b"}}, says: "标签太长"},
		"a long name":     {rows: made(30, 0), task: strings.Repeat("长", 61), says: "任务名太长"},
	} {
		_, err := classify.Train(t.Context(), c.rows, classify.Options{Task: c.task})
		require.ErrorContains(t, err, c.says, name)
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := classify.Train(stopped, made(60, 0), classify.Options{})
	require.ErrorIs(t, err, context.Canceled)
}

func TestALimitKeepsTheFileSmall(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 3))
	rows := made(2000, 0)
	for i := range rows {
		for range 60 {
			rows[i].Text += string(rune('一' + random.IntN(3000)))
		}
	}
	large := trained(t, rows)
	small, err := classify.Train(t.Context(), rows, classify.Options{Limit: 32 << 10})
	require.NoError(t, err)
	assert.Greater(t, len(file(t, large)), 32<<10)
	assert.LessOrEqual(t, len(file(t, small)), 32<<10)
	assert.Equal(t, "环保", small.Classify("排放废气")[0].Label)
}

func TestRowsWithAMistakeAreRefusedWithTheirLine(t *testing.T) {
	t.Parallel()
	good := `{"text":"甲","label":"乙"}` + "\n"
	for in, says := range map[string]string{
		"":                                   "一行也没有",
		good + "{":                           "第 2 行：不是一个 JSON 对象",
		good + "\n" + `{"text":"甲"}`:         "第 3 行：没有 label",
		`{"label":"乙"}`:                      "第 1 行：没有 text",
		`{"text":"  ","label":"乙"}`:          "第 1 行：没有 text",
		`{"text":"甲","label":3}`:             "第 1 行：label 应当是文字",
		`["text"]`:                           "第 1 行：不是一个 JSON 对象",
		"\ufeff" + good:                      "BOM",
		"{\"text\":\"\xff\",\"label\":\"\"}": "第 1 行：不是 UTF-8",
		good + `{"text":"` + strings.Repeat("a", 1<<20) + `","label":"乙"}`: "第 2 行：一行最多 1024 KB",
		`{"text":"甲","label":"` + strings.Repeat("长", 101) + `"}`:          "第 1 行：label 太长",
		strings.Repeat("[", 100_000):                                       "第 1 行：不是一个 JSON 对象",
	} {
		_, err := classify.ReadRows(strings.NewReader(in))
		require.ErrorContains(t, err, says)
	}
	rows, err := classify.ReadRows(strings.NewReader(good + "\n  \n" + `{"text":"丙","label":" 丁 ","id":9}`))
	require.NoError(t, err)
	assert.Equal(t, []classify.Example{{Text: "甲", Label: "乙"}, {Text: "丙", Label: "丁"}}, rows)
}

func TestMoreTextThanATrainingTakesIsRefusedWhileItIsRead(t *testing.T) {
	t.Parallel()
	line := `{"text":"` + strings.Repeat("长", 8000) + `","label":"a"}` + "\n"
	lines := &endless{line: line}
	_, err := classify.ReadRows(lines)
	require.ErrorContains(t, err, "第 2501 行：到这里已经超过 2000 万字")
	assert.Less(t, lines.read, 2600*len(line))
}

type endless struct {
	line string
	read int
}

func (e *endless) Read(b []byte) (int, error) {
	n := copy(b, e.line[e.read%len(e.line):])
	e.read += n
	return n, nil
}

func TestTheMeanOfTheLabelsIsWhatCountsInMacroF1(t *testing.T) {
	t.Parallel()
	m := trained(t, made(150, 0))
	r, err := classify.Evaluate(t.Context(), m, []classify.Example{
		{Text: "发票额度不够用", Label: "税费"}, {Text: "退税没有到账", Label: "税费"}, {Text: "招不到熟练工人", Label: "税费"},
		{Text: "排放废气", Label: "环保"}, {Text: "污水管网没有接通", Label: "没见过的"},
	}, time.Now)
	require.NoError(t, err)
	assert.Equal(t, 5, r.Rows)
	assert.InDelta(t, 0.6, r.Accuracy, 1e-9)
	assert.Equal(t, classify.Score{Rows: 3, Precision: 1, Recall: 2.0 / 3, F1: 0.8}, rounded(r.PerClass["税费"]))
	assert.Equal(t, classify.Score{Rows: 1, Precision: 0.5, Recall: 1, F1: 2.0 / 3}, rounded(r.PerClass["环保"]))
	assert.Zero(t, r.PerClass["没见过的"].F1)
	assert.Zero(t, r.PerClass["用工"].F1, "said, never meant")
	assert.InDelta(t, (0.8+2.0/3)/4, r.MacroF1, 1e-9)
}

func rounded(s classify.Score) classify.Score {
	if s.F1 > 0.79 && s.F1 < 0.81 {
		s.F1 = 0.8
	}
	return s
}

func TestACrossValidationNeverTrainsOnWhatItJudges(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 5))
	rows, more := make([]classify.Example, 120), make([]classify.Example, 120)
	for i := range rows {
		var text strings.Builder
		for range 40 {
			text.WriteRune(rune('一' + random.IntN(5000)))
		}
		label := fmt.Sprint(random.IntN(2))
		rows[i] = classify.Example{Text: text.String(), Label: label}
		// The same with every tenth character cut out.
		var cut []rune
		for k, r := range []rune(text.String()) {
			if k%10 != 9 {
				cut = append(cut, r)
			}
		}
		more[i] = classify.Example{Text: string(cut), Label: label}
	}
	r, err := classify.CrossValidate(t.Context(), rows, more, 4, classify.Options{}, time.Now)
	require.NoError(t, err)
	assert.Equal(t, 120, r.Dropped)
	assert.Less(t, r.Accuracy, 0.7, "labels by chance cannot be told")
	_, err = classify.CrossValidate(t.Context(), rows[:3], nil, 4, classify.Options{}, time.Now)
	require.ErrorContains(t, err, "3 行分不成 4 份")
}
