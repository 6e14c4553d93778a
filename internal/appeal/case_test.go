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

var noon = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

func inState(s appeal.State) *appeal.Case {
	return &appeal.Case{ID: "c1", State: s, Kind: appeal.Help, Urgency: appeal.Normal, Channel: appeal.ByPortal, Text: "园区门口的路灯坏了一个月", Lead: "d1"}
}

func noPath(string) []string { return nil }

func TestWhatComesInIsCheckedFieldByField(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		change func(*appeal.Case)
		field  string
	}{
		"too short":             {func(c *appeal.Case) { c.Text = "路灯坏了" }, "body.text"},
		"nothing but blanks":    {func(c *appeal.Case) { c.Text = strings.Repeat(" ", 50) }, "body.text"},
		"too long":              {func(c *appeal.Case) { c.Text = strings.Repeat("长", 5001) }, "body.text"},
		"no such kind":          {func(c *appeal.Case) { c.Kind = "other" }, "body.kind"},
		"no such channel":       {func(c *appeal.Case) { c.Channel = "fax" }, "body.channel"},
		"no such urgency":       {func(c *appeal.Case) { c.Urgency = "soon" }, "body.urgency"},
		"place too long":        {func(c *appeal.Case) { c.Place = strings.Repeat("路", 201) }, "body.place"},
		"anonymous with a name": {func(c *appeal.Case) { c.Reporter = appeal.Person{Anonymous: true, Name: "王示例"} }, "body.anonymous"},
	}
	for name, one := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := inState(appeal.Received)
			require.NoError(t, c.Check())
			one.change(c)
			err := c.Check()
			var e *errs.Error
			require.ErrorAs(t, err, &e)
			require.Len(t, e.Fields, 1)
			assert.Equal(t, one.field, e.Fields[0].Path)
		})
	}
}

func TestTheTitleIsTheFirstSentence(t *testing.T) {
	t.Parallel()
	for text, title := range map[string]string{
		"路灯坏了。请修理":              "路灯坏了",
		"  园区\n门口 的路灯坏了 ":       "园区 门口 的路灯坏了",
		strings.Repeat("长", 31): strings.Repeat("长", 30) + "…",
		"。":                     "。",
	} {
		assert.Equal(t, title, (&appeal.Case{Text: text}).Title())
	}
}

func TestOnlySolvedAndConfirmedCountsAsSolved(t *testing.T) {
	t.Parallel()
	for _, closing := range []appeal.Closing{appeal.Solved, appeal.Partly, appeal.Explained, appeal.BeyondLaw} {
		for _, said := range []appeal.Confirmation{appeal.Confirmed, appeal.Unsatisfied, appeal.Unreached} {
			c := inState(appeal.Read)
			c.Closing = closing
			require.NoError(t, c.Confirm(appeal.Caller, said, noon, noon))
			assert.Equal(t, closing == appeal.Solved && said == appeal.Confirmed, c.Solved(), "%s %s", closing, said)
		}
	}
	c := inState(appeal.Read)
	c.Closing, c.Confirmation = appeal.Solved, appeal.Confirmed
	assert.False(t, c.Solved(), "an open case is not solved")
}

func TestTheUnitComplainedOfAndWhatIsBelowItGetNothingOfACase(t *testing.T) {
	t.Parallel()
	path := func(d string) []string {
		return map[string][]string{"bureau": {"bureau"}, "office": {"office", "bureau"}, "other": {"other"}}[d]
	}
	for _, o := range []appeal.Order{{Lead: "bureau"}, {Lead: "office"}, {Lead: "other", CoHandlers: []string{"office"}}} {
		c := inState(appeal.Accepted)
		c.Accused = "bureau"
		assert.ErrorIs(t, c.Dispatch(o, path), appeal.ErrAccused)
		assert.Equal(t, appeal.Accepted, c.State)
	}
	c := inState(appeal.Accepted)
	c.Accused = "bureau"
	require.NoError(t, c.Dispatch(appeal.Order{Lead: "other"}, path))
	assert.ErrorIs(t, inState(appeal.Accepted).Dispatch(appeal.Order{Lead: "a", CoHandlers: []string{"a"}}, noPath), appeal.ErrForm)
}

