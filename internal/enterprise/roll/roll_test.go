package roll_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/enterprise/roll"
)

func drawRow(t *rapid.T, ordinal uint32) roll.Row {
	r := roll.Row{
		Ordinal: ordinal, USCC: fmt.Sprintf("91370100MA%08d", rapid.IntRange(0, 30).Draw(t, "code")),
		Name:      rapid.StringOfN(rapid.SampledFrom([]rune("望渚科技Ab公司")), 1, 6, -1).Draw(t, "name"),
		Division:  rapid.SampledFrom([]string{"", "390102000000", "390102001000", "390103000000"}).Draw(t, "division"),
		Industry:  rapid.SampledFrom([]string{"", "C3511", "C3512", "I6513"}).Draw(t, "industry"),
		SizeClass: rapid.SampledFrom([]string{"", "small", "micro"}).Draw(t, "size"), Status: rapid.SampledFrom([]string{"存续", "注销"}).Draw(t, "status"),
		Registered: rapid.Int32Range(-3, 3).Draw(t, "registered"), Capital: rapid.Int64Range(-1, 3).Draw(t, "capital"),
		Updated: rapid.Int64Range(0, 3).Draw(t, "updated"),
	}
	for range rapid.IntRange(0, 2).Draw(t, "qualifications") {
		from := rapid.Int32Range(0, 5).Draw(t, "from")
		r.Qualifications = append(r.Qualifications, roll.Qualification{
			Value: rapid.SampledFrom([]string{"srdi", "unicorn"}).Draw(t, "value"), From: from, To: from + rapid.Int32Range(0, 3).Draw(t, "days"),
		})
	}
	return r
}

func drawFilter(t *rapid.T) roll.Filter {
	f := roll.Filter{
		SizeClass: rapid.SampledFrom([]string{"", "", "micro"}).Draw(t, "class"), Status: rapid.SampledFrom([]string{"", "", "存续"}).Draw(t, "state"),
		Qualification: rapid.SampledFrom([]string{"", "", "srdi"}).Draw(t, "qualification"), Today: rapid.Int32Range(0, 8).Draw(t, "today"),
		Text: rapid.SampledFrom([]string{"", "", "科技", "望", "a", "9137", "91370100ma0"}).Draw(t, "text"),
	}
	if rapid.Bool().Draw(t, "by division") {
		f.Divisions = []string{"390102"}
	}
	if rapid.Bool().Draw(t, "by industry") {
		f.Industries = []string{"C351", "I"}
	}
	if rapid.Bool().Draw(t, "limited") {
		reach := "390102001"
		f.Reach = &reach
	}
	if rapid.IntRange(0, 4).Draw(t, "only") == 0 {
		f.Only = []string{"91370100MA00000003", "91370100MA00000004"}
	}
	return f
}

// wanted is the meaning of a filter in plain words.
func wanted(r roll.Row, f roll.Filter) bool {
	branch := func(code string, branches []string) bool {
		return slices.ContainsFunc(branches, func(b string) bool { return strings.HasPrefix(code, b) })
	}
	valid := func(q roll.Qualification) bool {
		return q.Value == f.Qualification && q.From <= f.Today && f.Today <= q.To
	}
	return (f.Only == nil || slices.Contains(f.Only, r.USCC)) &&
		(f.Reach == nil || strings.HasPrefix(r.Division, *f.Reach)) &&
		(f.Divisions == nil || branch(r.Division, f.Divisions)) && (f.Industries == nil || branch(r.Industry, f.Industries)) &&
		(f.SizeClass == "" || r.SizeClass == f.SizeClass) && (f.Status == "" || r.Status == f.Status) &&
		(f.Qualification == "" || slices.ContainsFunc(r.Qualifications, valid)) &&
		(f.Text == "" || strings.Contains(strings.ToLower(r.Name), strings.ToLower(f.Text)) || strings.HasPrefix(r.USCC, strings.ToUpper(f.Text)))
}

func ordered(o roll.Order, a, b roll.Row) int {
	return cmp.Or([]int{cmp.Compare(a.Name, b.Name), cmp.Compare(a.Registered, b.Registered), cmp.Compare(a.Capital, b.Capital), cmp.Compare(a.Updated, b.Updated)}[o],
		cmp.Compare(a.Ordinal, b.Ordinal))
}

