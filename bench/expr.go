package main

import (
	"fmt"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"

	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
)

// compileExpr runs expr-lang's virtual machine: an expression engine, not a rule
// engine, that Go programs keep their rules in.
func compileExpr(w *Work) (*rowSetup, error) {
	conditions, err := w.conditions(len(w.Flat), benchmatch.Expr)
	if err != nil {
		return nil, err
	}
	// The programs are checked against these types; a cell may be nil all the same.
	kinds := map[benchmatch.ColumnKind]any{
		benchmatch.NumberColumn: 0.0, benchmatch.TextColumn: "", benchmatch.DateColumn: "", benchmatch.BoolColumn: false,
	}
	env := map[string]any{"null": nil}
	names := make([]string, len(w.Columns))
	for i, c := range w.Columns {
		names[i], env[c.Name] = c.Name, kinds[c.Kind]
	}
	programs := make([]*vm.Program, len(conditions))
	for i, text := range conditions {
		if programs[i], err = expr.Compile(text, expr.Env(env), expr.AsBool()); err != nil {
			return nil, fmt.Errorf("%s: %w", text, err)
		}
	}
	return &rowSetup{
		version:  moduleVersion("github.com/expr-lang/expr"),
		settings: "compiled programs, missing facts are nil and tested for",
		engine:   func() (rowEngine, error) { return &exprEngine{programs: programs, names: names}, nil },
	}, nil
}

type exprEngine struct {
	programs []*vm.Program
	names    []string
	machine  vm.VM
}

// Bind makes the map that programs read.
func (e *exprEngine) Bind(row []any) (any, error) {
	env := make(map[string]any, len(row)+1)
	for i, cell := range row {
		env[e.names[i]] = cell
	}
	env["null"] = nil
	return env, nil
}

// Decide runs every program on one reused machine.
func (e *exprEngine) Decide(bound any, counts []Counts) error {
	for i, program := range e.programs {
		value, err := e.machine.Run(program, bound)
		if err != nil {
			return err
		}
		holds, ok := value.(bool)
		if !ok {
			return fmt.Errorf("measure %d gave %T", i, value)
		}
		counts[i].add(truthOf(holds))
	}
	return nil
}
