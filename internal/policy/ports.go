package policy

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Enterprise is one enterprise of the registry with all its facts. Facts about
// the register itself (division, industry, registered, capital, status, type)
// are among them, with their keys as in the fact dictionary.
type Enterprise struct {
	// Ordinal numbers the enterprises of the instance from 0 or 1 upward, densely,
	// and never changes: bitmaps are kept for years.
	Ordinal uint32
	eligibility.Enterprise
}

// Coded is a code with its name in Chinese.
type Coded struct {
	Code, Label string
}

// EnterpriseRow is what a list says of an enterprise.
type EnterpriseRow struct {
	Ordinal            uint32
	USCC, Name         string
	Division, Industry Coded
	SizeLabel          string
}

// EnterpriseFilter narrows a list of enterprises; a zero field does not narrow.
type EnterpriseFilter struct {
	// Division is a code; everything under it fits.
	Division string
	// Text is part of a name, or a USCC or the start of one.
	Text string
}

// None reports whether the filter lets everything through.
func (f EnterpriseFilter) None() bool { return f == EnterpriseFilter{} }

// Enterprises is the registry as this module needs it.
type Enterprises interface {
	// Enterprise returns one enterprise in the scope, or an error of kind NotFound
	// when the scope has none with that code.
	Enterprise(ctx context.Context, scope kernel.Scope, uscc string) (Enterprise, error)
	// EnterpriseOn is Enterprise as things stood on a day; with knownThen only what
	// had been recorded by the end of it counts.
	EnterpriseOn(ctx context.Context, scope kernel.Scope, uscc string, day civil.Date, knownThen bool) (Enterprise, error)
	// Each calls fn for every enterprise that was changed after the given mark, in
	// any order, and returns the mark to ask with next time. Mark 0 asks for the
	// whole registry, removed enterprises never come. A mark rises with every
	// change of an enterprise or one of its facts and is the same on all nodes. An
	// enterprise that is changed meanwhile may come twice. The value is only valid
	// during the call. total is a guess at how many will come, for progress.
	Each(ctx context.Context, after int64, fn func(e *Enterprise, total int64) error) (mark int64, err error)
	// Load returns the enterprises of these ordinals with all their facts, at most
	// 1000 at once, in the order asked; ones that do not exist are left out.
	Load(ctx context.Context, ordinals []uint32) ([]Enterprise, error)
	// Rows returns what a list says of these ordinals, at most 1000 at once, in the
	// order asked; ones that do not exist are left out.
	Rows(ctx context.Context, ordinals []uint32) ([]EnterpriseRow, error)
	// Within calls fn with the ordinal of every enterprise in the scope that the
	// filter lets through, in any order.
	Within(ctx context.Context, scope kernel.Scope, filter EnterpriseFilter, fn func(ordinal uint32)) error
}

// FactKey describes one key of the fact dictionary.
type FactKey = wording.FactKey

// Dictionary is the fact dictionary of the instance.
type Dictionary interface {
	FactKeys(ctx context.Context) ([]FactKey, error)
}

// Departments names departments.
type Departments interface {
	// DepartmentNames returns the names by code.
	DepartmentNames(ctx context.Context) (map[string]string, error)
}

// Divisions is the tree of divisions as this module needs it.
type Divisions interface {
	// DivisionNames returns what names divisions as the tree stands now.
	DivisionNames(ctx context.Context) (wording.Divisions, error)
}

// Openings hears that an enterprise's handler looks at what a measure comes to for
// it.
type Openings interface {
	Opened(ctx context.Context, measure, uscc string, ordinal uint32) error
}
