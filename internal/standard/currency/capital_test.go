package currency_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/standard/currency"
)

func TestCapitalIsReadAsRegistersWriteIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"70000万人民币":          "700000000.00 CNY",
		"50(万元人民币)":          "500000.00 CNY",
		"12(万美元)":            "120000.00 USD",
		"201.7万人民币":          "2017000.00 CNY",
		"26万元":               "260000.00 CNY",
		"1,234.5000(万)":      "12345000.00 CNY",
		"1,234,000.5(万元人民币)": "12340005000.00 CNY",
		"0万元":                "0.00 CNY",
		"５０．５（万元）":           "505000.00 CNY",
		"10万元人民币":            "100000.00 CNY",
		"10万人民币元":            "100000.00 CNY",
		"人民币10万元":            "100000.00 CNY",
		"人民币壹佰万元整":           "1000000.00 CNY",
		"伍拾万元":               "500000.00 CNY",
		"一千二百万":              "12000000.00 CNY",
		"一亿二千万元":             "120000000.00 CNY",
		"十五万元":               "150000.00 CNY",
		"两千零五万元":             "20050000.00 CNY",
		"1.5亿元":              "150000000.00 CNY",
		"3千万元":               "30000000.00 CNY",
		"500万港元":             "5000000.00 HKD",
		"500万港币":             "5000000.00 HKD",
		"3,000(万日元)":         "30000000.00 JPY",
		"12.5(万欧元)":          "125000.00 EUR",
		"1万英镑":               "10000.00 GBP",
		"8(万新加坡元)":           "80000.00 SGD",
		"8(万澳大利亚元)":          "80000.00 AUD",
		"USD 120,000":        "120000.00 USD",
		"120000 usd":         "120000.00 USD",
		"美元12万":              "120000.00 USD",
		"￥1234.50":           "1234.50 CNY",
		"1234.50":            "1234.50 CNY",
		"1000000":            "1000000.00 CNY",
		"0.123456789万元":      "1234.57 CNY", // half up
		"0.00005万":           "0.50 CNY",
		"0.005元":             "0.01 CNY",
		"注册资本:50万元":          "500000.00 CNY",
	} {
		got, ok, stated := currency.ParseCapital(text)
		require.True(t, stated, text)
		require.True(t, ok, text)
		require.Equal(t, want, got.String(), text)
	}
}

func TestACellThatSaysNothingStatesNoCapital(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "  ", "N/A", "n/a", "-", "—", "/", "无", "null", "（）"} {
		_, ok, stated := currency.ParseCapital(text)
		require.False(t, ok, text)
		require.False(t, stated, text)
	}
}

func TestWhatIsNoSingleAmountIsStatedButNotRead(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"万人民币", "约50万元", "-50万元", "50万元/60万元", "50-60万", "1.2.3万", "50万元(折合8万美元)", "50美元人民币", "五万元六万元",
		"出口商品组织代理", "1e9", "99999999999999999999万元", "9223372036854775807亿亿", "万", ".", "一二三万元", "50万个",
		strings.Repeat("9", 1_000_000),
	} {
		_, ok, stated := currency.ParseCapital(text)
		require.True(t, stated, "%.40s", text)
		require.False(t, ok, "%.40s", text)
	}
}

func TestAnAmountIsReadBackFromItsDecimal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(0, 1<<60).Draw(t, "fen")
		want := currency.Amount{Hundredths: fen, Currency: currency.CNY}
		got, ok, _ := currency.ParseCapital(want.Decimal())
		require.True(t, ok)
		require.Equal(t, want, got)
		got, ok, _ = currency.ParseCapital(want.String())
		require.True(t, ok)
		require.Equal(t, want, got)

		wan := rapid.Int64Range(0, 1_000_000_000).Draw(t, "wan")
		decimals := rapid.Int64Range(0, 9999).Draw(t, "decimals")
		got, ok, _ = currency.ParseCapital(fmt.Sprintf("%d.%04d(万元人民币)", wan, decimals))
		require.True(t, ok)
		require.Equal(t, (wan*10_000+decimals)*100, got.Hundredths)
	})
}

func TestEveryCurrencyIsReadByItsNameAndItsCode(t *testing.T) {
	t.Parallel()
	for _, code := range []currency.Code{"CNY", "USD", "HKD", "JPY", "EUR", "GBP", "SGD", "AUD", "CAD", "CHF", "KRW", "TWD", "MOP", "DEM", "FRF"} {
		require.NotEmpty(t, code.Name())
		for _, text := range []string{"12万" + code.Name(), code.Name() + "12万", string(code) + "12万", "12(万" + code.Name() + ")"} {
			got, ok, _ := currency.ParseCapital(text)
			require.True(t, ok, text)
			require.Equal(t, currency.Amount{Hundredths: 12_000_000, Currency: code}, got, text)
		}
	}
	require.Empty(t, currency.Code("XXX").Name())
}

func TestTheRegisterOfShandongStatesCapitalThatCanBeRead(t *testing.T) {
	t.Parallel()
	root := os.Getenv("YIKOU_SHARED_DATA")
	if root == "" {
		root = "../../../../shared/data"
	}
	f, err := os.Open(filepath.Join(root, "enterprises/shandong.csv"))
	if err != nil {
		t.Skipf("SKIPPED, real data is absent: %v", err)
	}
	defer func() { require.NoError(t, f.Close()) }()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	states, read := 0, 0
	currencies := map[currency.Code]int{}
	for _, row := range rows[1:] {
		a, ok, stated := currency.ParseCapital(row[4])
		if stated {
			states++
		}
		if ok {
			read++
			currencies[a.Currency]++
		}
	}
	t.Logf("%d of %d rows state a capital, %d of these are read (%.3f %%): %v", states, len(rows)-1, read, 100*float64(read)/float64(states), currencies)
	require.GreaterOrEqual(t, float64(read), 0.999*float64(states))
}

func FuzzParseCapital(f *testing.F) {
	for _, s := range []string{"70000万人民币", "1,234.5000(万)", "伍拾万元整", "\xff", "万亿", "US$12"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, ok, stated := currency.ParseCapital(s)
		require.True(t, stated || !ok)
		if !ok {
			require.Zero(t, a)
			return
		}
		require.GreaterOrEqual(t, a.Hundredths, int64(0))
		again, ok, _ := currency.ParseCapital(a.String())
		require.True(t, ok)
		require.Equal(t, a, again)
	})
}

func BenchmarkParseCapital(b *testing.B) {
	texts := []string{"70000万人民币", "50(万元人民币)", "12(万美元)", "1,234.5000(万)", "N/A"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		currency.ParseCapital(texts[i%len(texts)])
	}
}