func TestPagesAreExactlyTheRowsOfTheFilterInOrderHoweverOftenRowsChange(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var r roll.Roll
		model := map[uint32]roll.Row{}
		for range rapid.IntRange(1, 4).Draw(t, "rounds") {
			var batch []roll.Row
			for range rapid.IntRange(0, 40).Draw(t, "rows") {
				row := drawRow(t, rapid.Uint32Range(1, 130).Draw(t, "ordinal"))
				model[row.Ordinal] = row
				batch = append(batch, row)
			}
			r.Put(batch)
			require.Equal(t, len(model), r.Len())
			f, o := drawFilter(t), roll.Order(rapid.IntRange(0, 3).Draw(t, "order"))
			desc, limit := rapid.Bool().Draw(t, "desc"), rapid.IntRange(1, 20).Draw(t, "limit")
			var want []roll.Row
			for _, row := range model {
				if wanted(row, f) {
					want = append(want, row)
				}
			}
			slices.SortFunc(want, func(a, b roll.Row) int {
				if desc {
					a, b = b, a
				}
				return ordered(o, a, b)
			})
			var got []uint32
			var after *roll.Cursor
			for {
				page, next, total := r.Page(f, o, desc, after, limit)
				require.Equal(t, len(want), total)
				got = append(got, page...)
				if next == nil {
					break
				}
				require.Len(t, page, limit)
				after = next
			}
			require.Len(t, got, len(want))
			for i, row := range want {
				require.Equal(t, row.Ordinal, got[i])
			}
		}
	})
}

func TestACursorStaysGoodWhenItsRowHasMoved(t *testing.T) {
	t.Parallel()
	var r roll.Roll
	r.Put([]roll.Row{{Ordinal: 1, Name: "a"}, {Ordinal: 2, Name: "b"}, {Ordinal: 3, Name: "c"}, {Ordinal: 4, Name: "d"}})
	page, next, _ := r.Page(roll.Filter{}, roll.ByName, false, nil, 2)
	require.Equal(t, []uint32{1, 2}, page)
	r.Put([]roll.Row{{Ordinal: 2, Name: "z"}})
	page, _, _ = r.Page(roll.Filter{}, roll.ByName, false, next, 10)
	require.Equal(t, []uint32{3, 4, 2}, page)
}

// many returns a registry of n rows with the spread of a real one.
func many(n int) *roll.Roll {
	random := rand.New(rand.NewPCG(1, 2))
	trades := []string{"科技", "商贸", "餐饮", "机械", "物流", "建筑", "文化传媒", "生物医药"}
	var r roll.Roll
	batch := make([]roll.Row, 0, 4096)
	for i := 1; i <= n; i++ {
		row := roll.Row{
			Ordinal: uint32(i), USCC: fmt.Sprintf("91370100MA%08d", i),
			Name:     fmt.Sprintf("山东%c%c%c%s有限公司", 0x4E00+random.IntN(3000), 0x4E00+random.IntN(3000), 0x4E00+random.IntN(3000), trades[random.IntN(8)]),
			Division: fmt.Sprintf("3701%02d%03d000", random.IntN(12), random.IntN(20)), Industry: fmt.Sprintf("%c%04d", 'A'+random.IntN(20), random.IntN(80)),
			SizeClass: []string{"micro", "micro", "micro", "micro", "small", "medium"}[random.IntN(6)], Status: []string{"存续", "存续", "存续", "注销"}[random.IntN(4)],
			Registered: int32(random.IntN(16000)), Capital: random.Int64N(1e12), Updated: int64(i / 500),
		}
		if random.IntN(20) == 0 {
			row.Qualifications = []roll.Qualification{{Value: "high_tech", From: 0, To: 20000}}
		}
		if batch = append(batch, row); len(batch) == cap(batch) {
			r.Put(batch)
			batch = batch[:0]
		}
	}
	r.Put(batch)
	return &r
}

func BenchmarkList(b *testing.B) {
	r := many(1_400_000)
	r.Warm()
	reach := "370102"
	cases := map[string]roll.Filter{
		"all":           {},
		"division":      {Divisions: []string{"370102"}},
		"street":        {Divisions: []string{"370102004"}},
		"status":        {Status: "存续"},
		"size":          {SizeClass: "micro"},
		"qualification": {Qualification: "high_tech", Today: 15000},
		"everything":    {Divisions: []string{"3701"}, Industries: []string{"C"}, SizeClass: "small", Status: "存续", Qualification: "high_tech", Today: 15000},
		"word":          {Text: "生物"},
		"rare":          {Text: "一丁七", Reach: &reach},
		"letters":       {Text: "abc"},
		"code":          {Text: "91370100MA0123"},
	}
	for name, f := range cases {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r.Page(f, roll.ByName, false, nil, 50)
			}
		})
	}
	b.Run("after one row changed", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			r.Put([]roll.Row{{Ordinal: uint32(i%1000 + 1), Name: fmt.Sprint(i), Registered: int32(i)}})
			r.Page(roll.Filter{}, roll.ByName, false, nil, 50)
			r.Page(roll.Filter{}, roll.ByRegistered, true, nil, 50)
		}
	})
}
