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

const said = "路灯由城管部门管理"

func TestWhatAnActIsGivenIsCheckedAndARefusedOneChangesNothing(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("长", appeal.LongestWords+1)
	classified := appeal.Classification{Kind: appeal.Help, Urgency: appeal.Urgent}
	answering := func() *appeal.Part {
		return &appeal.Part{Role: appeal.CoHandler, State: appeal.PartTaken, TakenAt: noon}
	}
	cases := map[string]struct {
		from  appeal.State
		do    func(c *appeal.Case) error
		field string
	}{
		"a kind that does not exist": {appeal.Accepted, func(c *appeal.Case) error {
			n := classified
			n.Kind = "other"
			_, err := c.Classify(n)
			return err
		}, "body.kind"},
		"an urgency that does not exist": {appeal.Accepted, func(c *appeal.Case) error {
			n := classified
			n.Urgency = "soon"
			_, err := c.Classify(n)
			return err
		}, "body.urgency"},
		"refused on no ground": {appeal.Received, func(c *appeal.Case) error { return c.Refuse("too_much", noon) }, "body.ground"},
		"sent back without a word": {appeal.Replied, func(c *appeal.Case) error {
			return c.SendBack(&appeal.Reply{By: "qian"}, "zhao", " 再改  ", noon)
		}, "body.note"},
		"answered to the lead without a word": {appeal.InHand, func(*appeal.Case) error { return answering().Tell("sun", "好", noon) }, "body.words"},
		"answered to the lead at length":      {appeal.InHand, func(*appeal.Case) error { return answering().Tell("sun", long, noon) }, "body.words"},
		"more time refused without a word": {appeal.InHand, func(c *appeal.Case) error {
			e := &appeal.Extension{AskedBy: "sun", State: appeal.ExtensionAsked}
			return c.DecideExtension(e, false, "li", "", noon, noon.Add(time.Hour))
		}, "body.note"},
		"reached and no grade":   {appeal.Read, func(*appeal.Case) error { return (&appeal.Callback{Reached: true, Result: appeal.Solved}).Check() }, "body.grade"},
		"six of five":            {appeal.Read, func(*appeal.Case) error { return (&appeal.Callback{Grade: 6}).Check() }, "body.grade"},
		"called back at length":  {appeal.Read, func(*appeal.Case) error { return (&appeal.Callback{Words: long}).Check() }, "body.words"},
		"rated without a grade":  {appeal.Closed, func(*appeal.Case) error { return (&appeal.Rating{Efficiency: 3}).Check() }, "body.grade"},
		"rated beyond the scale": {appeal.Closed, func(*appeal.Case) error { return (&appeal.Rating{Grade: 5, Usability: 6}).Check() }, "body"},
		"rated at length": {appeal.Closed, func(*appeal.Case) error {
			return (&appeal.Rating{Grade: 5, Words: strings.Repeat("长", 501)}).Check()
		}, "body.words"},
	}
	for name, one := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := inState(one.from)
			before := *c
			var e *errs.Error
			require.ErrorAs(t, one.do(c), &e)
			assert.Equal(t, errs.Invalid, e.Kind)
			require.Len(t, e.Fields, 1)
			assert.Equal(t, one.field, e.Fields[0].Path)
			assert.Equal(t, before, *c)
		})
	}
}

func TestWhatIsInOrderIsTaken(t *testing.T) {
	t.Parallel()
	c := inState(appeal.Accepted)
	changed, err := c.Classify(appeal.Classification{Kind: appeal.Complain, Urgency: appeal.Urgent, Topic: "facility.light"})
	require.NoError(t, err)
	assert.Equal(t, []string{"kind", "topic", "urgency"}, changed)
	require.NoError(t, inState(appeal.Replied).SendBack(&appeal.Reply{By: "qian"}, "zhao", said, noon))
	p := &appeal.Part{Role: appeal.CoHandler, State: appeal.PartSent}
	require.NoError(t, p.Tell("sun", said, noon))
	assert.Equal(t, noon, p.TakenAt, "who answers has taken it")
	require.NoError(t, (&appeal.Callback{}).Check(), "not reached, no grade")
	require.NoError(t, (&appeal.Rating{Grade: 1}).Check())
}
