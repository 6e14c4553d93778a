package intake

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
)

var today = civil.Of(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))

func reader(t testing.TB, header ...string) *entityReader {
	t.Helper()
	l, err := newLayout(header, enterpriseColumns, columnName, columnUSCC)
	require.NoError(t, err)
	return &entityReader{layout: l, tree: division.Default(), today: today}
}

func TestHeadersAreKnownByAnyOfTheirNames(t *testing.T) {
	t.Parallel()
	for _, header := range [][]string{
		{"uscc", "name"}, {"统一社会信用代码", "企业名称"}, {" USCC ", "Name"}, {"\ufeff*统一社会信用代码", "公司名称（全称）"}, {"统一信用代码(18位)", "名 称"},
	} {
		l, err := newLayout(header, enterpriseColumns, columnName, columnUSCC)
		require.NoError(t, err, header)
		require.Equal(t, 0, l.at[columnUSCC])
		require.Equal(t, 1, l.at[columnName])
	}
	l, err := newLayout([]string{"uscc", "name", "名称", "颜色", ""}, enterpriseColumns, columnName, columnUSCC)
	require.NoError(t, err)
	require.Equal(t, []string{"“名称”列与“name”列是同一项，只用了前一列。", "有 1 列没有用到：颜色。"}, l.notes)
	_, err = newLayout([]string{"企业名称", "地址"}, enterpriseColumns, columnName, columnUSCC)
	require.ErrorIs(t, err, ErrHeader)
	require.Contains(t, err.Error(), "统一社会信用代码（uscc）")
	require.NotContains(t, err.Error(), "缺少企业名称")
	_, err = newLayout([]string{"uscc", "key", "name"}, factColumns, columnUSCC, columnKey, columnValue)
	require.ErrorIs(t, err, ErrHeader)
}

func TestAPlainNumberTakesTheUnitOfItsHeader(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]int64{"注册资本": 5000, "注册资本（万元）": 50_000_000, "注册资本(元)": 5000} {
		d := reader(t, "uscc", "name", header).read(1, []string{"91390102MA00000000", "望渚甲有限公司", "50"})
		require.True(t, d.capital, header)
		require.Equal(t, want, d.entity.Capital.Minor, header)
	}
	d := reader(t, "uscc", "name", "注册资本（万元）").read(1, []string{"91390102MA00000000", "望渚甲有限公司", "50万美元"})
	require.EqualValues(t, 50_000_000, d.entity.Capital.Minor)
	require.Equal(t, "USD", d.entity.Capital.Currency)
}

func TestADivisionIsStatedByColumnsAndInferredFromTheAddressAlone(t *testing.T) {
	t.Parallel()
	stated := reader(t, "uscc", "name", "市", "区县").read(1, []string{"91390102MA00000000", "望渚甲有限公司", "济南市", "历下区"})
	require.Equal(t, record.Located{Code: "370102000000", Tier: record.T0, How: "登记的省市区县和地址"}, stated.entity.Division)
	inferred := reader(t, "uscc", "name", "地址").read(1, []string{"91390102MA00000000", "望渚甲有限公司", "山东省济南市历下区解放路1号"})
	require.Equal(t, record.T3, inferred.entity.Division.Tier)
	require.True(t, inferred.district)
	industry := reader(t, "uscc", "name", "经营范围").read(1, []string{"91390102MA00000000", "望渚甲软件有限公司", "软件开发；信息技术咨询服务"})
	require.Equal(t, record.T3, industry.entity.Industry.Tier)
	require.True(t, strings.HasPrefix(industry.entity.Industry.Code, "I65"), industry.entity.Industry.Code)
}

func FuzzRow(f *testing.F) {
	for _, seed := range []string{"91390102MA00000000", "1,286.5000(万)", "2019年5月6日", "济南市历下区解放路1号", "存续（在营）", "C3511", "\xFF\x00", "N/A", "人民币伍拾万元整"} {
		f.Add(seed, seed, seed)
	}
	header := []string{"uscc", "name", "registered", "type", "capital", "industry", "scope", "province", "city", "district", "address", "status"}
	rows := reader(f, header...)
	dictionary := record.NewDictionary(nil, nil)
	l, err := newLayout([]string{"uscc", "key", "period", "value", "as_of", "source", "tier", "from", "to", "evidence"}, factColumns)
	require.NoError(f, err)
	facts := &factReader{layout: l, dictionary: dictionary, today: today, workbook: true}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		d := rows.read(1, []string{"91390102MA00000000", "望渚甲有限公司" + a, b, c, a, b, c, a, b, c, a, b})
		for _, text := range []string{d.entity.Name, d.entity.Type, d.entity.Capital.Text, d.entity.Scope, d.entity.Address, d.entity.Status} {
			require.True(t, utf8.ValidString(text) && !strings.ContainsAny(text, "\x00\n\r\t"), "%q", text)
		}
		require.True(t, d.refused || d.entity.Name != "" && len(d.entity.USCC) == 18)
		require.GreaterOrEqual(t, d.entity.Capital.Minor, int64(0))
		if d.entity.Division.Code != "" {
			_, known := division.Lookup(d.entity.Division.Code)
			require.True(t, known)
		}
		for _, key := range []string{"revenue", "listed", "registered", "industry", "division", "qualification", "status", "type", a} {
			s := facts.read(1, []string{"91390102MA00000000", key, b, a, c, a, "T0", b, c, a})
			if s.refused {
				require.NotEmpty(t, s.problems)
				continue
			}
			again, err := s.key.Canonical(s.fact.Value)
			require.NoError(t, err)
			require.Equal(t, s.fact.Value, again, "canonical once is canonical for ever")
		}
	})
}
