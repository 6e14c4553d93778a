package deadline

import (
	"time"

	"github.com/yikou/yikou/internal/platform/errs"
)

// EntryKind is what an entry of a ledger does to its clock.
type EntryKind string

// The kinds of entries.
const (
	Suspend EntryKind = "suspend" // time is not counted from here, with a legal basis
	Resume  EntryKind = "resume"  // ends a suspension
	Extend  EntryKind = "extend"  // appends a budget, before expiry only
	Stop    EntryKind = "stop"    // what was due is done; the verdict stands
	Restart EntryKind = "restart" // takes a stop back: the clock goes on where it stopped
	Rest    EntryKind = "rest"    // the case is handled within another one; nothing is counted
	Wake    EntryKind = "wake"    // ends a rest: the clock goes on where it rested
)

// Entry is one line of a clock's ledger. Entries are never changed or removed.
type Entry struct {
	Kind EntryKind
	// At is when it takes effect, never before the entry before it.
	At time.Time
	// Basis is the provision or reason; Suspend and Extend need one.
	Basis string
	// By names who decided, for people; empty where the program did.
	By string
	// Add is what Extend appends.
	Add Budget
	// Until is the expected end of a suspension, zero when none was told.
	Until time.Time
	// RecordedAt is when the entry was written down, which may be later than At.
	RecordedAt time.Time
}

// State is where a clock stands at an instant.
type State string

// The states of a clock.
const (
	Running   State = "running"
	Suspended State = "suspended"
	Stopped   State = "stopped"
	Expired   State = "expired"
	Resting   State = "resting"
)

// The refusals of a ledger.
var (
	ErrOrder        = errs.New(errs.Invalid, "deadline.order", "计时事项要按时间先后排列，且不早于开始时间")
	ErrKind         = errs.New(errs.Invalid, "deadline.kind", "没有这种计时事项")
	ErrBasis        = errs.New(errs.Invalid, "deadline.basis", "中止和延期要写明依据")
	ErrExpired      = errs.New(errs.Conflict, "deadline.expired", "期限已经届满，不能再延期或中止")
	ErrStopped      = errs.New(errs.Conflict, "deadline.stopped", "计时已经停止")
	ErrNotStopped   = errs.New(errs.Conflict, "deadline.not_stopped", "计时没有停止，不能重新开始")
	ErrSuspended    = errs.New(errs.Conflict, "deadline.suspended", "计时已经中止")
	ErrNotSuspended = errs.New(errs.Conflict, "deadline.not_suspended", "计时没有中止，不能恢复")
	ErrResting      = errs.New(errs.Conflict, "deadline.resting", "已并入其他办理件，计时随主件暂停")
	ErrNotResting   = errs.New(errs.Conflict, "deadline.not_resting", "没有并入其他办理件，不用恢复")
)

// ledger is what is known of a clock after some of its entries.
type ledger struct {
	start   time.Time
	budgets []Budget
	pauses  pauses

	suspendedAt, until  time.Time
	stoppedAt, restedAt time.Time
	suspended, stopped  bool
	resting             bool
	last                time.Time
}

// apply takes in one more entry; due is the due time before it.
func (l *ledger) apply(e Entry, due time.Time) error {
	if e.At.Before(l.last) {
		return ErrOrder
	}
	if (e.Kind == Suspend || e.Kind == Extend) && e.Basis == "" {
		return ErrBasis
	}
	if err := l.allows(e, due); err != nil {
		return err
	}
	l.last = e.At
	switch e.Kind {
	case Suspend:
		l.suspended, l.suspendedAt, l.until = true, e.At, e.Until
	case Resume:
		l.suspended = false
		l.pauses = l.pauses.with(l.suspendedAt, e.At)
	case Extend:
		l.budgets = append(l.budgets, e.Add)
	case Stop:
		l.until = time.Time{}
		l.pauses = l.open(e.At)
		l.stopped, l.stoppedAt, l.suspended, l.resting = true, e.At, false, false
	case Restart:
		l.stopped = false
		l.pauses = l.pauses.with(l.stoppedAt, e.At)
	case Rest:
		l.resting, l.restedAt = true, e.At
	case Wake:
		l.resting = false
		l.pauses = l.pauses.with(l.restedAt, e.At)
	}
	return nil
}

// allows is the table of what may follow what.
func (l *ledger) allows(e Entry, due time.Time) error {
	switch {
	case e.Kind == Restart && !l.stopped:
		return ErrNotStopped
	case e.Kind == Restart:
		return nil
	case l.stopped:
		return ErrStopped
	case e.Kind == Stop:
		return nil
	case e.Kind == Wake && !l.resting:
		return ErrNotResting
	case e.Kind == Wake:
		return nil
	case l.resting:
		return ErrResting
	}
	switch e.Kind {
	case Rest:
		return nil
	case Suspend:
		if l.suspended {
			return ErrSuspended
		}
		if !e.At.Before(due) {
			return ErrExpired
		}
		return nil
	case Resume:
		if !l.suspended {
			return ErrNotSuspended
		}
		return nil
	case Extend:
		if e.At.After(due) {
			return ErrExpired
		}
		return e.Add.Validate()
	}
	return ErrKind
}

// open returns the pauses with those that have not ended taken to end at an
// instant: a stopped clock is taken to have run on.
func (l *ledger) open(at time.Time) pauses {
	p := l.pauses
	if l.suspended {
		p = p.with(l.suspendedAt, later(at, l.until))
	}
	if l.resting {
		p = p.with(l.restedAt, at)
	}
	return p
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
