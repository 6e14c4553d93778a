package score

// Side is the part that a department played in a case. Both sides are scored: who
// was asked to answer, and who was called in to help (北京市接诉即办工作条例 art. 33).
type Side uint8

// The sides.
const (
	Lead Side = iota + 1
	Helping
)

// Term is whether somebody kept a term, as far as it does not depend on the day that
// it is asked. The zero Term is of who has none.
type Term struct {
	// Kept and Broken say how it ended, at most one of them.
	Kept, Broken bool
	// Due is when one that has not ended is missed, in microseconds since 1970; 0 for
	// never.
	Due int64
}

// Outcome is what a term says at an instant.
type Outcome uint8

// The outcomes. Open ones are neither kept nor missed yet, or there is none.
const (
	Open Outcome = iota
	Kept
	Missed
)

// At judges a term at an instant.
func (t Term) At(now int64) Outcome {
	switch {
	case t.Kept:
		return Kept
	case t.Broken || t.Due != 0 && now > t.Due:
		return Missed
	}
	return Open
}

// decided reports whether a term has ended one way or the other.
func (t Term) decided() bool { return t.Kept || t.Broken }

// termOf is the term of what happened at one instant and was due at another, 0 for
// not yet and for no term.
func termOf(done, due int64) Term {
	switch {
	case due == 0:
		return Term{}
	case done == 0:
		return Term{Due: due}
	}
	return Term{Kept: done <= due, Broken: done > due}
}

// Share is what one department had to do with a case, and who there worked on it.
// Answered is its own term: the lead has to take a case within a working day, a
// co-handler has to tell the lead.
type Share struct {
	Department, Staff string
	Side              Side
	Answered          Term
}

// Score is what the rates need of a case. Instants are microseconds since 1970.
type Score struct {
	ID, Division, Lead, Kind, Channel string
	State, Closing, Confirmation      string
	// Received is never 0, Closed is where it is not.
	Received, Closed int64
	// Answered is the first response to the reporter.
	Answered Term
	// Grade is the reporter's own, else what was said at the callback, 0 for none.
	Grade int
	// Excluded says that it is left out of the rates.
	Excluded bool
	Shares   []Share
}

// Solved is the same as appeal.Case.Solved: closed, said to be solved, and confirmed
// by the reporter.
func (s *Score) Solved() bool {
	return s.State == "closed" && s.Closing == "solved" && s.Confirmation == "confirmed"
}

// keep adds a share. A department stands once on each side: a later part, as after a
// reopening, takes nothing but the person from the one before until it is decided.
func (s *Score) keep(share Share) {
	for i := range s.Shares {
		have := &s.Shares[i]
		if have.Department == share.Department && have.Side == share.Side {
			if have.Answered.decided() && !share.Answered.decided() {
				share.Answered = have.Answered
			}
			*have = share
			return
		}
	}
	s.Shares = append(s.Shares, share)
}
