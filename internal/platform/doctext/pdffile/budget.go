package pdffile

import (
	"context"
	"errors"
)

// What a file may cost, beyond the time its context leaves. Guesses: a statute
// book of 1,000 pages needs a tenth of each.
const (
	maxSteps    = 60_000_000
	maxUnpacked = 256 << 20
	maxStream   = 64 << 20
	maxDepth    = 64
	maxElements = 300_000
	maxObjects  = 1_000_000
)

// ErrTooCostly says that a file asks for more work than a document can need.
var ErrTooCostly = errors.New("the file asks for more work than a document needs")

// budget is what reading one file may still cost. Once it is used up it stays
// so, and every reader that asks it sees the end of its input.
type budget struct {
	ctx      context.Context
	steps    int
	unpacked int64
	err      error
}

// spend charges n steps and reports whether reading may go on.
func (b *budget) spend(n int) bool {
	if b.err != nil {
		return false
	}
	before := b.steps >> 12
	b.steps += n
	if b.steps > maxSteps {
		b.err = ErrTooCostly
	} else if b.steps>>12 != before {
		b.err = b.ctx.Err()
	}
	return b.err == nil
}

// unpack charges n unpacked bytes and reports whether reading may go on.
func (b *budget) unpack(n int) bool {
	b.unpacked += int64(n)
	if b.unpacked > maxUnpacked && b.err == nil {
		b.err = ErrTooCostly
	}
	return b.spend(1 + n>>6)
}
