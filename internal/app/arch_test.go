package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"
)

const modulePath = "github.com/yikou/yikou/"

// notModules are the folders of internal that are no modules: the layers below
// them, the composition root above them, and the demo city, which is data.
var notModules = []string{"kernel", "standard", "platform", "app", "demo"}

// sourceFile is one parsed Go file that is no test.
type sourceFile struct {
	path    string // from the root, with slashes
	folder  string
	lines   int
	syntax  *ast.File
	fset    *token.FileSet
	imports []string
}

// area is the part of the tree a file belongs to: "kernel", "standard",
// "platform", "app", "cmd", "demo", or the name of a module.
func (f sourceFile) area() string {
	parts := strings.Split(f.path, "/")
	if parts[0] == "internal" {
		return parts[1]
	}
	return parts[0]
}

func (f sourceFile) inModule() bool {
	return strings.HasPrefix(f.path, "internal/") && !slices.Contains(notModules, f.area())
}

func sources(t *testing.T) []sourceFile {
	t.Helper()
	root := "../.."
	var files []sourceFile
	require.NoError(t, filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		relative, err := filepath.Rel(root, name)
		require.NoError(t, err)
		relative = filepath.ToSlash(relative)
		if d.IsDir() {
			top := strings.Split(relative, "/")[0]
			if slices.Contains([]string{".git", "bench", "tools", "node_modules", "data", "bin", "tmp"}, top) || d.Name() == "node_modules" || d.Name() == "testdata" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(relative, ".go") || strings.HasSuffix(relative, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, relative, text, parser.ParseComments)
		require.NoError(t, err)
		f := sourceFile{path: relative, folder: path.Dir(relative), lines: strings.Count(string(text), "\n"), syntax: syntax, fset: fset}
		for _, i := range syntax.Imports {
			value, err := strconv.Unquote(i.Path.Value)
			require.NoError(t, err)
			f.imports = append(f.imports, value)
		}
		files = append(files, f)
		return nil
	}))
	require.Greater(t, len(files), 40, "the walk missed the tree")
	return files
}

func TestAModuleNeverImportsAnotherModule(t *testing.T) {
	t.Parallel()
	for _, f := range sources(t) {
		for _, i := range f.imports {
			rest, ours := strings.CutPrefix(i, modulePath+"internal/")
			if !ours {
				continue
			}
			target := strings.Split(rest, "/")[0]
			isModule := !slices.Contains(notModules, target)
			if f.inModule() {
				assert.False(t, isModule && target != f.area(), "%s imports module %s; ask through ports.go", f.path, target)
				assert.NotContains(t, []string{"app", "demo"}, target, f.path)
			}
			switch f.area() {
			case "kernel":
				t.Errorf("%s imports %s; the kernel imports nothing of ours", f.path, i)
			case "standard":
				assert.Equal(t, "standard", target, "%s imports %s; a standard is pure", f.path, i)
			case "platform":
				assert.Contains(t, []string{"platform", "standard", "kernel"}, target, "%s imports %s", f.path, i)
			case "demo":
				assert.Contains(t, []string{"demo", "standard"}, target, "%s imports %s; the demo city is data", f.path, i)
			case "cmd":
				assert.Equal(t, "app", target, "%s imports %s; cmd knows only app", f.path, i)
			}
		}
	}
}

// technique are the files of a module's own folder that may know more than the
// kernel and the standards, by the first word of their names.
var technique = []string{"service", "store", "query", "http", "jobs", "ports", "events", "perm", "errors", "doc"}

func TestDomainFilesAreFreeOfTechnique(t *testing.T) {
	t.Parallel()
	forbidden := []string{"context", "database/sql", "net/http", "log/slog", "encoding/json"}
	for _, f := range sources(t) {
		if !f.inModule() || f.folder != "internal/"+f.area() {
			continue
		}
		kind, _, _ := strings.Cut(strings.TrimSuffix(path.Base(f.path), ".go"), "_")
		for _, i := range f.imports {
			if !slices.Contains(technique, kind) {
				assert.NotContains(t, forbidden, i, "%s is a domain file", f.path)
				assert.False(t, strings.HasPrefix(i, modulePath+"internal/platform/") && !strings.HasSuffix(i, "/errs"), "%s is a domain file and imports %s", f.path, i)
			}
			if kind != "http" {
				assert.NotEqual(t, "github.com/danielgtaylor/huma/v2", i, f.path)
				assert.NotEqual(t, modulePath+"internal/platform/web", i, f.path)
			}
			if kind != "store" && kind != "query" {
				assert.NotEqual(t, "database/sql", i, f.path)
			}
		}
	}
}

