package division_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/standard/division"
)

// shared opens a file of the real data that lies outside the repository, and
// skips the test where it is absent.
func shared(t *testing.T, name string) [][]string {
	t.Helper()
	root := os.Getenv("YIKOU_SHARED_DATA")
	if root == "" {
		root = "../../../../shared/data"
	}
	f, err := os.Open(filepath.Join(root, name))
	if err != nil {
		t.Skipf("SKIPPED, real data is absent: %v", err)
	}
	defer func() { require.NoError(t, f.Close()) }()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	return rows[1:]
}

func TestADivisionIsFoundByAnySpellingOfItsCode(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	for code, want := range map[string]string{
		"37": "山东省", "370100": "山东省济南市", "370102000000": "山东省济南市历下区",
		"370102001": "山东省济南市历下区解放路街道", "370102001002": "山东省济南市历下区解放路街道解放桥社区居民委员会",
		"110101": "北京市东城区", "419001": "河南省济源市", "441900003": "广东省东莞市东城街道", "810000": "香港特别行政区",
	} {
		require.Equal(t, want, tree.FullName(code), code)
	}
	for _, code := range []string{"", "99", "370199", "370102001999", "370102001002001", "x"} {
		_, ok := tree.Lookup(code)
		require.False(t, ok, code)
		require.Empty(t, tree.FullName(code))
		require.Empty(t, tree.Name(code))
		require.Nil(t, tree.Path(code))
	}
}

func TestTheTableHasTheNumbersOfItsSource(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	count := map[division.Level]int{}
	var walk func(code string)
	walk = func(code string) {
		before := ""
		for _, d := range tree.Children(code) {
			// require costs too much for 660,000 rows.
			if d.Code <= before || strings.TrimSpace(d.Name) != d.Name || d.Name == "" {
				t.Fatalf("%s %q after %s", d.Code, d.Name, before)
			}
			before = d.Code
			if up, _ := tree.Parent(d.Code); up.Code != code {
				t.Fatalf("%s lies in %s, not in %s", d.Code, up.Code, code)
			}
			count[d.Level()]++
			walk(d.Code)
		}
	}
	walk("")
	// 31 surveyed provinces and Hong Kong, Macao, Taiwan; three cities without
	// districts and one county without streets are not counted twice.
	require.Equal(t, map[division.Level]int{
		division.Province: 34, division.City: 342, division.District: 2978 - 3,
		division.Street: 41_351, division.Community: 620_572,
	}, count)
}

func TestTheTableAgreesWithTheReferenceFiles(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	for _, file := range []string{"provinces", "cities", "areas", "streets_jinan", "villages_jinan"} {
		for _, row := range shared(t, "reference/"+file+".csv") {
			d, ok := tree.Lookup(row[0])
			require.True(t, ok, row[0])
			require.Equal(t, row[1], d.Name, row[0])
		}
	}
}

func TestACityWithoutDistrictsHasItsStreetsDirectlyBelow(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	for _, code := range []string{"441900", "442000", "460400"} {
		list := tree.Children(code)
		require.NotEmpty(t, list)
		for _, d := range list {
			require.Equal(t, division.Street, d.Level())
			up, ok := tree.Parent(d.Code)
			require.True(t, ok)
			require.Equal(t, division.City, up.Level())
		}
	}
}

func TestAnInstanceAddsItsOwnDivisions(t *testing.T) {
	t.Parallel()
	tree, err := division.Default().With([]division.Division{
		{Code: "990101001001001", Name: "第一网格"}, // any order
		{Code: "990101001001", Name: "云溪社区"},
		{Code: "990101001", Name: "云溪街道"},
		{Code: "990101", Name: "云澜区"},
		{Code: "9901", Name: "云澜市"},
		{Code: "99", Name: "云澜省"},
		{Code: "370102001002007", Name: "解放桥第七网格"},
		{Code: "370100", Name: "泉城"}, // another name for a known division
	})
	require.NoError(t, err)
	require.Equal(t, "云澜省云澜市云澜区云溪街道云溪社区第一网格", tree.FullName("990101001001001"))
	require.Equal(t, "山东省泉城历下区解放路街道解放桥社区居民委员会解放桥第七网格", tree.FullName("370102001002007"))
	require.Equal(t, []division.Division{{Code: "990101000000", Name: "云澜区"}}, tree.Children("9901"))
	require.Equal(t, []division.Division{{Code: "370102001002007", Name: "解放桥第七网格"}}, tree.Children("370102001002"))
	require.Len(t, tree.Children(""), 35)
	require.Equal(t, "泉城", tree.Children("37")[0].Name)

	got, ok := tree.Find("", "", "", "云澜省云澜市云澜区云溪街道办事处云溪社区第一网格3号楼")
	require.True(t, ok)
	require.Equal(t, "990101001001001", got.Code)

	_, ok = division.Default().Lookup("99")
	require.False(t, ok, "the national tree stays as it was")

	more, err := tree.With([]division.Division{{Code: "990102", Name: "云溪区"}})
	require.NoError(t, err)
	require.Len(t, more.Children("9901"), 2)
}

func TestDivisionsThatFitNowhereAreRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		extra division.Division
		want  error
	}{
		{division.Division{Code: "9901", Name: "无省市"}, division.ErrOrphan},
		{division.Division{Code: "37x", Name: "错码"}, division.ErrCode},
		{division.Division{Code: "370199", Name: " "}, division.ErrName},
		{division.Division{Code: "000000", Name: "全国"}, division.ErrName},
		{division.Division{Code: "370199", Name: "\xff"}, division.ErrName},
	} {
		_, err := division.Default().With([]division.Division{c.extra})
		require.ErrorIs(t, err, c.want)
	}
}

func TestACodeThatIsGoneLeadsToWhatHasItsPlace(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	for code, want := range map[string]string{
		"371202": "莱芜区", "370284": "黄岛区", "370205": "市北区", "370181": "章丘区", "370634": "蓬莱区",
		"370882": "兖州区", "310108": "静安区", "110104": "西城区", "371200": "济南市", "371202001": "莱芜区",
		"370102": "历下区", "371626": "邹平市", "370802": "任城区",
	} {
		d, ok := tree.Current(code)
		require.True(t, ok, code)
		require.Equal(t, want, d.Name, code)
	}
	_, ok := tree.Current("999999")
	require.False(t, ok)
}

func TestPeopleOfACityNameAPlaceFromItsDistrictDown(t *testing.T) {
	t.Parallel()
	tree := division.Default()
	for code, want := range map[string]string{
		"": "", "370000": "山东省", "370100": "济南市", "370102": "历下区", "370102001000": "历下区解放路街道", "999999": "",
	} {
		require.Equal(t, want, tree.LocalName(code), code)
	}
}
