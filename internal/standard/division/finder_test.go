package division_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/standard/division"
)

func TestTheAddressNamesItsDivision(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	for _, c := range []struct{ city, address, want string }{
		// The district is written in full, after all, some or none of what it lies in.
		{"青岛", "青岛市市北区某某路1号", "山东省青岛市市北区"},
		{"济南", "长清区某某街1号", "山东省济南市长清区"},
		{"威海", "山东省威海市乳山市迎春街东首", "山东省威海市乳山市"},
		{"潍坊", "寿光市羊口镇某某街1号", "山东省潍坊市寿光市羊口镇"},
		{"青岛", "青岛市青岛市市南区中山路1号", "山东省青岛市市南区"},
		{"", "山东省青岛市崂山区沙子口街道1号", "山东省青岛市崂山区沙子口街道"},
		{"济南", "济南市(历下区)某某路1号", "山东省济南市历下区"},
		// A city and a district share a character.
		{"青岛", "青岛市北区延安路1号", "山东省青岛市市北区"},
		{"济南", "济南市中区英雄山路1号", "山东省济南市市中区"},
		{"济南", "济南市中山路1号", "山东省济南市"},
		{"枣庄", "枣庄市市中医院", "山东省枣庄市"},
		{"枣庄", "枣庄市市中光明路1号", "山东省枣庄市市中区"},
		// Short names count where they are not the name of a road.
		{"潍坊", "安丘青云路八号", "山东省潍坊市安丘市"},
		{"青岛", "青岛即墨岳飞二路6号", "山东省青岛市即墨区"},
		{"青岛", "青岛胶州路1号", "山东省青岛市"},
		{"青岛", "胶州北路1号", "山东省青岛市"},
		{"烟台", "莱阳一路1号", "山东省烟台市"},
		{"淄博", "张店西十二路1号", "山东省淄博市张店区"},
		{"泰安", "泰安市泰山大街1号", "山东省泰安市"},
		{"菏泽", "东明路市场1号", "山东省菏泽市"},
		// Names that are gone.
		{"济南", "章丘市明水街道1号", "山东省济南市章丘区明水街道"},
		{"青岛", "胶南市人民路1号", "山东省青岛市黄岛区"},
		{"济宁", "兖州市建设路1号", "山东省济宁市兖州区"},
		{"威海", "文登市龙山路1号", "山东省威海市文登区"},
		{"青岛", "青岛市四方区南昌路1号", "山东省青岛市市北区"},
		{"济宁", "济宁市市中区红星路1号", "山东省济宁市任城区"},
		{"临沂", "苍山县长城镇1号", "山东省临沂市兰陵县长城镇"},
		{"德州", "陵县陵州路1号", "山东省德州市陵城区"},
		{"济南", "莱芜市莱城区口镇1号", "山东省济南市莱芜区"},
		{"烟台", "掖县城里", "山东省烟台市莱州市"},
		{"上海", "上海市闸北区共和新路1号", "上海市静安区"},
		{"", "湖北省襄樊市襄阳区1号", "湖北省襄阳市襄州区"},
		// Development zones, with and without a code of their own.
		{"济南", "济南高新区舜华路1号", "山东省济南市济南高新技术产业开发区"},
		{"青岛", "青岛经济技术开发区长江路1号", "山东省青岛市黄岛区"},
		{"淄博", "淄博高新技术产业开发区柳泉路1号", "山东省淄博市张店区"},
		{"潍坊", "寿光市经济开发区1号", "山东省潍坊市寿光市"},
		{"烟台", "莱州市某镇开发区1号", "山东省烟台市莱州市"},
		{"烟台", "某某镇开发区1号", "山东省烟台市"},
		// Streets and communities; a town may have become a street.
		{"济南", "济南市历下区解放路街道解放桥社区1号", "山东省济南市历下区解放路街道解放桥社区居民委员会"},
		{"济南", "历下区解放路街道办事处解放桥路1号", "山东省济南市历下区解放路街道"},
		{"青岛", "青岛市崂山区中韩街道办事处王家村", "山东省青岛市崂山区中韩街道"},
		{"济南", "济南市历城区仲宫镇1号", "山东省济南市历城区仲宫街道"},
		{"潍坊", "龙都街道办事处1号", "山东省潍坊市诸城市龙都街道"},
		{"滨州", "", "山东省滨州市"},
		// The address is believed against the column when it is explicit.
		{"济南", "山东省青岛市市北区1号", "山东省青岛市市北区"},
		{"济南", "泰山路1号", "山东省济南市"},
	} {
		province := "山东"
		if c.city == "上海" || c.city == "" {
			province = ""
		}
		d, ok := tree.Find(province, c.city, "", c.address)
		require.True(t, ok, c.address)
		got := tree.FullName(d.Code)
		require.Equal(t, c.want, got, c.address)
	}
}

