package auditname

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// written is what the source writes into the audit log: the literals of
// audit.Entry{Action: …, ObjectKind: …} and the names of events, which modules
// pass on. Each with a file that says it.
func written(t *testing.T) (actions, objects map[string]string) {
	t.Helper()
	named, kind := regexp.MustCompile(`^[a-z]+\.[a-z_]+$`), regexp.MustCompile(`^[a-z_]+$`)
	found := map[string]string{}
	objects = map[string]string{}
	require.NoError(t, filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		require.NoError(t, err)
		if entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		require.NoError(t, err)
		take := func(e ast.Expr, form *regexp.Regexp, into map[string]string) {
			if literal, is := e.(*ast.BasicLit); is {
				if text, err := strconv.Unquote(literal.Value); err == nil && form.MatchString(text) {
					into[text] = path
				}
			}
		}
		ast.Inspect(syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				key, is := n.Key.(*ast.Ident)
				switch {
				case is && key.Name == "Action":
					take(n.Value, named, found)
				case is && key.Name == "ObjectKind":
					take(n.Value, kind, objects)
				}
			case *ast.FuncDecl:
				if n.Name.Name == "EventName" && len(n.Body.List) == 1 {
					if answer, is := n.Body.List[0].(*ast.ReturnStmt); is {
						take(answer.Results[0], named, found)
					}
				}
			}
			return true
		})
		return nil
	}))
	require.Greater(t, len(found), 20, "the walk missed the source")
	return found, objects
}

func TestEveryActionAndObjectOfTheAuditLogHasAChineseName(t *testing.T) {
	t.Parallel()
	actions, objects := written(t)
	for action, path := range actions {
		require.NotEmpty(t, Actions()[action], "%s in %s needs a name in Actions", action, path)
	}
	for kind, path := range objects {
		require.NotEmpty(t, Objects()[kind], "%s in %s needs a name in Objects", kind, path)
	}
}
