package app

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

// actions are what the source writes into the audit log: the literals of
// audit.Entry{Action: …} and the names of events, which modules pass on.
func actions(t *testing.T) map[string]string {
	t.Helper()
	named := regexp.MustCompile(`^[a-z]+\.[a-z_]+$`)
	found := map[string]string{}
	require.NoError(t, filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		require.NoError(t, err)
		if entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		require.NoError(t, err)
		take := func(e ast.Expr) {
			if literal, is := e.(*ast.BasicLit); is {
				if text, err := strconv.Unquote(literal.Value); err == nil && named.MatchString(text) {
					found[text] = path
				}
			}
		}
		ast.Inspect(syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if key, is := n.Key.(*ast.Ident); is && key.Name == "Action" {
					take(n.Value)
				}
			case *ast.FuncDecl:
				if n.Name.Name == "EventName" && len(n.Body.List) == 1 {
					if answer, is := n.Body.List[0].(*ast.ReturnStmt); is {
						take(answer.Results[0])
					}
				}
			}
			return true
		})
		return nil
	}))
	require.Greater(t, len(found), 20, "the walk missed the source")
	return found
}

func TestEveryActionOfTheAuditLogHasAChineseName(t *testing.T) {
	t.Parallel()
	labels := auditLabels()
	for action, path := range actions(t) {
		require.NotEmpty(t, labels[action], "%s in %s needs a name in auditLabels", action, path)
	}
}