func TestAReturnCitesAClauseAndNamesWhoShouldDoIt(t *testing.T) {
	t.Parallel()
	good := appeal.Return{Clause: "三定规定第四条第（二）项", Suggested: "d2", Reason: "路灯由城管部门管理"}
	cases := map[string]struct {
		change func(*appeal.Return, *appeal.Part)
		at     time.Time
		want   error
	}{
		"complete":               {func(*appeal.Return, *appeal.Part) {}, noon, nil},
		"no clause":              {func(r *appeal.Return, _ *appeal.Part) { r.Clause = "无" }, noon, appeal.ErrReturn},
		"nobody named":           {func(r *appeal.Return, _ *appeal.Part) { r.Suggested = "" }, noon, appeal.ErrReturn},
		"itself named":           {func(r *appeal.Return, _ *appeal.Part) { r.Suggested = "d1" }, noon, appeal.ErrReturn},
		"the accused unit named": {func(r *appeal.Return, _ *appeal.Part) { r.Suggested = "bad" }, noon, appeal.ErrReturn},
		"no reason":              {func(r *appeal.Return, _ *appeal.Part) { r.Reason = "" }, noon, appeal.ErrReturn},
		"a direct designation":   {func(_ *appeal.Return, p *appeal.Part) { p.Direct = true }, noon, appeal.ErrDirect},
		"raised too late":        {func(*appeal.Return, *appeal.Part) {}, noon.Add(25 * time.Hour), appeal.ErrObjectedLate},
	}
	for name, one := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, r := inState(appeal.Dispatched), good
			p := &appeal.Part{Department: "d1", Role: appeal.Lead, State: appeal.PartSent, ObjectUntil: noon.Add(24 * time.Hour)}
			one.change(&r, p)
			err := c.GiveBack(p, r, one.at, func(d string) bool { return d == "bad" })
			if one.want != nil {
				require.ErrorIs(t, err, one.want)
				assert.Equal(t, appeal.Dispatched, c.State)
				assert.Equal(t, 0, c.Returns)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, appeal.Accepted, c.State)
			assert.Empty(t, c.Lead, "the centre has to find somebody else")
		})
	}
}

func TestReturnedAThirdTimeGoesToDeliberation(t *testing.T) {
	t.Parallel()
	c := inState(appeal.Accepted)
	for i := 1; i <= 3; i++ {
		require.NoError(t, c.Dispatch(appeal.Order{Lead: "d1"}, noPath))
		p := &appeal.Part{Department: "d1", State: appeal.PartSent}
		require.NoError(t, c.GiveBack(p, appeal.Return{Clause: "三定规定第四条", Suggested: "d2", Reason: "不是本部门职责"}, noon, func(string) bool { return false }))
		assert.Equal(t, i, c.Returns)
		assert.Equal(t, i >= 3, c.Deliberation)
	}
}

func TestAReplyIsReadByASecondPerson(t *testing.T) {
	t.Parallel()
	c := inState(appeal.InHand)
	r := &appeal.Reply{Words: "路灯已经修好，请查看。", Closing: appeal.Solved, By: "s1"}
	require.NoError(t, c.Reply(appeal.Lead, r))
	assert.ErrorIs(t, c.Approve(r, "s1", noon), appeal.ErrSamePerson)
	assert.ErrorIs(t, c.SendBack(r, "s1", "请写清楚", noon), appeal.ErrSamePerson)
	require.NoError(t, c.Approve(r, "s2", noon))
	assert.Equal(t, appeal.Read, c.State)
	assert.Equal(t, appeal.Solved, c.Closing)
}

func TestNotContentGoesBackOnceAndIsThenClosedHonestly(t *testing.T) {
	t.Parallel()
	c := inState(appeal.Read)
	c.Closing = appeal.Solved
	redone, err := c.Redo(appeal.Caller, noon, noon)
	require.NoError(t, err)
	assert.True(t, redone)
	assert.Equal(t, appeal.InHand, c.State)
	assert.Equal(t, appeal.Open, c.Closing)
	c.State, c.Closing = appeal.Read, appeal.Solved
	redone, err = c.Redo(appeal.Reporter, noon, noon)
	require.NoError(t, err)
	assert.False(t, redone)
	assert.Equal(t, 1, c.Redos, "counted once")
	assert.Equal(t, appeal.Closed, c.State)
	assert.False(t, c.Solved())
}

func TestACaseIsOpenedAgainOnlyWithinTheWindow(t *testing.T) {
	t.Parallel()
	c := inState(appeal.Closed)
	c.ReopenUntil = noon
	assert.ErrorIs(t, c.Reopen(appeal.Reporter, noon.Add(time.Second)), appeal.ErrReopenLate)
	require.NoError(t, c.Reopen(appeal.Reporter, noon))
	assert.Equal(t, appeal.InHand, c.State)
	assert.Equal(t, 1, c.Reopens)
	refused := inState(appeal.Refused)
	require.NoError(t, refused.Reopen(appeal.Reporter, noon))
	assert.Equal(t, appeal.Received, refused.State)
}

