package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// statements are the methods of platform/db that take a statement; it is the
// second argument of each.
var statements = []string{"Exec", "Query", "QueryRow", "Prepare"}

// quoting are packages that write names of tables into statements, with the
// reason why they may.
var quoting = map[string]string{
	"internal/platform/rekey":      "New takes plain identifiers only, which modules declare",
	"internal/platform/stray":      "New takes plain identifiers only, which modules declare",
	"internal/platform/backup":     "names come from the database's own catalogue and are quoted",
	"internal/platform/db/dbtest":  "for tests alone; names a database of its own",
	"internal/platform/jobs/queue": "runs the migrations that a library brings",
}

// TestNoStatementIsMadeOfWhatARequestSays walks every statement of the program
// (S12). A statement may be made of literals and constants, and of what functions
// and variables hold that are made of such alone. fmt.Sprintf writes none.
func TestNoStatementIsMadeOfWhatARequestSays(t *testing.T) {
	t.Parallel()
	found, bad := foreignStatements(sources(t))
	require.Greater(t, found, 150, "the walk missed the statements")
	for _, sentence := range bad {
		t.Error(sentence)
	}
}

func TestAStatementMadeOfForeignWordsIsFound(t *testing.T) {
	t.Parallel()
	for body, part := range map[string]string{
		`s.DB.Exec(ctx, "DELETE FROM t WHERE id = " + id)`:                                                                                  "id",
		`q := fmt.Sprintf("SELECT %s", column); s.DB.Query(ctx, q)`:                                                                         "the result of fmt.Sprintf",
		`q := "SELECT 1"; q += in.Sort; s.db.QueryRow(ctx, q)`:                                                                              "the field Sort",
		`s.DB.Query(ctx, "SELECT 1 ORDER BY " + r.FormValue("sort"))`:                                                                       "the result of FormValue",
		`s.DB.Query(ctx, "SELECT 1 WHERE a IN (" + db.Placeholders(3) + ")" + k.OrderBy())`:                                                 "",
		`add := func(condition string) { all = append(all, condition) }; add("a = ?"); add(x); s.DB.Query(ctx, strings.Join(all, " AND "))`: "x",
	} {
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, "store.go", "package p\nfunc (s *S) f(ctx C, r R) {\n"+body+"\n}", 0)
		require.NoError(t, err)
		found, bad := foreignStatements([]sourceFile{{folder: "p", syntax: syntax, fset: fset}})
		require.Equal(t, 1, found)
		if part == "" {
			require.Empty(t, bad, body)
			continue
		}
		require.Len(t, bad, 1, body)
		require.Contains(t, bad[0], "contains "+part+",", body)
	}
}

// foreignStatements returns how many statements there are and a sentence for each
// that may hold foreign words.
func foreignStatements(files []sourceFile) (found int, bad []string) {
	w := sqlWalk{constants: map[string]bool{}, functions: map[string][]*ast.FuncDecl{}}
	for _, f := range files {
		w.learn(f)
	}
	for _, f := range files {
		if quoting[f.folder] != "" {
			continue
		}
		for _, d := range f.syntax.Decls {
			function, is := d.(*ast.FuncDecl)
			if !is || function.Body == nil {
				continue
			}
			ast.Inspect(function.Body, func(n ast.Node) bool {
				call, is := n.(*ast.CallExpr)
				if !is || len(call.Args) < 2 {
					return true
				}
				if selector, is := call.Fun.(*ast.SelectorExpr); is && slices.Contains(statements, selector.Sel.Name) && isDatabase(selector.X) {
					found++
					if part := (place{w, f.folder, function}).foreign(call.Args[1], nil); part != "" {
						bad = append(bad, f.fset.Position(call.Pos()).String()+": the statement contains "+part+", which is not known to be of the program's own making")
					}
				}
				return true
			})
		}
	}
	return found, bad
}

// isDatabase tells d, s.DB, tx and the like from other receivers.
func isDatabase(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return slices.Contains([]string{"d", "db", "tx", "conn"}, e.Name)
	case *ast.SelectorExpr:
		return slices.Contains([]string{"db", "DB", "tx"}, e.Sel.Name)
	}
	return false
}

// sqlWalk is what the walk knows of the source.
type sqlWalk struct {
	constants map[string]bool
	functions map[string][]*ast.FuncDecl // by folder and name
}

func (w sqlWalk) learn(f sourceFile) {
	for _, d := range f.syntax.Decls {
		if function, is := d.(*ast.FuncDecl); is {
			key := f.folder + "." + function.Name.Name
			w.functions[key] = append(w.functions[key], function)
		}
	}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if d, is := n.(*ast.GenDecl); is && d.Tok == token.CONST {
			for _, spec := range d.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names {
					w.constants[f.folder+"."+name.Name] = true
					w.constants[name.Name] = w.constants[name.Name] || name.IsExported()
				}
			}
		}
		return true
	})
}

// place is the function that an expression stands in.
type place struct {
	sqlWalk
	folder   string
	function *ast.FuncDecl
}

// writers of platform/db and of the standard library give back nothing but what
// they are given and words of their own.
var sqlWriters = []string{"Placeholders", "PlaceholderRows", "OrderBy", "After", "Rebind", "Join", "Repeat", "TrimSuffix", "TrimPrefix", "String"}

