package reading_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/platform/classify"
	"github.com/yikou/yikou/internal/standard/division"
)

func tree(t testing.TB) *division.Tree {
	t.Helper()
	tree, err := division.Default().With([]division.Division{
		{Code: "390000000000", Name: "东屿省"}, {Code: "390100000000", Name: "霁川市"}, {Code: "390102000000", Name: "望渚区"}, {Code: "390103000000", Name: "松澜区"},
		{Code: "390102001000", Name: "麦溪街道"}, {Code: "390102001001", Name: "柿园社区"}, {Code: "390102002000", Name: "荷桥街道"},
	})
	require.NoError(t, err)
	return tree
}

func offices() []reading.Office {
	return []reading.Office{
		{ID: "d1", Code: "tax", Name: "国家税务总局霁川市望渚区税务局", Division: "390102000000"},
		{ID: "d2", Code: "env", Name: "霁川市生态环境局望渚分局", Division: "390102000000"},
		{ID: "d3", Code: "env-far", Name: "霁川市生态环境局松澜分局", Division: "390103000000"},
		{ID: "d4", Code: "hrs", Name: "望渚区人力资源和社会保障局", Division: "390102000000"},
		{ID: "d5", Code: "street", Name: "望渚区麦溪街道办事处", Division: "390102001000"},
	}
}

func around(t testing.TB) reading.Around {
	t.Helper()
	return reading.Around{
		Models: reading.Shipped(), Topics: topic.Default(), Tree: tree(t), Offices: offices(), Home: "390102000000", Edition: reading.ShippedEdition(),
		Places: []reading.KnownPlace{{Code: "AB2345", Name: "麦溪工业园", Division: "390102001000"}, {Code: "AB2346", Name: "麦溪工业园三号楼", Division: "390102001001"}},
	}
}

func TestAnAppealIsReadWithTheWordsThatDecided(t *testing.T) {
	t.Parallel()
	text := "我们厂在麦溪街道，旁边的厂夜里排放废气，员工头晕。请帮忙解决。"
	p := reading.Read(text, around(t))
	assert.Equal(t, "help", p.Kind.Value)
	assert.Equal(t, "求助", p.Kind.Label)
	assert.Equal(t, "env.pollution.air", p.Topic.Value)
	assert.Equal(t, "环保与安全 / 污染 / 废气", p.Topic.Label)
	assert.Equal(t, []string{"env", "env.pollution", "env.pollution.air"}, []string{p.Steps[0].Code, p.Steps[1].Code, p.Steps[2].Code})
	assert.Equal(t, "390102001000", p.Place.Value)
	assert.Equal(t, reading.Normal, p.Urgency.Value)
	assert.Equal(t, "d2", p.Department.Value)
	assert.Equal(t, "env", p.Duty)
	for _, g := range p.Guesses() {
		assert.NotEmpty(t, g.Field)
		assert.NotEmpty(t, g.Class)
		for _, w := range g.Words {
			assert.Equal(t, w.Text, string([]rune(text)[w.From:w.To]), "%s", g.Field)
		}
	}
	assert.True(t, slices.ContainsFunc(p.Topic.Words, func(w reading.Span) bool { return strings.Contains(w.Text, "废") }), "%v", p.Topic.Words)
	assert.IsNonIncreasing(t, []float64{p.Steps[0].Confidence, p.Steps[1].Confidence, p.Steps[2].Confidence})
}

func TestATextThatSaysNothingIsLeftToAPerson(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "？？", "\x00\xff", strings.Repeat("嗯", 20_000)} {
		p := reading.Read(text, around(t))
		assert.Equal(t, reading.Manual, p.Topic.Class)
		assert.Equal(t, reading.Manual, p.Place.Class)
		assert.Empty(t, p.Place.Value)
	}
}

func TestTheUnitComplainedOfIsNeverProposed(t *testing.T) {
	t.Parallel()
	a := around(t)
	text := "举报有人偷排污水，请查处。"
	assert.Equal(t, "d2", reading.Read(text, a).Department.Value)
	a.Accused = "d2"
	p := reading.Read(text, a)
	assert.Equal(t, "d3", p.Department.Value)
	for _, o := range p.Department.Others {
		assert.NotEqual(t, "d2", o.Value)
	}
	a.Offices = a.Offices[:2]
	a.Offices = append(a.Offices, reading.Office{ID: "d6", Name: "望渚区生态环境监测站", Division: "390102000000", Above: []string{"d2"}})
	p = reading.Read(text, a)
	assert.Empty(t, p.Department.Value, "nobody else has the duty but a station of that unit")
	assert.Equal(t, reading.Manual, p.Department.Class)
}

func TestTheDepartmentNearThePlaceComesFirst(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "d3", reading.Read("松澜区有工厂排放废气，举报。", around(t)).Department.Value)
	assert.Equal(t, "d2", reading.Read("望渚区荷桥街道有工厂排放废气，举报。", around(t)).Department.Value)
}

