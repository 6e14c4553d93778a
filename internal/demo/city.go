package demo

import (
	"fmt"
	"strings"

	"github.com/yikou/yikou/internal/standard/division"
)

// The codes of the demo city. 39 is no province of GB/T 2260.
const (
	ProvinceCode = "390000"
	CityCode     = "390100"
	DistrictCode = "390102"
)

// Place is the demo city as a whole.
type Place struct {
	// Province, City and District are full names, such as 望渚区.
	Province, City, District string
	// Divisions holds every place from the province to the grids, each after the
	// one around it; lay them over the national ones with division.Tree.With.
	Divisions []division.Division
	// Departments are those of Departments.
	Departments []Department
}

// City returns the demo city. The district in focus is 望渚区; the three other
// districts are there without streets.
func City() Place {
	return Place{
		Province: "东屿省", City: "霁川市", District: "望渚区",
		Divisions:   divisions(),
		Departments: Departments(),
	}
}

// street is a street or town of the district with its communities. Weight is
// its share of the district's enterprises in thousandths.
type street struct {
	code, name  string
	weight      int
	roads       string
	communities string
}

var streets = [...]street{
	{"001", "渚前街道", 190, "渚前大街 望湖路 学宫街 鼓楼北路", "学宫 望湖 鼓楼 春和 渚前 文昌 泮池 平安里"},
	{"002", "荷桥街道", 150, "荷桥路 藕塘街 新荷东路", "荷桥 藕塘 新荷 莲浦 采菱 柳堤 晴雨 塘西"},
	{"003", "听松街道", 140, "听松路 松岗街 翠屏南路", "松岗 翠屏 听松 竹里 云壑 鹤鸣 南麓 松泉"},
	{"004", "锦帆街道", 170, "锦帆大道 织锦路 科创一路 科创三路", "锦帆 织锦 科创 星港 云帆 智谷 锦西 扬帆"},
	{"005", "云栈街道", 110, "云栈路 货栈街 站前东路", "云栈 站前 货栈 铁佛 东栈 同德 顺河"},
	{"006", "石矶街道", 100, "石矶路 船坞街 滨渚路", "石矶 船坞 滨渚 灯塔 芦湾 渡口 鱼市"},
	{"100", "麦溪镇", 90, "麦溪大街 工业一路 工业二路 工业四路", "麦溪 杏坞 前麦 后麦 溪口 砖窑 柿园 桃坪"},
	{"101", "双槐镇", 50, "双槐路 园区北路 槐东街", "双槐 槐东 槐西 黄土坡 石桥 官井"},
}

var otherDistricts = [...]struct{ code, name string }{
	{"390103", "松澜区"}, {"390104", "北汀区"}, {"390121", "青汀县"},
}

// gridsOf is how many grids a community has: four in the two busiest streets,
// three elsewhere.
func gridsOf(s street) int {
	if s.weight >= 170 {
		return 4
	}
	return 3
}

func (s street) town() bool { return s.code >= "100" }

func (s street) full() string { return DistrictCode + s.code }

func (s street) communityNames() []string { return strings.Fields(s.communities) }

// communityCode numbers from 0. Villages of a town have codes from 201.
func (s street) communityCode(i int) string {
	first := 1
	if s.town() {
		first = 201
	}
	return fmt.Sprintf("%s%03d", s.full(), first+i)
}

func (s street) communityLabel(i int) string {
	name := s.communityNames()[i]
	if s.town() && i > 0 {
		return name + "村"
	}
	return name + "社区"
}

func divisions() []division.Division {
	list := []division.Division{
		{Code: Wide(ProvinceCode), Name: "东屿省"},
		{Code: Wide(CityCode), Name: "霁川市"},
		{Code: Wide(DistrictCode), Name: "望渚区"},
	}
	for _, d := range otherDistricts {
		list = append(list, division.Division{Code: Wide(d.code), Name: d.name})
	}
	for _, s := range streets {
		list = append(list, division.Division{Code: Wide(s.full()), Name: s.name})
		for i := range s.communityNames() {
			code := s.communityCode(i)
			list = append(list, division.Division{Code: code, Name: s.communityLabel(i)})
			for g := range gridsOf(s) {
				list = append(list, division.Division{
					Code: fmt.Sprintf("%s%03d", code, g+1),
					Name: fmt.Sprintf("第%s网格", chineseDigit(g+1)),
				})
			}
		}
	}
	return list
}

// Wide returns a code with zeros added to the twelve digits of a community's.
func Wide(code string) string { return (code + "000000000000")[:12] }

func chineseDigit(n int) string {
	return string([]rune("〇一二三四五六七八九")[n])
}
