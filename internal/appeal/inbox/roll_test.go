package inbox_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/inbox"
	"github.com/yikou/yikou/internal/kernel"
)

// The rows of many blocks come in no order, and some change afterwards.
func TestPagesAreInOrderHoweverRowsCameAndChanged(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	rows := make([]inbox.Row, 20_000)
	throw := func(r *inbox.Row) {
		r.State, r.Due = []string{"received", "closed"}[random.IntN(2)], []int64{inbox.NoDue, int64(random.IntN(9000))}[random.IntN(2)]
		r.Parts = []inbox.Part{{Department: []string{"tax", "parks"}[random.IntN(2)], Staff: "s", Live: random.IntN(2) == 0}}
	}
	for i := range rows {
		rows[i].ID = kernel.NewID()
		throw(&rows[i])
	}
	random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	roll := inbox.New()
	require.NoError(t, roll.Put(rows))
	for range 3000 {
		r := &rows[random.IntN(len(rows))]
		throw(r)
		require.NoError(t, roll.Put([]inbox.Row{*r}))
	}
	require.Equal(t, len(rows), roll.Len())
	sight := inbox.Sight{Reach: inbox.OfDepartments, Departments: []string{"tax"}}
	for _, box := range []inbox.Box{{}, {States: []string{"received"}}, {In: true, Departments: []string{"tax"}}, {DueFrom: 100, DueUntil: 5000}} {
		for _, order := range []inbox.Order{{}, {ByDue: true}} {
			var wanted []inbox.Row
			for _, r := range rows {
				if p := r.Parts[0]; p.Department == "tax" && (len(box.States) == 0 || r.State == "received") && (!box.In || p.Live) &&
					(box.DueUntil == 0 || r.Due >= 100 && r.Due <= 5000) {
					wanted = append(wanted, r)
				}
			}
			slices.SortFunc(wanted, func(a, b inbox.Row) int {
				if order.ByDue {
					return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.ID, b.ID))
				}
				return cmp.Compare(b.ID, a.ID)
			})
			require.Equal(t, []int64{int64(len(wanted))}, roll.Count(sight, []inbox.Box{box}))
			var after *inbox.Key
			for at := 0; at < len(wanted); at += 400 {
				ids, total := roll.Page(sight, box, inbox.Filter{}, order, after, 400)
				require.EqualValues(t, len(wanted), total)
				for i, id := range ids {
					require.Equal(t, wanted[at+i].ID, id)
				}
				require.Len(t, ids, min(400, len(wanted)-at))
				last := wanted[at+len(ids)-1]
				id, _ := inbox.ParseID(last.ID)
				after = &inbox.Key{ID: id, Due: last.Due}
			}
		}
	}
}

func TestAnIDIsReadAsItIsWrittenAndInNoOtherWay(t *testing.T) {
	t.Parallel()
	text := kernel.NewID()
	id, ok := inbox.ParseID(text)
	require.True(t, ok)
	require.Equal(t, text, id.String())
	for _, wrong := range []string{"", "0190A000-0000-7000-8000-000000000000", text[:35], text + "0", "0190a000x0000-7000-8000-000000000000", "0190a000-0000-7000-8000-00000000000g"} {
		_, ok := inbox.ParseID(wrong)
		require.False(t, ok, wrong)
	}
}

func TestWhatSharesTheRarestWordsIsTheMostAlikeAndOnlyWhatIsSeen(t *testing.T) {
	t.Parallel()
	texts := []string{
		"希望尽快解决地下车库消防通道堵塞", "希望尽快解决社保转移", "希望尽快解决招工困难", "希望尽快解决地下车库积水", "希望尽快解决消防通道和地下车库的堵塞",
	}
	rows := make([]inbox.Row, len(texts))
	for i, text := range texts {
		rows[i] = inbox.Row{ID: kernel.NewID(), Text: text}
	}
	rows[4].Accused = "parks"
	roll := inbox.New()
	require.NoError(t, roll.Put(rows))
	everyone := inbox.Sight{Reach: inbox.Everyone}
	const asked = "地下车库的消防通道又堵塞了"
	require.Equal(t, []string{rows[4].ID, rows[0].ID, rows[3].ID}, roll.Alike(everyone, asked, 3))
	require.Equal(t, []string{rows[0].ID, rows[3].ID}, roll.Alike(inbox.Sight{Reach: inbox.Everyone, Shielded: []string{"parks"}}, asked, 3))
	require.Equal(t, []string{rows[3].ID}, roll.Alike(everyone, "希望尽快解决积水", 1), "what stands in every text says the least")
	require.Empty(t, roll.Alike(everyone, "从来没有人这样写过", 3))
	require.Empty(t, roll.Alike(inbox.Sight{}, asked, 3))
	require.Empty(t, inbox.New().Alike(everyone, asked, 3))
}