func TestThePlaceIsTheDeepestOneThatIsNamed(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct {
		code string
		word string
		sure float64
	}{
		"我们在麦溪工业园三号楼办公，楼里没有信号":                         {"390102001001", "麦溪工业园三号楼", 0.97},
		"望渚区荷桥街道的路灯坏了":                                 {"390102002000", "荷桥街道", 0.92},
		"我公司在望渚区。荷桥街道有人占道":                             {"390102002000", "荷桥街道", 0.92},
		"从麦溪街道到荷桥街道都没有公交":                              {"390102001000", "麦溪街道", 0.5},
		"先说麦溪街道的事。再说荷桥街道的事":                            {"390102001000", "麦溪街道", 0.5},
		"松澜区那边的厂":                                      {"390103000000", "松澜区", 0.92},
		strings.Repeat("我们想说一件很久的事情，", 60) + "荷桥街道停水了": {"390102002000", "荷桥街道", 0.92},
		"贷款批不下来":                                       {"", "", 0},
	} {
		g := reading.Read(text, around(t)).Place
		if c.sure == 0.5 && g.Confidence != 0.5 { // two streets in one sentence: the finder may settle for one
			assert.NotEmpty(t, g.Value, text)
			continue
		}
		assert.Equal(t, c.code, g.Value, text)
		assert.InDelta(t, c.sure, g.Confidence, 0.001, text)
		if c.word != "" {
			require.NotEmpty(t, g.Words, text)
			assert.Equal(t, c.word, g.Words[0].Text, text)
			assert.Equal(t, c.word, string([]rune(text)[g.Words[0].From:g.Words[0].To]))
		}
	}
}

func TestWhatEndangersLifeIsUrgentAndWhatOnlySoundsLikeItIsNot(t *testing.T) {
	t.Parallel()
	for text, reason := range map[string]string{
		"车间起火了，有人被困":            "涉及生命安全",
		"隔壁储罐一直在泄漏":             "涉及生命安全",
		"工人拉横幅堵门讨薪":             "可能引发群体事件",
		"贷款明天到期，银行不续了":          "有迫近的期限",
		"标书还剩2天截止，系统进不去":        "有迫近的期限",
		"停电导致全厂停产":              "生产经营已经停下",
		"十万火急，请回电":              "本人说十分紧急",
		"园区断水断电，工人准备罢工":         "可能引发群体事件、生产经营已经停下",
		"想报名参加火灾演练":             "",
		"建议加强培训，防止爆炸":           "",
		"如果发生坍塌由谁负责？":           "",
		"火灾保险怎么买":               "",
		"员工死亡认定材料交给谁":           "",
		"客户信息泄露了":               "",
		"没有人员伤亡":                "",
		"发票额度不够用":               "",
		"项目截止日期是什么时候？":          "",
		"咨询危险品目录在哪里查，谢谢！祝工作顺利！": "",
	} {
		g := reading.Read(text, around(t)).Urgency
		assert.Equal(t, reason, g.Reason, text)
		assert.Equal(t, reason != "", g.Value == reading.Urgent, text)
		assert.Equal(t, reason != "", len(g.Words) > 0, text)
	}
}

func TestAProposalStandsIsSampledOrLeftByItsConfidence(t *testing.T) {
	t.Parallel()
	a := around(t)
	text := "请问发票额度怎么调整？"
	class := func(l reading.Limit) reading.Class {
		a.Edition.Limits = map[reading.Field]reading.Limit{reading.Kind: l}
		return reading.Read(text, a).Kind.Class
	}
	require.Greater(t, reading.Read(text, a).Kind.Confidence, 0.9)
	assert.Equal(t, reading.Automatic, class(reading.Limit{Automatic: 800, Sampled: 500, Share: 10}))
	assert.Equal(t, reading.Sampled, class(reading.Limit{Automatic: 1000, Sampled: 500, Share: 10}), "1000 is never reached")
	assert.Equal(t, reading.Manual, class(reading.Limit{Automatic: 1000, Sampled: 1000, Share: 10}))
	assert.Equal(t, reading.Sampled, reading.Limit{Automatic: 1000, Sampled: 500}.ClassOf(1), "not even by a model that has no doubt at all")
}