var (
	statement = regexp.MustCompile(`(?s)^\s*(SELECT\s|INSERT INTO|UPDATE\s+\w+\s+SET|DELETE FROM|WITH\s+\w+\s+AS)`)
	tableName = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z]+_[a-z_]+)`)
	created   = regexp.MustCompile(`(?i)CREATE (?:TABLE|VIEW)\s+([a-z_]+)`)
)

func TestOnlyStoreAndQueryHoldSQLAndNameTheirOwnTables(t *testing.T) {
	t.Parallel()
	found := 0
	for _, f := range sources(t) {
		if !f.inModule() {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			require.NoError(t, err)
			if !statement.MatchString(text) {
				return true
			}
			found++
			base := path.Base(f.path)
			assert.True(t, strings.HasPrefix(base, "store") || strings.HasPrefix(base, "query"), "%s holds SQL: %s", f.fset.Position(literal.Pos()), text)
			for _, m := range tableName.FindAllStringSubmatch(text, -1) {
				assert.True(t, strings.HasPrefix(m[1], f.area()+"_"), "%s names table %s of another module", f.fset.Position(literal.Pos()), m[1])
			}
			return true
		})
	}
	assert.Greater(t, found, 30, "the search for SQL no longer finds any")
}

func TestATableCarriesTheNameOfTheModuleThatOwnsIt(t *testing.T) {
	t.Parallel()
	owners := map[string][]string{"audit": {"audit"}, "platform": {"job", "event", "textsearch"}}
	names, err := filepath.Glob("../../migrations/*.sql")
	require.NoError(t, err)
	assert.NotEmpty(t, names)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		_, owner, _ := strings.Cut(strings.Split(filepath.Base(name), ".")[0], "_")
		owner, _, _ = strings.Cut(owner, "_")
		allowed := owners[owner]
		if allowed == nil {
			allowed = []string{owner}
		}
		for _, m := range created.FindAllStringSubmatch(string(text), -1) {
			prefix, _, _ := strings.Cut(strings.TrimPrefix(m[1], "pub_"), "_")
			assert.Contains(t, allowed, prefix, "%s creates %s", name, m[1])
		}
	}
}

// nolintlint looks only at linters that run: an exception from one that does not
// would stay for ever and say nothing.
func TestAnExceptionNamesALinterThatRuns(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../.golangci.yml")
	require.NoError(t, err)
	var settings struct {
		Linters struct{ Enable []string }
	}
	require.NoError(t, yaml.Unmarshal(text, &settings))
	require.NotEmpty(t, settings.Linters.Enable)
	exception := regexp.MustCompile(`//\s*nolint(?::([a-z,]+))?`)
	found := 0
	require.NoError(t, filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		if d.IsDir() && slices.Contains([]string{".git", ".cache", "node_modules", "testdata"}, d.Name()) {
			return filepath.SkipDir
		}
		if filepath.Ext(name) != ".go" || d.Name() == "arch_test.go" {
			return nil
		}
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range exception.FindAllStringSubmatch(string(text), -1) {
			found++
			for _, linter := range strings.Split(m[1], ",") {
				assert.Contains(t, settings.Linters.Enable, linter, "%s makes an exception from %q, which does not run", name, linter)
			}
		}
		return nil
	}))
	require.NotZero(t, found)
}

func TestNothingHappensOnImportAndPackageVariablesAreConstantTables(t *testing.T) {
	t.Parallel()
	for _, f := range sources(t) {
		for _, d := range f.syntax.Decls {
			switch decl := d.(type) {
			case *ast.FuncDecl:
				assert.False(t, decl.Recv == nil && decl.Name.Name == "init", "%s has an init function", f.path)
			case *ast.GenDecl:
				if decl.Tok != token.VAR {
					continue
				}
				for _, s := range decl.Specs {
					spec := s.(*ast.ValueSpec)
					embedded := decl.Doc != nil && strings.Contains(decl.Doc.List[len(decl.Doc.List)-1].Text, "go:embed") ||
						spec.Doc != nil && strings.Contains(spec.Doc.List[len(spec.Doc.List)-1].Text, "go:embed")
					for _, v := range spec.Values {
						assert.True(t, constantTable(v), "%s: variable %s is neither an error, a compiled regexp nor a constant table", f.fset.Position(spec.Pos()), spec.Names[0].Name)
					}
					blank := spec.Names[0].Name == "_"
					assert.True(t, embedded || blank || len(spec.Values) > 0, "%s: variable %s starts empty, so something must change it", f.fset.Position(spec.Pos()), spec.Names[0].Name)
				}
			}
		}
	}
}

// constantTable reports whether a value can stand in a package variable: a
// literal, an error, a compiled expression, or a table that is computed once.
func constantTable(v ast.Expr) bool {
	switch e := v.(type) {
	case *ast.CompositeLit, *ast.BasicLit:
		return true
	case *ast.UnaryExpr:
		return e.Op == token.AND && constantTable(e.X)
	case *ast.CallExpr:
		name := ""
		function := e.Fun
		if index, ok := function.(*ast.IndexExpr); ok {
			function = index.X
		}
		switch fun := function.(type) {
		case *ast.SelectorExpr:
			if _, chained := fun.X.(*ast.CallExpr); chained { // errs.New(…).With(…)
				return constantTable(fun.X)
			}
			name = fun.Sel.Name
			if x, ok := fun.X.(*ast.Ident); ok {
				name = x.Name + "." + name
			}
		case *ast.Ident:
			name = fun.Name
		}
		return slices.Contains([]string{"errors.New", "errs.New", "errs.Newf", "fmt.Errorf", "regexp.MustCompile", "strings.NewReplacer",
			"civil.Of", "sync.OnceValue", "sync.OnceValues", "sync.OnceFunc", "time.FixedZone", "template.Must"}, name)
	}
	return false
}

func TestSizesStayReadable(t *testing.T) {
	t.Parallel()
	packages := map[string]int{}
	documented := map[string]bool{}
	for _, f := range sources(t) {
		assert.LessOrEqual(t, f.lines, 500, "%s wants a split", f.path)
		packages[f.folder] += f.lines
		if f.syntax.Doc != nil {
			documented[f.folder] = true
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if i, ok := n.(*ast.InterfaceType); ok {
				assert.LessOrEqual(t, i.Methods.NumFields(), 8, "%s: an interface of this size wants a split", f.fset.Position(i.Pos()))
			}
			return true
		})
		if f.path == "cmd/yikou/main.go" {
			assert.LessOrEqual(t, f.lines, 60)
		}
	}
	for folder, lines := range packages {
		assert.LessOrEqual(t, lines, 3000, "package %s wants a split", folder)
		assert.True(t, documented[folder], "package %s says nowhere what it is for", folder)
	}
}