func TestMoreTimeIsAskedBeforeTheLastWorkingDayAndCapped(t *testing.T) {
	t.Parallel()
	granted := func(days int) appeal.Extension { return appeal.Extension{Days: days, State: appeal.ExtensionGranted} }
	cases := map[string]struct {
		days    int
		at      time.Time
		earlier []appeal.Extension
		want    error
	}{
		"in time":               {5, noon, nil, nil},
		"at the last moment":    {5, noon.Add(time.Hour), nil, nil},
		"too late":              {5, noon.Add(time.Hour + time.Microsecond), nil, appeal.ErrExtensionLate},
		"one waits":             {5, noon, []appeal.Extension{{State: appeal.ExtensionAsked}}, appeal.ErrExtensionWaits},
		"all in all ten":        {4, noon, []appeal.Extension{granted(6)}, nil},
		"all in all eleven":     {5, noon, []appeal.Extension{granted(6)}, appeal.ErrExtensionTooMuch},
		"refused ones are free": {10, noon, []appeal.Extension{{Days: 10, State: appeal.ExtensionRefused}}, nil},
		"eleven at once":        {11, noon, nil, appeal.ErrForm},
		"none":                  {0, noon, nil, appeal.ErrForm},
	}
	for name, one := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := &appeal.Extension{Days: one.days, Reason: "需要现场勘验", AskedAt: one.at, AskedBy: "s1"}
			assert.ErrorIs(t, inState(appeal.InHand).AskExtension(e, noon.Add(time.Hour), one.earlier), one.want)
		})
	}
	e := appeal.Extension{State: appeal.ExtensionAsked, AskedBy: "s1"}
	c := inState(appeal.InHand)
	assert.ErrorIs(t, c.DecideExtension(&e, true, "s1", "", noon, noon), appeal.ErrSamePerson)
	assert.ErrorIs(t, c.DecideExtension(&e, true, "s2", "", noon.Add(time.Second), noon), appeal.ErrExtensionLate)
	assert.ErrorIs(t, c.DecideExtension(&e, false, "s2", "", noon, noon), appeal.ErrForm, "a refusal has a reason")
	require.NoError(t, c.DecideExtension(&e, true, "s2", "", noon, noon))
	assert.ErrorIs(t, c.DecideExtension(&e, true, "s2", "", noon, noon), appeal.ErrExtensionDecided)
}

func TestAMergedCaseGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	for _, state := range []appeal.State{appeal.Received, appeal.Accepted, appeal.Dispatched, appeal.InHand} {
		c, main := inState(state), inState(appeal.Accepted)
		main.ID = "c2"
		require.NoError(t, c.MergeInto(main))
		assert.Equal(t, "c2", c.Main)
		require.NoError(t, c.Unmerge(appeal.Centre))
		assert.Equal(t, state, c.State)
		assert.Empty(t, c.Main)
	}
	refused := map[string]func(c, main *appeal.Case){
		"into itself":        func(c, main *appeal.Case) { main.ID = c.ID },
		"into an ended one":  func(_, main *appeal.Case) { main.State = appeal.Closed },
		"of another unit":    func(c, _ *appeal.Case) { c.Accused = "d9" },
		"a confidential one": func(c, _ *appeal.Case) { c.Reporter.Confidential = true },
	}
	for name, change := range refused {
		c, main := inState(appeal.Accepted), inState(appeal.Accepted)
		main.ID = "c2"
		change(c, main)
		assert.ErrorIs(t, c.MergeInto(main), appeal.ErrMerge, name)
	}
}

func TestWhatACallBackSays(t *testing.T) {
	t.Parallel()
	missed := appeal.Callback{}
	cases := map[string]struct {
		call    appeal.Callback
		earlier []appeal.Callback
		result  appeal.Confirmation
		decided bool
		closing appeal.Closing
	}{
		"content":                   {appeal.Callback{Reached: true, Result: appeal.Solved, Grade: 5}, nil, appeal.Confirmed, true, appeal.Solved},
		"solved but badly":          {appeal.Callback{Reached: true, Result: appeal.Solved, Grade: 2}, nil, appeal.Unsatisfied, true, appeal.Solved},
		"only partly":               {appeal.Callback{Reached: true, Result: appeal.Partly, Grade: 4}, nil, appeal.Confirmed, true, appeal.Partly},
		"not solved":                {appeal.Callback{Reached: true, Grade: 3}, nil, appeal.Unsatisfied, true, appeal.Solved},
		"nobody there":              {missed, nil, appeal.Unreached, false, appeal.Solved},
		"nobody there, second time": {missed, []appeal.Callback{missed}, appeal.Unreached, false, appeal.Solved},
		"nobody there a third time": {missed, []appeal.Callback{missed, missed}, appeal.Unreached, true, appeal.Solved},
	}
	for name, one := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			result, decided := one.call.Verdict(one.earlier)
			assert.Equal(t, one.result, result)
			assert.Equal(t, one.decided, decided)
			assert.Equal(t, one.closing, one.call.Honest(appeal.Solved))
		})
	}
}