func TestColumnsAloneNameADivision(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	for _, c := range []struct{ province, city, district, want string }{
		{"山东省", "济南市", "历下区", "山东省济南市历下区"},
		{"山东", "济南", "历下", "山东省济南市历下区"},
		{"370000", "370100", "370102", "山东省济南市历下区"},
		{"", "", "370102001", "山东省济南市历下区解放路街道"},
		{"山东", "济南", "章丘市", "山东省济南市章丘区"},
		{"", "", "371202", "山东省济南市莱芜区"},
		{"内蒙古", "呼和浩特", "", "内蒙古自治区呼和浩特市"},
		{"四川", "阿坝州", "", "四川省阿坝藏族羌族自治州"},
		{"吉林", "延边", "", "吉林省延边朝鲜族自治州"},
		{"湖北", "恩施", "恩施市", "湖北省恩施土家族苗族自治州恩施市"},
		{"北京", "北京", "海淀", "北京市海淀区"},
		{"广东", "东莞", "", "广东省东莞市"},
	} {
		d, ok := tree.Find(c.province, c.city, c.district, "")
		require.True(t, ok, c.want)
		require.Equal(t, c.want, tree.FullName(d.Code))
	}
}

func TestANameThatCouldBeSeveralDivisionsIsNotTaken(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	_, ok := tree.Find("", "", "", "鼓楼区中山路1号")
	require.False(t, ok)
	d, ok := tree.Find("江苏", "", "", "鼓楼区中山路1号")
	require.True(t, ok)
	require.Equal(t, "江苏省", tree.FullName(d.Code))
	d, ok = tree.Find("江苏", "徐州", "", "鼓楼区中山路1号")
	require.True(t, ok)
	require.Equal(t, "江苏省徐州市鼓楼区", tree.FullName(d.Code))
	_, ok = tree.Find("", "", "", "某某大厦1号")
	require.False(t, ok)
}

func TestEveryDistrictIsFoundByItsFullName(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	for _, province := range tree.Children("") {
		for _, city := range tree.Children(province.Code) {
			for _, d := range tree.Children(city.Code) {
				if d.Level() != division.District {
					continue
				}
				got, ok := tree.Find("", "", "", tree.FullName(d.Code)+"人民路1号")
				require.True(t, ok, d.Name)
				require.Equal(t, d, got, tree.FullName(d.Code))
			}
		}
	}
}

func TestTheRegisterOfShandongNamesItsDistricts(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	found, named, missed, compared, moved := 0, 0, 0, 0, 0
	rows := shared(t, "enterprises/shandong.csv")
	for _, row := range rows {
		d, _ := tree.Find(row[6], row[7], "", row[8])
		if d.Level() >= division.District {
			found++
			registered, ok := tree.Current(row[1][2:8])
			if ok && registered.Level() == division.District {
				compared++
				if !division.Under(d.Code, registered.Code) {
					moved++
				}
			}
			continue
		}
		if namesDistrict(tree, row[7], row[8]) {
			named++
			missed++
		}
	}
	named += found
	t.Logf("district found in %d of %d rows (%.2f %%); of addresses that name one %.3f %%; other than where registered: %d of %d (%.2f %%)",
		found, len(rows), 100*float64(found)/float64(len(rows)), 100*float64(found)/float64(named), moved, compared, 100*float64(moved)/float64(compared))
	require.LessOrEqual(t, float64(missed), 0.0005*float64(named))
	require.LessOrEqual(t, float64(moved), 0.015*float64(compared), "firms move, but not that many")
	require.GreaterOrEqual(t, found, 38_000)
}

// namesDistrict is a second, slow opinion: does the address hold the full name of
// a district of its city?
func namesDistrict(tree *division.Tree, city, address string) bool {
	for _, c := range tree.Children("37") {
		if !strings.HasPrefix(c.Name, city) {
			continue
		}
		for _, d := range tree.Children(c.Code) {
			if strings.Contains(address, d.Name) {
				return true
			}
		}
	}
	return false
}

func FuzzFind(f *testing.F) {
	f.Add("山东", "济南", "历下区", "济南市历下区解放路1号")
	f.Add("", "", "", strings.Repeat("青岛市北区", 100))
	f.Add("37", "\xff", "３７", "市市市区区区(）")
	tree := division.Default()
	f.Fuzz(func(t *testing.T, province, city, district, address string) {
		d, ok := tree.Find(province, city, district, address)
		require.Equal(t, ok, !d.IsZero())
		if ok {
			same, known := tree.Lookup(d.Code)
			require.True(t, known)
			require.Equal(t, same, d)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	tree := division.Default()
	addresses := []string{
		"青岛市市北区某某路18号", "长清区某某街10号", "安丘市青云路八号", "山东省威海市乳山市迎春街东首",
		"山东省济南市历下区某某路24-2号", "青岛市崂山区中韩街道办事处王家村", "人民路1号",
	}
	cities := []string{"青岛", "济南", "潍坊", "威海", "济南", "青岛", "滨州"}
	tree.Find("", "", "", addresses[5])
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		tree.Find("山东", cities[i%len(cities)], "", addresses[i%len(addresses)])
	}
}
