package demo_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
	"github.com/yikou/yikou/internal/standard/industry"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// enterprises returns the rows of WriteEnterprises without the header.
func enterprises(t *testing.T, o demo.Options) [][]string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, demo.WriteEnterprises(&b, o))
	return rows(t, &b, demo.EnterpriseHeader[:])
}

func facts(t *testing.T, o demo.Options) [][]string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, demo.WriteFacts(&b, o))
	return rows(t, &b, demo.FactHeader[:])
}

func rows(t *testing.T, b *bytes.Buffer, header []string) [][]string {
	t.Helper()
	all, err := csv.NewReader(b).ReadAll()
	require.NoError(t, err)
	require.Equal(t, header, all[0])
	return all[1:]
}

func TestTheSameOptionsGiveTheSameCity(t *testing.T) {
	t.Parallel()
	o := demo.Options{Seed: 7, Enterprises: 500}
	require.Equal(t, enterprises(t, o), enterprises(t, o))
	require.Equal(t, facts(t, o), facts(t, o))
	require.NotEqual(t, enterprises(t, o), enterprises(t, demo.Options{Seed: 8, Enterprises: 500}))
}

func BenchmarkTheWholeCity(b *testing.B) {
	for b.Loop() {
		var city bytes.Buffer
		require.NoError(b, demo.WriteEnterprises(&city, demo.Options{}))
		require.NoError(b, demo.WriteFacts(&city, demo.Options{}))
		b.SetBytes(int64(city.Len()))
	}
}

func TestEnterprisesAreValidAndUnlikeOneAnother(t *testing.T) {
	t.Parallel()
	names, codes := map[string]bool{}, map[string]bool{}
	list := enterprises(t, demo.Options{})
	require.Len(t, list, demo.DefaultEnterprises)
	for _, row := range list {
		code, err := uscc.Parse(row[1])
		require.NoError(t, err)
		require.True(t, code.CheckValid(), row[1])
		require.True(t, code.OrganisationValid(), row[1])
		require.Equal(t, demo.DistrictCode, row[1][2:8])
		require.False(t, codes[row[1]], "code %s twice", row[1])
		require.False(t, names[row[0]], "name %s twice", row[0])
		names[row[0]], codes[row[1]] = true, true
		require.True(t, strings.HasPrefix(row[0], "霁川") || strings.HasPrefix(row[0], "望渚"), row[0])
		registered, err := civil.Parse(row[2])
		require.NoError(t, err)
		require.False(t, registered.After(civil.Of(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))))
		found, ok := industry.Lookup(row[5])
		require.True(t, ok, row[5])
		require.NotEmpty(t, found.Name)
		require.Contains(t, row[10], row[9], "the address names the district")
	}
}

func TestThePlaceExistsNowhereElse(t *testing.T) {
	t.Parallel()
	city := demo.City()
	national := division.Default()
	_, taken := national.Lookup(demo.ProvinceCode)
	require.False(t, taken, "province code 39 is assigned")
	tree, err := national.With(city.Divisions)
	require.NoError(t, err)
	count := map[division.Level]int{}
	known := map[string]bool{}
	for _, d := range city.Divisions {
		require.False(t, known[d.Code], d.Code)
		known[d.Code] = true
		count[d.Level()]++
	}
	require.Equal(t, "东屿省霁川市望渚区锦帆街道科创社区", strings.ReplaceAll(tree.FullName("390102004003"), " ", ""))
	require.Equal(t, 8, count[division.Street])
	require.GreaterOrEqual(t, count[division.Community], 58)
	require.GreaterOrEqual(t, count[division.Grid], 190)
	for _, f := range facts(t, demo.Options{}) {
		if f[1] == "division" {
			require.True(t, known[f[3]], f[3])
		}
	}
	for _, name := range []string{city.Province, city.City, city.District, "松澜区", "北汀区", "青汀县"} {
		for _, p := range national.Children("") {
			require.NotEqual(t, name, p.Name)
			for _, c := range national.Children(p.Code) {
				require.NotEqual(t, name, c.Name)
				for _, d := range national.Children(c.Code) {
					require.NotEqual(t, name, d.Name)
				}
			}
		}
	}
}