// foreign names the part of an expression that may hold foreign words, "" if none
// does. Seen holds the names that are being looked at.
func (p place) foreign(e ast.Expr, seen []string) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		return ""
	case *ast.ParenExpr:
		return p.foreign(e.X, seen)
	case *ast.BinaryExpr:
		if part := p.foreign(e.X, seen); part != "" {
			return part
		}
		return p.foreign(e.Y, seen)
	case *ast.IndexExpr: // an entry of a table of statements
		return p.foreign(e.X, seen)
	case *ast.CompositeLit:
		for _, element := range e.Elts {
			if pair, is := element.(*ast.KeyValueExpr); is {
				element = pair.Value
			}
			if part := p.foreign(element, seen); part != "" {
				return part
			}
		}
		return ""
	case *ast.Ident:
		key := p.folder + "." + p.function.Name.Name + "." + e.Name
		if p.constants[p.folder+"."+e.Name] || slices.Contains(seen, key) {
			return ""
		}
		return p.foreignVariable(e.Name, append(seen, key))
	case *ast.CallExpr:
		return p.foreignResult(e, seen)
	case *ast.SelectorExpr:
		// A constant of another package, or a field of a table of statements.
		if p.constants[e.Sel.Name] || slices.Contains([]string{"SQL", "statement", "condition"}, e.Sel.Name) {
			return ""
		}
		return "the field " + e.Sel.Name
	}
	return "an expression"
}

// foreignResult looks at what a function of the same package returns.
func (p place) foreignResult(call *ast.CallExpr, seen []string) string {
	name := calledName(call)
	if name == "Sprintf" {
		return "the result of fmt.Sprintf"
	}
	if slices.Contains(sqlWriters, name) {
		for _, argument := range call.Args {
			if name == "Join" || strings.HasPrefix(name, "Trim") {
				return p.foreign(argument, seen)
			}
		}
		return ""
	}
	if name == "append" {
		return p.foreign(call.Args[len(call.Args)-1], seen)
	}
	folder := p.folder
	if selector, is := call.Fun.(*ast.SelectorExpr); is {
		if other, is := selector.X.(*ast.Ident); is && len(p.functions[p.folder+"/"+other.Name+"."+name]) > 0 {
			folder = p.folder + "/" + other.Name // a package below this one
		}
	}
	key := folder + "." + name
	if slices.Contains(seen, key) {
		return ""
	}
	for _, function := range p.functions[key] {
		there := place{p.sqlWalk, folder, function}
		part := ""
		ast.Inspect(function.Body, func(n ast.Node) bool {
			if answer, is := n.(*ast.ReturnStmt); is && len(answer.Results) > 0 && part == "" {
				part = there.foreign(answer.Results[0], append(seen, key))
			}
			return true
		})
		if part != "" {
			return part
		}
	}
	if len(p.functions[key]) == 0 {
		return "the result of " + name
	}
	return ""
}

// foreignVariable looks at everything that is assigned to a variable, and, of a
// parameter, at what the callers in the package pass.
func (p place) foreignVariable(name string, seen []string) string {
	known, part := false, ""
	look := func(e ast.Expr) {
		known = true
		if found := p.foreign(e, seen); found != "" {
			part = found
		}
	}
	ast.Inspect(p.function, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if id, is := left.(*ast.Ident); is && id.Name == name {
					look(n.Rhs[min(i, len(n.Rhs)-1)])
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				if known = known || id.Name == name; id.Name == name && i < len(n.Values) {
					look(n.Values[i])
				}
			}
		case *ast.RangeStmt:
			for _, id := range []ast.Expr{n.Key, n.Value} {
				if id, is := id.(*ast.Ident); is && id.Name == name {
					look(n.X)
				}
			}
		}
		return true
	})
	at := parameter(p.function, name)
	for _, functions := range p.functions {
		for _, caller := range functions {
			if at < 0 || part != "" || caller.Body == nil {
				continue
			}
			p.eachCall(caller, func(there place, argument ast.Expr) {
				known = true
				if found := there.foreign(argument, seen); found != "" {
					part = found
				}
			}, at)
		}
	}
	p.eachOfClosure(name, look)
	if !known {
		return name
	}
	return part
}

// eachOfClosure hands over what is passed for a parameter of a function that is
// kept in a variable: add := func(condition string) { … }.
func (p place) eachOfClosure(name string, each func(ast.Expr)) {
	ast.Inspect(p.function, func(n ast.Node) bool {
		assigned, is := n.(*ast.AssignStmt)
		if !is || len(assigned.Rhs) != 1 {
			return true
		}
		closure, is := assigned.Rhs[0].(*ast.FuncLit)
		if !is {
			return true
		}
		at := parameter(&ast.FuncDecl{Type: closure.Type}, name)
		ast.Inspect(p.function, func(n ast.Node) bool {
			if call, is := n.(*ast.CallExpr); is && at >= 0 && len(call.Args) > at && calledName(call) == assigned.Lhs[0].(*ast.Ident).Name {
				each(call.Args[at])
			}
			return true
		})
		return true
	})
}

// eachCall hands over the argument at a place of every call of p's function that
// stands in caller, if caller is of the same package.
func (p place) eachCall(caller *ast.FuncDecl, each func(there place, argument ast.Expr), at int) {
	if !slices.Contains(p.functions[p.folder+"."+caller.Name.Name], caller) {
		return
	}
	ast.Inspect(caller.Body, func(n ast.Node) bool {
		if call, is := n.(*ast.CallExpr); is && calledName(call) == p.function.Name.Name && len(call.Args) > at {
			each(place{p.sqlWalk, p.folder, caller}, call.Args[at])
		}
		return true
	})
}

// parameter is the place of a parameter, -1 if it is none.
func parameter(f *ast.FuncDecl, name string) int {
	at := 0
	for _, field := range f.Type.Params.List {
		for _, id := range field.Names {
			if id.Name == name {
				return at
			}
			at++
		}
	}
	return -1
}

func calledName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
