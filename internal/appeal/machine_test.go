package appeal_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
)

var acts = []appeal.Act{
	appeal.ActAccept, appeal.ActClassify, appeal.ActRefuse, appeal.ActDispatch, appeal.ActTake, appeal.ActReturn, appeal.ActAnswer,
	appeal.ActReply, appeal.ActSendBack, appeal.ActApprove, appeal.ActConfirm, appeal.ActRedo, appeal.ActReopen, appeal.ActWithdraw,
	appeal.ActAdd, appeal.ActMerge, appeal.ActUnmerge, appeal.ActExtend, appeal.ActGrant, appeal.ActSuspend, appeal.ActResume,
	appeal.ActSupervise, appeal.ActNote, appeal.ActRate,
}

var roles = []appeal.Role{appeal.Centre, appeal.Lead, appeal.CoHandler, appeal.Reader, appeal.Caller, appeal.Leader, appeal.Reporter}

// machine.tsv is written by hand from the rules: state, act, who may (roles apart by
// commas). Every cell of state × act × role that it does not name must be refused.
func TestEachCellOfTheTableOfTransitionsIsAsTheOfficeWantsIt(t *testing.T) {
	t.Parallel()
	wanted := map[string]bool{}
	text, err := os.ReadFile("testdata/machine.tsv")
	require.NoError(t, err)
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		require.Len(t, cells, 3, line)
		for _, role := range strings.Split(cells[2], ",") {
			wanted[cells[0]+" "+cells[1]+" "+role] = true
		}
	}
	tried := 0
	for _, state := range appeal.States {
		for _, act := range acts {
			for _, role := range roles {
				tried++
				cell := string(state) + " " + string(act) + " " + string(role)
				assert.Equal(t, wanted[cell], appeal.Allows(state, act, role), cell)
				delete(wanted, cell)
			}
		}
	}
	assert.Equal(t, 10*24*7, tried)
	assert.Empty(t, wanted, "the table names cells that do not exist")
}

func TestEveryStateCanBeReachedAndEveryLiveOneLeft(t *testing.T) {
	t.Parallel()
	reached := []appeal.State{appeal.Received}
	for range appeal.States {
		for _, tr := range appeal.Transitions() {
			if slices.Contains(reached, tr.From) && !slices.Contains(reached, tr.To) {
				reached = append(reached, tr.To)
			}
		}
	}
	assert.ElementsMatch(t, appeal.States, reached)
	for _, state := range appeal.States {
		leaves := slices.ContainsFunc(appeal.Transitions(), func(tr appeal.Transition) bool { return tr.From == state && tr.To != state })
		assert.Equal(t, leaves, state != appeal.WithdrawnOff, string(state))
		assert.NotEmpty(t, state.Label())
	}
}
