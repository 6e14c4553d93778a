package appeal_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/errs"
)

func TestAPartIsTakenOnceAndByNobodyOnceItIsOver(t *testing.T) {
	t.Parallel()
	for _, s := range []appeal.PartState{appeal.PartTaken, appeal.PartAnswered, appeal.PartReturned, appeal.PartEnded} {
		p := &appeal.Part{Role: appeal.Lead, State: s, Staff: "sun", TakenAt: noon}
		before := *p
		require.ErrorIs(t, p.Take("qian", noon.Add(time.Hour)), appeal.ErrPart, s)
		assert.Equal(t, before, *p)
	}
	p := &appeal.Part{Role: appeal.Lead, State: appeal.PartSent}
	require.NoError(t, p.Take("sun", noon))
	assert.Equal(t, appeal.Part{Role: appeal.Lead, State: appeal.PartTaken, Staff: "sun", TakenAt: noon}, *p)
}

func TestOnlyWhoStillHelpsTellsTheLeadWhatWasFound(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]appeal.Part{
		"the lead":      {Role: appeal.Lead, State: appeal.PartTaken},
		"told already":  {Role: appeal.CoHandler, State: appeal.PartAnswered},
		"dispatched on": {Role: appeal.CoHandler, State: appeal.PartEnded},
	} {
		before := p
		require.ErrorIs(t, p.Tell("sun", said, noon), appeal.ErrPart, name)
		assert.Equal(t, before, p, name)
	}
}

func TestAnAnswerSaysWhatWasDoneAndHowItEnds(t *testing.T) {
	t.Parallel()
	const words = "路灯已由养护单位更换。"
	for name, one := range map[string]struct {
		reply appeal.Reply
		field string
	}{
		"too short":                 {appeal.Reply{Words: "已经修好了", Closing: appeal.Solved}, "body.words"},
		"too long":                  {appeal.Reply{Words: strings.Repeat("长", appeal.LongestWords+1), Closing: appeal.Solved}, "body.words"},
		"no end":                    {appeal.Reply{Words: words}, "body.closing"},
		"an end that is no answer":  {appeal.Reply{Words: words, Closing: appeal.MergedAway}, "body.closing"},
		"an end of the centre only": {appeal.Reply{Words: words, Closing: appeal.NotAccepted}, "body.closing"},
	} {
		c := inState(appeal.InHand)
		err := c.Reply(appeal.Lead, &one.reply)
		var e *errs.Error
		require.ErrorAs(t, err, &e, name)
		require.Len(t, e.Fields, 1, name)
		assert.Equal(t, one.field, e.Fields[0].Path, name)
		assert.Equal(t, appeal.InHand, c.State, name)
	}
	require.NoError(t, inState(appeal.InHand).Reply(appeal.Lead, &appeal.Reply{Words: words, Closing: appeal.Solved}))
}