func TestFactsAreInOrderAndAgreeWithOneAnother(t *testing.T) {
	t.Parallel()
	kinds := dictionary(t)
	type key struct{ uscc, key, period string }
	values := map[key]int{}
	for _, f := range facts(t, demo.Options{}) {
		require.Contains(t, []string{"T0", "T1", "T2", "T3"}, f[6])
		require.NotEmpty(t, f[5], "a fact without a source")
		asOf, err := civil.Parse(f[4])
		require.NoError(t, err)
		require.False(t, asOf.After(civil.Of(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))))
		kind, ok := kinds[f[1]]
		require.True(t, ok, "key %s is in no dictionary", f[1])
		switch kind {
		case "number":
			n, err := strconv.Atoi(f[3])
			require.NoError(t, err)
			require.GreaterOrEqual(t, n, 0)
			if f[6] == "T0" {
				values[key{f[0], f[1], f[2]}] = n
			}
		case "bool":
			require.Equal(t, "true", f[3])
		case "date":
			_, err := civil.Parse(f[3])
			require.NoError(t, err)
		case "qualification":
			from, err := civil.Parse(f[7])
			require.NoError(t, err)
			if f[8] != "" {
				to, err := civil.Parse(f[8])
				require.NoError(t, err)
				require.True(t, from.Before(to), "%v", f)
			}
		}
	}
	atMost := func(small, big string) {
		seen := 0
		for k, n := range values {
			if limit, ok := values[key{k.uscc, big, k.period}]; ok && k.key == small {
				require.LessOrEqual(t, n, limit, "%s %s %s over %s", k.uscc, k.period, small, big)
				seen++
			}
		}
		require.NotZero(t, seen, "%s was never compared with %s", small, big)
	}
	atMost("rd_expense", "revenue")
	atMost("export", "revenue")
	atMost("tax_paid", "revenue")
	atMost("insured_staff", "staff")
	atMost("graduates_hired", "insured_staff")
	atMost("disabled_staff", "insured_staff")
}

// dictionary returns the kind of each key that the demo may use.
func dictionary(t *testing.T) map[string]string {
	t.Helper()
	kinds := map[string]string{
		"division": "code", "dishonest": "bool", "abnormal": "bool", "penalty": "bool", "listed": "bool",
	}
	for _, k := range strings.Fields("staff revenue assets tax_paid rd_expense rd_staff export graduates_hired insured_staff patents") {
		kinds[k] = "number"
	}
	var extra []struct{ Key, Label, Kind string }
	require.NoError(t, json.Unmarshal(demo.FactKeys(), &extra))
	for _, k := range extra {
		require.NotContains(t, kinds, k.Key, "the dictionary names %s twice", k.Key)
		require.NotEmpty(t, k.Label)
		kinds[k.Key] = k.Kind
	}
	return kinds
}

func TestNobodyInTheDemoIsAPersonWithARealNumber(t *testing.T) {
	t.Parallel()
	codes := map[string]string{}
	for _, row := range enterprises(t, demo.Options{Enterprises: 6}) {
		codes[row[1]] = row[0]
	}
	require.Len(t, codes, 6)
	phones := map[string]bool{}
	for _, a := range demo.EnterpriseAccounts() {
		require.Regexp(t, `^1900000\d{4}$`, a.Phone)
		require.False(t, phones[a.Phone])
		phones[a.Phone] = true
		require.Regexp(t, "示例|样例|范例|演示", a.Name)
		for _, m := range a.Mandates {
			require.Equal(t, codes[m.USCC], m.Enterprise)
		}
	}
	logins, departments := map[string]bool{}, map[string]bool{}
	for _, d := range demo.Departments() {
		require.False(t, departments[d.Code])
		departments[d.Code] = true
		require.True(t, d.Parent == "" || departments[d.Parent], "parents come first")
		require.Regexp(t, `^0390-5550\d{4}$`, d.Phone)
	}
	for _, s := range demo.Staff() {
		require.False(t, logins[s.Login])
		logins[s.Login] = true
		require.True(t, departments[s.Department], s.Department)
		require.NotEmpty(t, s.Roles)
		require.Regexp(t, "示例|样例|范例|演示", s.Name)
	}
}

func TestNoOneHoldsTwoOfTheThreeAdministrations(t *testing.T) {
	t.Parallel()
	held := map[string]int{}
	for _, s := range demo.Staff() {
		admin := 0
		for _, r := range s.Roles {
			if strings.HasSuffix(r, "_admin") {
				admin++
				held[r]++
			}
		}
		require.LessOrEqual(t, admin, 1, s.Login)
	}
	require.Len(t, held, 3)
}
