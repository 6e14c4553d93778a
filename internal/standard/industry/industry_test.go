package industry_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/standard/industry"
)

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

func TestTheClassificationHasTheNumbersOfTheStandardWithItsAmendment(t *testing.T) {
	t.Parallel()
	count := map[industry.Level]int{}
	for _, line := range industry.All() {
		count[line.Level()]++
	}
	require.Equal(t, map[industry.Level]int{industry.Section: 20, industry.Division: 97, industry.Group: 473, industry.Class: 1382}, count)
}

func TestTheTreeHasNoLooseEnds(t *testing.T) {
	t.Parallel()
	for _, line := range industry.All() {
		require.NotEmpty(t, line.Name)
		require.Equal(t, strings.TrimSpace(line.Name), line.Name)
		require.NotContains(t, line.Name, "　")
		up, ok := industry.Parent(line.Code)
		require.Equal(t, line.Level() != industry.Section, ok, line.Code)
		if ok {
			require.Equal(t, line.Level()-1, up.Level(), line.Code)
			require.Contains(t, industry.Children(up.Code), line)
			require.True(t, industry.Under(line.Code, up.Code))
		}
		if line.Level() != industry.Class {
			require.NotEmpty(t, industry.Children(line.Code), line.Code)
		} else {
			require.Empty(t, industry.Children(line.Code))
		}
		path := industry.Path(line.Code)
		require.Len(t, path, int(line.Level()))
		require.Equal(t, line, path[len(path)-1])
	}
	require.Len(t, industry.Children(""), 20)
	require.Nil(t, industry.Children("C9999"))
	require.Nil(t, industry.Path("C9999"))
}

func TestAmendmentOneBroughtTheSupervisoryCommissions(t *testing.T) {
	t.Parallel()
	for code, name := range map[string]string{"S923": "监察委员会、人民法院和人民检察院", "S9231": "监察委员会", "S9232": "人民法院", "S9233": "人民检察院"} {
		line, ok := industry.Lookup(code)
		require.True(t, ok)
		require.Equal(t, name, line.Name)
	}
}

func TestTheClassificationAgreesWithTheReferenceFile(t *testing.T) {
	t.Parallel()
	amended := map[string]bool{"S923": true, "S9231": true, "S9232": true, "S9233": true, "M746": true, "R905": true}
	seen := map[string]bool{}
	for _, row := range shared(t, "reference/gbt4754_2017.csv") {
		line, ok := industry.Lookup(row[0])
		require.True(t, ok, row[0])
		seen[row[0]] = true
		if !amended[row[0]] {
			require.Equal(t, strings.Trim(row[3], " 　"), line.Name, row[0])
		}
	}
	for _, line := range industry.All() {
		require.True(t, seen[line.Code] || amended[line.Code], "%s is here only", line.Code)
	}
}

func TestACodeIsReadWithAndWithoutItsLetter(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"3511": "C3511", "C3511": "C3511", "c3511": "C3511", " 3511 ": "C3511", "３５１１": "C3511", "35": "C35", "351": "C351",
		"C": "C", "c": "C", "01": "A01", "0111": "A0111", "97": "T97", "C3599": "C3599", "C 35": "C35",
	} {
		got, ok := industry.Normalize(in)
		require.True(t, ok, in)
		require.Equal(t, want, got, in)
	}
	for _, in := range []string{"", "1", "Z", "U", "C1", "A3511", "I3511", "C35111", "35111", "98", "00", "C00", "软件", "C3X", "CC35"} {
		_, ok := industry.Normalize(in)
		require.False(t, ok, in)
	}
}

func TestAnIndustryLiesUnderEveryCodeItBeginsWith(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code, branch string
		want         bool
	}{
		{"I6513", "I65", true}, {"I6513", "I", true}, {"I6513", "I6513", true}, {"I6513", "651", true}, {"6513", "I", true},
		{"I65", "I6513", false}, {"I6513", "C", false}, {"I6513", "I64", false}, {"C3511", "35", true},
		{"I6513", "", false}, {"", "I", false}, {"x", "x", false},
	} {
		require.Equal(t, c.want, industry.Under(c.code, c.branch), "%s under %s", c.code, c.branch)
	}
	lines := industry.All()
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SampledFrom(lines).Draw(t, "a"), rapid.SampledFrom(lines).Draw(t, "b")
		onPath := false
		for _, up := range industry.Path(a.Code) {
			onPath = onPath || up == b
		}
		require.Equal(t, onPath, industry.Under(a.Code, b.Code))
		if a.Level() != industry.Section {
			bare, ok := industry.Normalize(a.Code[1:])
			require.True(t, ok)
			require.Equal(t, a.Code, bare)
		}
	})
}

func TestAColumnMayHoldACodeANameOrBoth(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"C3511": "C3511", "3511": "C3511", "矿山机械制造": "C3511", "C3511 矿山机械制造": "C3511", "3511-矿山机械制造": "C3511",
		"软件和信息技术服务业": "I65", "软件和信息技术服务": "I65", "农、林、牧、渔业": "A", "农林牧渔业": "A", "批发业": "F51", "批发": "F51",
		"物业管理": "K7020", "装卸搬运": "G5910", "村卫生室": "Q8424", "社区卫生服务中心(站)": "Q8421", "三维(3D)打印技术推广服务": "M7517",
	} {
		line, ok := industry.Parse(in)
		require.True(t, ok, in)
		require.Equal(t, want, line.Code, in)
	}
	for _, in := range []string{"", " ", "不详", "C9999", "服务", "业", "N/A", "3511矿", "机械"} {
		line, ok := industry.Parse(in)
		if in == "3511矿" {
			require.Equal(t, "C3511", line.Code)
			continue
		}
		require.False(t, ok, "%q gives %s", in, line.Code)
	}
}

func TestEveryNameLeadsBackToItsLine(t *testing.T) {
	t.Parallel()
	for _, line := range industry.All() {
		got, ok := industry.ByName(line.Name)
		require.True(t, ok, line.Name)
		require.True(t, industry.Under(got.Code, line.Code), "%s gives %s", line.Code, got.Code)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"C3511", "3511", "软件开发", "\xff", "Ｃ３５", "İ65"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if code, ok := industry.Normalize(s); ok {
			again, ok := industry.Normalize(code)
			require.True(t, ok)
			require.Equal(t, code, again)
			require.True(t, industry.Under(code, code))
		}
		if line, ok := industry.Parse(s); ok {
			same, ok := industry.Lookup(line.Code)
			require.True(t, ok)
			require.Equal(t, line, same)
		}
	})
}
