package main

import (
	"fmt"
	"runtime/debug"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
)

// compileCEL runs cel-go with missing facts as null, which each test asks for
// first: it counts the eligible.
func compileCEL(w *Work) (*rowSetup, error) {
	return setupCEL(w, types.NullValue, false, "compiled programs, missing facts are null and tested for")
}

// compileCELUnknowns runs cel-go with missing facts as CEL's own unknown, which
// its logic carries through as Kleene's does: it counts need_facts too.
func compileCELUnknowns(w *Work) (*rowSetup, error) {
	return setupCEL(w, types.NewUnknown(1, nil), true, "compiled programs, missing facts are CEL unknowns")
}

func setupCEL(w *Work, missing ref.Val, unknown bool, settings string) (*rowSetup, error) {
	conditions, err := w.conditions(len(w.Flat), benchmatch.CEL)
	if err != nil {
		return nil, err
	}
	kinds := map[benchmatch.ColumnKind]*cel.Type{
		benchmatch.NumberColumn: cel.DoubleType, benchmatch.TextColumn: cel.StringType,
		benchmatch.DateColumn: cel.StringType, benchmatch.BoolColumn: cel.BoolType,
	}
	options := make([]cel.EnvOption, len(w.Columns))
	index := map[string]int{}
	for i, c := range w.Columns {
		options[i] = cel.Variable(c.Name, cel.NullableType(kinds[c.Kind]))
		index[c.Name] = i
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		return nil, err
	}
	programs := make([]cel.Program, len(conditions))
	for i, text := range conditions {
		ast, issues := env.Compile(text)
		if issues.Err() != nil {
			return nil, fmt.Errorf("%s: %w", text, issues.Err())
		}
		if programs[i], err = env.Program(ast, cel.EvalOptions(cel.OptOptimize)); err != nil {
			return nil, err
		}
	}
	return &rowSetup{
		version: moduleVersion("cel.dev/cel-go"), settings: settings, unknown: unknown,
		engine: func() (rowEngine, error) { return &celEngine{programs, conditions, index, missing}, nil },
	}, nil
}

type celEngine struct {
	programs []cel.Program
	texts    []string
	index    map[string]int
	missing  ref.Val
}

// celRow is one enterprise as CEL reads it: values of its own types, so that no
// program has to convert them again.
type celRow struct {
	index  map[string]int
	values []ref.Val
}

// ResolveName returns the value of a column.
func (r *celRow) ResolveName(name string) (any, bool) {
	i, ok := r.index[name]
	if !ok {
		return nil, false
	}
	return r.values[i], true
}

// Parent returns nil: all names are the row's own.
func (r *celRow) Parent() cel.Activation { return nil }

// Bind converts the cells to CEL values.
func (e *celEngine) Bind(row []any) (any, error) {
	bound := &celRow{index: e.index, values: make([]ref.Val, len(row))}
	for i, cell := range row {
		bound.values[i] = e.missing
		if cell != nil {
			bound.values[i] = types.DefaultTypeAdapter.NativeToValue(cell)
		}
	}
	return bound, nil
}

// Decide evaluates every program over the row.
func (e *celEngine) Decide(bound any, counts []Counts) error {
	for i, program := range e.programs {
		value, _, err := program.Eval(bound)
		if err != nil {
			return fmt.Errorf("%s: %w", e.texts[i], err)
		}
		if types.IsUnknown(value) {
			counts[i].add(eligibility.Unknown)
			continue
		}
		holds, ok := value.(types.Bool)
		if !ok {
			return fmt.Errorf("measure %d gave %v", i, value.Type())
		}
		counts[i].add(truthOf(bool(holds)))
	}
	return nil
}

// moduleVersion returns the version of a module that this program was built with.
func moduleVersion(path string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == path {
				return m.Version
			}
		}
	}
	return "unknown"
}
