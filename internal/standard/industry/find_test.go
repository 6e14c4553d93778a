package industry_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/standard/industry"
)

func TestTheIndustryIsFoundFromNameAndScope(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, scope, want string }{
		// Who makes, who sells wholesale, who sells in a shop.
		{"", "钢材生产、销售", "C313"},
		{"", "钢材批发", "F5164"},
		{"", "服装零售", "F5232"},
		{"", "批发、零售：服装", "F5132"},
		{"某某服装店", "批发、零售：服装", "F5232"},
		{"某某服装厂", "服装", "C1819"},
		{"某某商贸有限公司", "服装、鞋帽", "F5132"},
		{"", "生产床上用品；批发钢材", "C1771"},
		// The verb may stand at either end of a list.
		{"", "销售：五金，交电，建材", "F5174"},
		{"", "五金，交电，建材销售", "F5174"},
		{"", "加工、销售：大理石、花岗石板材", "C3032"},
		// What stands in brackets or is excluded does not count.
		{"", "软件开发（不含出版物批发、图书零售、药品零售）", "I6513"},
		{"", "餐饮服务，不含住宿、酒店、洗浴", "H6210"},
		{"", "普通货运(依法须经批准的项目，经相关部门批准后方可开展经营活动)", "G5431"},
		// Activities that speak for themselves.
		{"某某银行股份有限公司某某支行", "经营范围以批准文件所列的为准", "J6621"},
		{"某某石化有限公司第七加油站", "润滑油销售；汽车清洗服务；日用百货便利店经营", "F5265"},
		{"某某物业有限公司", "物业管理；保洁服务；房屋租赁", "K7020"},
		{"某某房地产开发有限公司", "房地产开发、商品房销售", "K7010"},
		{"", "建筑工程设计及咨询", "M7484"},
		{"", "工程造价咨询，招标代理", "M7481"},
		{"", "汽车维修；汽车配件零售", "O8111"},
		{"", "入境旅游业务，国内旅游业务", "L7291"},
		{"", "集中式供水，供水管道安装", "D4610"},
		{"", "劳务派遣", "L7263"},
		{"", "海水养殖", "A0411"},
		{"", "住宿", "H6129"},
		{"", "典当", "J6633"},
		// The scope tells more than the name, the name more than the tail of the scope.
		{"某某科技有限公司", "工业机器人、数控机床研发、制造、销售；货物进出口；房屋租赁", "C3491"},
		{"某某电梯有限公司", "电梯的安装、维修", "C4320"},
		{"", "模具", "F5179"},
		{"某某衡器厂", "", "C4050"},
	} {
		got := industry.FindEnterprise(c.name, c.scope, 1)
		require.NotEmpty(t, got, "%s %s", c.name, c.scope)
		require.Equal(t, c.want, got[0].Code, "%s %s gives %s %s", c.name, c.scope, got[0].Code, got[0].Name)
	}
}

func TestAClassIsFoundFromItsOwnName(t *testing.T) {
	t.Parallel()
	missed, total := 0, 0
	for _, line := range industry.All() {
		if line.Level() != industry.Class || strings.HasPrefix(line.Name, "其他") {
			continue
		}
		total++
		got := industry.Find(line.Name, 3)
		hit := false
		for _, m := range got {
			hit = hit || industry.Under(line.Code, m.Code) || industry.Under(m.Code, line.Code)
		}
		if !hit {
			missed++
		}
	}
	t.Logf("%d of %d names of classes lead elsewhere", missed, total)
	require.LessOrEqual(t, missed, total/20)
}

func TestWordsThatSayNothingFindNothing(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "无", "销售本公司产品", "一般经营项目", "依法须经批准的项目", "；；，，（（"} {
		require.Empty(t, industry.Find(s, 5), s)
	}
	require.Empty(t, industry.Find("软件开发", 0))
}

func TestMatchesAreOrderedAndWithinBounds(t *testing.T) {
	t.Parallel()
	words := []string{"钢材", "服装", "批发", "零售", "生产", "、", "，", "；", "（", "）", "软件开发", "不含", "餐饮服务", "某某", "房屋租赁"}
	rapid.Check(t, func(t *rapid.T) {
		scope := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 40).Draw(t, "scope"), "")
		n := rapid.IntRange(0, 8).Draw(t, "n")
		got := industry.FindEnterprise("某某公司", scope, n)
		require.LessOrEqual(t, len(got), n)
		last := 1.0
		for _, m := range got {
			require.GreaterOrEqual(t, m.Score, industry.MinScore)
			require.LessOrEqual(t, m.Score, last)
			last = m.Score
			line, ok := industry.Lookup(m.Code)
			require.True(t, ok)
			require.Equal(t, line, m.Industry)
		}
		require.Equal(t, got, industry.FindEnterprise("某某公司", scope, n), "the same again")
	})
}

func TestTheRegisterOfShandongFindsAnIndustryForMostFirms(t *testing.T) {
	t.Parallel()
	rows := shared(t, "enterprises/shandong.csv")
	found := 0
	for _, row := range rows {
		if len(industry.FindEnterprise(row[0], row[5], 1)) > 0 {
			found++
		}
	}
	t.Logf("a place in the classification for %d of %d rows (%.2f %%)", found, len(rows), 100*float64(found)/float64(len(rows)))
	require.GreaterOrEqual(t, float64(found), 0.97*float64(len(rows)))
}

func FuzzFind(f *testing.F) {
	f.Add("某某商贸有限公司", "批发、零售：服装（不含进口）")
	f.Add("\xff", strings.Repeat("；", 2000))
	f.Fuzz(func(t *testing.T, name, scope string) {
		for _, m := range industry.FindEnterprise(name, scope, 5) {
			_, ok := industry.Lookup(m.Code)
			require.True(t, ok)
		}
	})
}

func BenchmarkFindEnterprise(b *testing.B) {
	industry.Find("", 1)
	b.ReportAllocs()
	for b.Loop() {
		industry.FindEnterprise("某某厨房设备有限责任公司",
			"厨房设备、金属家具、制冷设备、通风管道、食品机械、木制家具的生产、销售及安装；设备租赁；货物进出口(依法须经批准的项目除外)", 3)
	}
}
