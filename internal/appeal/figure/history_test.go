package figure_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
)

// happens lets something happen to one of the cases, and reports whether it could.
func (b *bundle) happens(random *rand.Rand, ids []string) bool {
	b.t.Helper()
	c, err := b.ByID(b.t.Context(), ids[random.IntN(len(ids))])
	require.NoError(b.t, err)
	other, err := b.ByID(b.t.Context(), ids[random.IntN(len(ids))])
	require.NoError(b.t, err)
	unit := c.Lead
	if unit == "" || random.IntN(4) == 0 {
		unit = []string{"tax", "tax-hall", "water"}[random.IntN(3)]
	}
	ask, h, words := handling.Ask{ID: c.ID, Version: c.Version}, b.handling, "按规定这样处理，请知悉。"
	in := func(do func(ctx context.Context, c *appeal.Case) (appeal.Done, error)) func() error {
		return func() error {
			_, err := b.Change(b.centre(), appeal.Step{ID: c.ID, Version: c.Version, Permission: appeal.PermRead}, do)
			return err
		}
	}
	acts := []func() error{
		func() error { return h.Accept(b.centre(), ask, random.IntN(3) == 0) },
		func() error {
			return h.Classify(b.centre(), ask, appeal.Classification{Kind: appeal.Complain, Division: "390103"})
		},
		func() error { return h.Refuse(b.centre(), ask, "court", words) },
		func() error {
			o := appeal.Order{Lead: unit}
			if random.IntN(2) == 0 {
				o.CoHandlers = []string{"water"}
			}
			return h.Dispatch(b.centre(), ask, o, "")
		},
		func() error { return h.Take(b.unit(unit), ask) },
		func() error { return h.Answer(b.unit(unit), ask, words) },
		func() error {
			return h.Return(b.unit(unit), ask, appeal.Return{Clause: "三定规定第四条第二项", Suggested: "water", Reason: "这不是本部门的职责"})
		},
		func() error {
			return h.Reply(b.unit(unit), ask, handling.Draft{Words: words, Closing: []appeal.Closing{appeal.Solved, appeal.Partly}[random.IntN(2)]})
		},
		func() error { return h.Approve(b.leader(), ask) },
		func() error {
			back := appeal.Callback{Reached: random.IntN(4) > 0, Words: words}
			if back.Reached {
				back.Result, back.Grade = []appeal.Closing{appeal.Solved, appeal.Partly, appeal.Open}[random.IntN(3)], 1+random.IntN(5)
			}
			return h.CallBack(b.centre(), ask, back)
		},
		func() error { return h.Merge(b.centre(), ask, []handling.Ask{{ID: other.ID, Version: other.Version}}) },
		func() error { return h.Unmerge(b.centre(), ask, words) },
		func() error {
			return b.out.Ask(b.unit(unit), exclusion.Request{ID: c.ID, Version: c.Version}, "conditions", words)
		},
		func() error {
			return b.out.Decide(b.centre(), exclusion.Request{ID: c.ID, Version: c.Version}, random.IntN(4) > 0, words)
		},
		func() error {
			return b.out.Withdraw(b.unit(unit), exclusion.Request{ID: c.ID, Version: c.Version}, words)
		},
		in(func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
			return b.ReopenBy(ctx, c, appeal.Reporter, words)
		}),
		in(func(ctx context.Context, c *appeal.Case) (appeal.Done, error) { return b.WithdrawBy(ctx, c, words) }),
		in(func(ctx context.Context, c *appeal.Case) (appeal.Done, error) {
			return b.RateBy(ctx, c, appeal.Rating{Grade: 1 + random.IntN(5)})
		}),
	}
	n := random.IntN(len(acts))
	if usual := map[appeal.State][]int{
		appeal.Received: {0}, appeal.Accepted: {3}, appeal.Dispatched: {4, 4, 6}, appeal.InHand: {5, 7, 7}, appeal.Replied: {8}, appeal.Read: {9}, appeal.Closed: {17, 15, 12, 13},
	}[c.State]; random.IntN(4) > 0 && len(usual) > 0 {
		n = usual[random.IntN(len(usual))]
	}
	err = acts[n]()
	var refused *errs.Error
	require.True(b.t, err == nil || errors.As(err, &refused) && refused.Kind != errs.Internal, "%d: %v", n, err)
	return err == nil
}

// The columns in memory answer, and inside a transaction the cases themselves are
// read: both come to the same numbers and lists, whatever happened to the cases.
func TestWhatIsKeptReadyIsWhatTheCasesThemselvesComeTo(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		random := rand.New(rand.NewPCG(seed, 1))
		var ids []string
		done := 0
		for round := range 8 {
			for range 5 {
				ids = append(ids, b.receive(func(c *appeal.Case) {
					c.Kind = []appeal.Kind{appeal.Help, appeal.Consult, appeal.Report}[random.IntN(3)]
					c.Channel = []appeal.Channel{appeal.ByPortal, appeal.ByHotline}[random.IntN(2)]
					c.Accused = []string{"", "", "tax"}[random.IntN(3)]
				}))
			}
			for range 70 {
				if b.happens(random, ids) {
					done++
				}
				b.clock.Move(time.Duration(random.IntN(150)) * time.Minute)
			}
			b.alike()
			if round == 5 {
				require.NoError(t, b.WarmInbox(t.Context()), "as after a start")
				b.alike()
			}
		}
		require.Greater(t, done, 150, "too few acts were possible")
		t.Logf("%d acts", done)
	})
}

// alike compares both ways of counting for every reader and question.
func (b *bundle) alike() {
	b.t.Helper()
	for _, who := range []context.Context{b.leader(), b.unit("tax"), b.unit("tax-hall"), b.unit("water"), b.as("zhao", "centre", kernel.ReachOwn)} {
		for _, q := range []figure.Question{
			{By: figure.ByDepartment, Side: figure.Lead}, {By: figure.ByDepartment, Side: figure.Helping}, {By: figure.ByKind}, {By: figure.ByChannel},
			{By: figure.ByDivision, Month: "2026-02", Until: "2026-05"}, {By: figure.ByPerson, Department: "tax", Side: figure.Lead},
		} {
			kept, err := b.Rates(who, q)
			if errors.Is(err, figure.ErrDepartment) {
				continue // another department's people
			}
			require.NoError(b.t, err)
			numbers := []figure.Number{{Question: q, Whole: true, Rate: figure.Resolution, Part: figure.TheMissed}, {Question: q, Whole: true, Part: figure.Excluded}}
			for _, row := range kept.Rows {
				for _, rate := range figure.Rates {
					numbers = append(numbers, figure.Number{Question: q, Key: row.Key, Rate: rate, Part: figure.Denominator})
				}
			}
			var read figure.Table
			lists := make([][]string, len(numbers))
			require.NoError(b.t, b.DB.InTx(who, func(ctx context.Context) (err error) {
				if read, err = b.Rates(ctx, q); err != nil {
					return err
				}
				for i, n := range numbers {
					lists[i] = b.numbered(ctx, n)
				}
				return nil
			}))
			require.Equal(b.t, read, kept)
			for i, n := range numbers {
				require.Equal(b.t, lists[i], b.numbered(who, n), "%+v", n)
			}
		}
	}
}

func (b *bundle) numbered(ctx context.Context, n figure.Number) (ids []string) {
	b.t.Helper()
	rows, err := b.Behind(ctx, n, kernel.Page{Limit: 200})
	require.NoError(b.t, err)
	for _, c := range rows.Items {
		ids = append(ids, c.ID)
	}
	return ids
}
