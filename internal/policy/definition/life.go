package definition

import (
	"slices"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// State is where a version of a measure stands.
type State string

// The states of a version.
const (
	// Draft versions can be edited. One of a measure that was never published is
	// matched, and its results are seen at the desk only.
	Draft State = "draft"
	// InReview versions wait for somebody else's eyes; from here on the text stays.
	InReview State = "in_review"
	// Published versions are shown to everybody from their day on.
	Published State = "published"
	// Suspended versions are neither matched nor shown until they are resumed.
	Suspended State = "suspended"
	// Expired versions rest on a policy that no longer holds.
	Expired State = "expired"
	// Withdrawn versions are neither matched nor shown; their results stay.
	Withdrawn State = "withdrawn"
	// Superseded versions have a successor that has taken effect.
	Superseded State = "superseded"
)

// transitions lists every change of state there is.
var transitions = map[State][]State{
	Draft:     {InReview, Withdrawn},
	InReview:  {Draft, Published},
	Published: {Suspended, Expired, Withdrawn, Superseded},
	Suspended: {Published, Expired, Withdrawn, Superseded},
}

// States lists the states in the order in which screens offer them.
func States() []State {
	return []State{Published, InReview, Draft, Suspended, Expired, Withdrawn, Superseded}
}

// Label returns the state in Chinese.
func (s State) Label() string {
	return map[State]string{
		Draft: "草稿", InReview: "待审核", Published: "已发布", Suspended: "已暂停", Expired: "已到期", Withdrawn: "已停止", Superseded: "已被新版取代",
	}[s]
}

// Become returns the version's next state, or ErrTransition.
func (s State) Become(next State) (State, error) {
	if !slices.Contains(transitions[s], next) {
		return s, ErrTransition
	}
	return next, nil
}

// Open reports whether a version is still being written or reviewed.
func (s State) Open() bool { return s == Draft || s == InReview }

// counted reports whether enterprises could rest on a version in this state, now
// or until it ended.
func (s State) counted() bool { return s != "" && !s.Open() && s != Withdrawn }

// LifeStep is one change of a version's state.
type LifeStep struct {
	Number   int64
	From, To State
	// On is the day from which the new state counts; zero is every day.
	On civil.Date
	At time.Time
	// ByID is empty and By is 系统 for what no person did.
	ByID, By string
	Note     string
}

// Version is one version of a measure with its life.
type Version struct {
	Number        int64
	State         State
	EffectiveFrom civil.Date
	RecordedAt    time.Time
	RecordedBy    string
	// Revision rises with every save and every step.
	Revision int64
	// Steps are in the order in which they were recorded.
	Steps []LifeStep
	// Authors are the IDs of those who wrote or submitted it.
	Authors []string
}

// on returns the state of a version on a day, and whether it was published and
// not taken back before it counted. A step holds from its day on and undoes what
// was recorded earlier for that day and later.
func (v *Version) on(day civil.Date) (state State, counted bool) {
	var line []LifeStep
	for _, s := range v.Steps {
		for len(line) > 0 && !line[len(line)-1].On.Before(s.On) {
			line = line[:len(line)-1]
		}
		line = append(line, s)
	}
	for _, s := range line {
		if day.Before(s.On) {
			break
		}
		state, counted = s.To, counted || s.To.counted()
	}
	return state, counted
}

// Standing returns which of a measure's versions, the newest first, a day is to
// be judged by, and in which state that version was: the newest that had begun to
// count. It returns nil when none had.
func Standing(versions []Version, day civil.Date) (*Version, State) {
	for i := range versions {
		if state, counted := versions[i].on(day); counted {
			return &versions[i], state
		}
	}
	return nil, ""
}

// KnownBy returns the versions as they stood recorded by a moment: without the
// steps that were recorded later, and without versions that had none. A version
// that was published for earlier days counts on those days only for who knows it.
func KnownBy(versions []Version, moment time.Time) []Version {
	var out []Version
	for _, v := range versions {
		v.Steps = slices.DeleteFunc(slices.Clone(v.Steps), func(s LifeStep) bool { return s.At.After(moment) })
		if n := len(v.Steps); n > 0 {
			v.State = v.Steps[n-1].To
			out = append(out, v)
		}
	}
	return out
}

// LastPublished returns the newest version that was published and not withdrawn,
// of versions that come the newest first; nil for none. It may count only later.
func LastPublished(versions []Version) *Version {
	i := slices.IndexFunc(versions, func(v Version) bool { return v.State.counted() })
	if i < 0 {
		return nil
	}
	return &versions[i]
}

// EverPublished reports whether a measure was published before, withdrawn since or
// not: only what is new may count for every day.
func EverPublished(versions []Version) bool { return slices.ContainsFunc(versions, wasPublished) }

func wasPublished(v Version) bool {
	return slices.ContainsFunc(v.Steps, func(s LifeStep) bool { return s.To == Published })
}

// Model returns which of the versions, the newest first and at least one, the next
// one is written from: the last that was published, not one that was dropped.
func Model(versions []Version) *Version {
	if last := LastPublished(versions); last != nil {
		return last
	}
	return &versions[max(0, slices.IndexFunc(versions, wasPublished))]
}

// Ahead reports whether a version was published for a day after this one.
func (v *Version) Ahead(day civil.Date) bool {
	return (v.State == Published || v.State == Suspended) && day.Before(v.EffectiveFrom)
}

// OpenOf returns the version that is being written or reviewed, nil for none.
func OpenOf(versions []Version) *Version {
	i := slices.IndexFunc(versions, func(v Version) bool { return v.State.Open() })
	if i < 0 {
		return nil
	}
	return &versions[i]
}

// MayReview refuses whoever wrote or submitted a version: four eyes.
func (v *Version) MayReview(reviewer string) error {
	if slices.Contains(v.Authors, reviewer) {
		return ErrOwnWork
	}
	return nil
}

// Ends returns the last day on which a measure can hold: that of its policy, which
// may be repealed or replaced before its own end; zero for an open end.
func (r *Record) Ends() civil.Date {
	if r.Policy == nil {
		return civil.Date{}
	}
	return r.Policy.Ends()
}

// StateOn returns the record's state on a day, of which the steps may not know
// yet that the policy has ceased to hold. What rests on a policy that is not
// public today is suspended from today on; of the days before nobody has written
// down whether it was.
func (r *Record) StateOn(day, today civil.Date) State {
	end := r.Ends()
	switch {
	case r.State != Published && r.State != Suspended:
		return r.State
	case !end.IsZero() && day.After(end):
		return Expired
	case r.Policy != nil && r.Policy.Hidden && !day.Before(today):
		return Suspended
	}
	return r.State
}

// Due returns the steps that the day has brought to a measure's versions, the
// newest first, and that are not recorded yet: older versions are superseded by
// the one that counts, and that one expires behind its last day, zero for none.
func Due(versions []Version, ends, day civil.Date) []LifeStep {
	current, _ := Standing(versions, day)
	if current == nil {
		return nil
	}
	var due []LifeStep
	for i := range versions {
		v := &versions[i]
		switch {
		case v.State != Published && v.State != Suspended:
		case v.Number < current.Number:
			due = append(due, LifeStep{Number: v.Number, From: v.State, To: Superseded, On: current.EffectiveFrom})
		case v == current && !ends.IsZero() && day.After(ends):
			due = append(due, LifeStep{Number: v.Number, From: v.State, To: Expired, On: ends.AddDays(1)})
		}
	}
	return due
}

// What can be done with a measure and its open version.
const (
	ActEdit     = "edit"
	ActStart    = "start"
	ActSubmit   = "submit"
	ActTakeBack = "take_back"
	ActDiscard  = "discard"
	ActReturn   = "return"
	ActPublish  = "publish"
	ActSuspend  = "suspend"
	ActResume   = "resume"
	ActWithdraw = "withdraw"
	// ActCallOff withdraws the newest version alone, which lies ahead.
	ActCallOff = "call_off"
)

// Actions lists what somebody may do on a day with a measure whose versions stand
// like this, as far as the states and the four eyes decide.
func Actions(versions []Version, day civil.Date, who string) []string {
	acts := []string{}
	open := OpenOf(versions)
	switch {
	case open == nil:
		acts = append(acts, ActStart)
	case open.State == Draft:
		acts = append(acts, ActEdit, ActSubmit, ActDiscard)
	case slices.Contains(open.Authors, who):
		acts = append(acts, ActTakeBack)
	default:
		acts = append(acts, ActReturn, ActPublish)
	}
	has := func(s State) bool { return slices.ContainsFunc(versions, func(v Version) bool { return v.State == s }) }
	current, state := Standing(versions, day)
	switch state {
	case Published:
		acts = append(acts, ActSuspend)
	case Suspended:
		acts = append(acts, ActResume)
	}
	if has(Published) || has(Suspended) {
		acts = append(acts, ActWithdraw)
	}
	if current != nil && slices.ContainsFunc(versions, func(v Version) bool { return v.Ahead(day) }) {
		acts = append(acts, ActCallOff)
	}
	return acts
}