func TestWhatLiesBelowTheShareOfItsClassIsChecked(t *testing.T) {
	t.Parallel()
	a := around(t)
	checked := func(l reading.Limit, draw int64) bool {
		a.Edition.Limits, a.Draws = map[reading.Field]reading.Limit{reading.Kind: l}, map[reading.Field]int64{reading.Kind: draw}
		return reading.Read("请问发票额度怎么调整？", a).Kind.Check
	}
	automatic, sampled := reading.Limit{Automatic: 500, Sampled: 400, Share: 50, AutomaticShare: 5}, reading.Limit{Automatic: 1000, Sampled: 400, Share: 50, AutomaticShare: 5}
	assert.True(t, checked(automatic, 4))
	assert.False(t, checked(automatic, 5))
	assert.True(t, checked(sampled, 49))
	assert.False(t, checked(sampled, 50))
	assert.False(t, checked(reading.Limit{Automatic: 1000, Sampled: 1000, Share: 100, AutomaticShare: 100}, 0), "what a person decides anyway is not checked again")
}

func TestAModelIsToldFromAnotherByItsMark(t *testing.T) {
	t.Parallel()
	m := reading.Shipped()
	assert.Regexp(t, `^shipped:[0-9a-f]{8}$`, m.Mark(reading.Kind))
	assert.NotEqual(t, m.Mark(reading.Kind), m.Mark(reading.Topic))
	assert.Equal(t, m.Mark(reading.Topic), m.Mark(reading.Department), "it follows from the topic")
	assert.Equal(t, "rules:1", m.Mark(reading.Place))
	folder := t.TempDir()
	require.NoError(t, reading.Install(folder, reading.Department, m.Topic))
	own, err := reading.Open(folder)
	require.NoError(t, err)
	assert.Equal(t, "own:"+strings.TrimPrefix(m.Mark(reading.Topic), "shipped:"), own.Mark(reading.Department), "the same bytes")
	assert.Equal(t, m.Mark(reading.Kind), own.Mark(reading.Kind))
	assert.Equal(t, m.Mark(reading.Topic), reading.Shipped().Mark(reading.Department), "one office's model is not everybody's")
}

func TestAnOfficePutsItsOwnModelInPlace(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "models")
	shipped, err := reading.Open(folder)
	require.NoError(t, err)
	assert.Same(t, reading.Shipped().Kind, shipped.Kind)

	own, err := classify.Train(t.Context(), []classify.Example{
		{Text: "路灯坏了", Label: "street"}, {Text: "路灯不亮", Label: "street"}, {Text: "发票开不出", Label: "tax"}, {Text: "发票额度", Label: "tax"},
	}, classify.Options{Task: "department"})
	require.NoError(t, err)
	require.ErrorContains(t, reading.Install(folder, reading.Kind, own), "标签应是 consult")
	require.ErrorContains(t, reading.Install(folder, reading.Place, own), "不用模型")
	require.NoError(t, reading.Install(folder, reading.Department, own))
	models, err := reading.Open(folder)
	require.NoError(t, err)
	a := around(t)
	a.Models = models
	p := reading.Read("厂门口的路灯坏了", a)
	assert.Equal(t, "d5", p.Department.Value, "the label is the code of a department")
	assert.Empty(t, p.Duty)

	require.NoError(t, os.WriteFile(filepath.Join(folder, "topic.model"), []byte("rubbish"), 0o600))
	models, err = reading.Open(folder)
	require.ErrorContains(t, err, "topic.model：这不是一口的模型文件")
	assert.Same(t, reading.Shipped().Topic, models.Topic, "the shipped one works in its place")
	assert.NotNil(t, models.Department)
}

func TestNamesAndNumbersAreTakenOutOfWhatIsTrainedFrom(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"我叫张范例，电话13900001111，厂里停电":     "我叫某某，电话***，厂里停电",
		"联系人：李样例（13900001111）":         "联系人:某某(139******11)",
		"请找王先生，或者发邮件到 a.b@example.com": "请找某某先生，或者发邮件到 ***",
		"微信号：abc_12345，座机0390-5550012": "微信号：***，座机***",
		"欧阳示例说发票额度不够":                  "某某说发票额度不够",
		"公司在麦溪街道，发票额度不够用，法人代表变更办不了":    "公司在麦溪街道，发票额度不够用，法人代表变更办不了",
		"我是一家企业的负责人，想咨询":               "我是一家企业的负责人，想咨询",
	} {
		assert.Equal(t, want, reading.Anonymous(in, []string{"欧阳示例", "", "王"}), in)
	}
}

func TestEveryTopicFallsToADutyThatExists(t *testing.T) {
	t.Parallel()
	labels := reading.Shipped().Topic.Card().Labels
	leaves := 0
	for _, one := range topic.Default().All() {
		if one.Level() == 3 {
			leaves++
			_, ok := topic.DutyOf(one.Duty)
			assert.True(t, ok, one.Code)
			assert.Contains(t, labels, one.Code)
		}
	}
	assert.Len(t, labels, leaves)
}

func BenchmarkRead(b *testing.B) {
	a := around(b)
	text := strings.Repeat("我们厂在麦溪街道，旁边的厂夜里排放废气，员工头晕。请帮忙解决。", 13)
	for b.Loop() {
		reading.Read(text, a)
	}
}
