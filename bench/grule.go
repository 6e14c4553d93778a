package main

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/hyperjumptech/grule-rule-engine/ast"
	"github.com/hyperjumptech/grule-rule-engine/builder"
	"github.com/hyperjumptech/grule-rule-engine/engine"
	"github.com/hyperjumptech/grule-rule-engine/pkg"

	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
)

// compileGrule runs Grule, a rule engine in Go that evaluates what rules share
// only once for each enterprise. All measures are rules of one knowledge base.
func compileGrule(w *Work) (*rowSetup, error) {
	conditions, err := w.conditions(len(w.Flat), benchmatch.CEL)
	if err != nil {
		return nil, err
	}
	form := newGruleForm(w.Columns)
	var rules strings.Builder
	for i, text := range conditions {
		fmt.Fprintf(&rules, "rule M%d \"\" { when %s then E.Uscc = E.Uscc; }\n", i, form.translate(text))
	}
	library := ast.NewKnowledgeLibrary()
	if err := builder.NewRuleBuilder(library).BuildRuleFromResource("measures", "1", pkg.NewBytesResource([]byte(rules.String()))); err != nil {
		return nil, err
	}
	return &rowSetup{
		version:  moduleVersion("github.com/hyperjumptech/grule-rule-engine"),
		settings: "one knowledge base, FetchMatchingRules, missing facts are tested for",
		engine: func() (rowEngine, error) {
			base, err := library.NewKnowledgeBaseInstance("measures", "1")
			if err != nil {
				return nil, err
			}
			return &gruleEngine{form: form, base: base, engine: engine.GruleEngine{ReturnErrOnFailedRuleEvaluation: true}}, nil
		},
	}, nil
}

// gruleForm is the struct that rules read as E: a field for each column, and one
// that tells whether it is known.
type gruleForm struct {
	row   reflect.Type
	names map[string]string
}

func newGruleForm(columns []benchmatch.Column) *gruleForm {
	kinds := map[benchmatch.ColumnKind]reflect.Type{
		benchmatch.NumberColumn: reflect.TypeFor[float64](), benchmatch.BoolColumn: reflect.TypeFor[bool](),
		benchmatch.TextColumn: reflect.TypeFor[string](), benchmatch.DateColumn: reflect.TypeFor[string](),
	}
	form := &gruleForm{names: map[string]string{}}
	var fields []reflect.StructField
	for _, c := range columns {
		name := strings.ToUpper(c.Name[:1]) + c.Name[1:]
		form.names[c.Name] = name
		fields = append(fields,
			reflect.StructField{Name: name, Type: kinds[c.Kind]},
			reflect.StructField{Name: "Knows_" + c.Name, Type: reflect.TypeFor[bool]()})
	}
	form.row = reflect.StructOf(fields)
	return form
}

// word finds texts, which stay as they are, and names.
var word = regexp.MustCompile(`"[^"]*"|[a-z][a-zA-Z0-9_]*( != null)?`)

// translate turns a condition in CEL into Grule's language.
func (f *gruleForm) translate(cel string) string {
	return word.ReplaceAllStringFunc(cel, func(s string) string {
		column, guard := strings.CutSuffix(s, " != null")
		name, known := f.names[column]
		switch {
		case s == "startsWith":
			return "HasPrefix"
		case !known:
			return s
		case guard:
			return "E.Knows_" + column
		}
		return "E." + name
	})
}

type gruleEngine struct {
	form   *gruleForm
	base   *ast.KnowledgeBase
	engine engine.GruleEngine
}

// Bind makes the data context of one enterprise.
func (e *gruleEngine) Bind(row []any) (any, error) {
	fields := reflect.New(e.form.row)
	for i, cell := range row {
		if cell != nil {
			fields.Elem().Field(2 * i).Set(reflect.ValueOf(cell))
			fields.Elem().Field(2*i + 1).SetBool(true)
		}
	}
	data := ast.NewDataContext()
	return data, data.Add("E", fields.Interface())
}

// Decide asks which rules match.
func (e *gruleEngine) Decide(bound any, counts []Counts) error {
	data, ok := bound.(ast.IDataContext)
	if !ok {
		return fmt.Errorf("%T is no data context", bound)
	}
	matching, err := e.engine.FetchMatchingRules(data, e.base)
	if err != nil {
		return err
	}
	for _, rule := range matching {
		i, err := strconv.Atoi(rule.RuleName[1:])
		if err != nil {
			return err
		}
		counts[i].Eligible++
	}
	return nil
}
