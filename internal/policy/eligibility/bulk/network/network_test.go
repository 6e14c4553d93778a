package network_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
)

// formula is what a ref stands for, computed row by row.
type formula func(row int) bool

func TestANetworkComputesWhatItsNodesSayRowByRow(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const inputs = 6
		var slots [inputs]network.Block
		word := rapid.Uint64()
		for i := range slots {
			for _, w := range []int{0, 7, network.BlockWords - 1} {
				slots[i][w] = word.Draw(t, "bits")
			}
		}
		refs := []network.Ref{network.Always, network.Never}
		means := []formula{func(int) bool { return true }, func(int) bool { return false }}
		for i := range slots {
			refs = append(refs, network.Slot(i), network.Slot(i).Complement())
			means = append(means, func(row int) bool { return slots[i].Has(row) }, func(row int) bool { return !slots[i].Has(row) })
		}
		var b network.Builder
		for range rapid.IntRange(1, 12).Draw(t, "nodes") {
			picked := rapid.SliceOfN(rapid.IntRange(0, len(refs)-1), 1, 24).Draw(t, "inputs")
			k := rapid.IntRange(1, len(picked)).Draw(t, "k")
			in := make([]network.Ref, len(picked))
			parts := make([]formula, len(picked))
			for i, p := range picked {
				in[i], parts[i] = refs[p], means[p]
			}
			refs = append(refs, b.AtLeast(k, in))
			means = append(means, func(row int) bool {
				n := 0
				for _, part := range parts {
					if part(row) {
						n++
					}
				}
				return n >= k
			})
		}
		outputs := make([]network.Output, len(refs)/3)
		for i := range outputs {
			outputs[i] = network.Output{Best: refs[3*i], Possible: refs[3*i+1], Worst: refs[3*i+2]}
		}
		n := b.Finish(inputs, outputs, make([][]network.Output, len(outputs)))
		planes := network.NewPlanes(&n)
		for range 2 {
			copy(planes.Slots, slots[:])
			planes.Next()
			for i, o := range outputs {
				for j, r := range []network.Ref{o.Best, o.Possible, o.Worst} {
					var got network.Block
					left := planes.Resolve(r, &got)
					require.Equal(t, got.Any(), left)
					for row := 0; row < network.BlockRows; row += 5 {
						require.Equal(t, means[3*i+j](row), got.Has(row))
					}
				}
			}
			// A second block must not see what was computed for the first.
			slots[0], slots[1] = slots[1], slots[0]
		}
	})
}
