package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// manualSQL returns the statements of the operations manual on PostgreSQL, block
// by block, with names of this run's own: roles are of the whole server.
func manualSQL(t *testing.T, owner, password string) [][]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/operations.md")
	require.NoError(t, err)
	_, chapter, found := strings.Cut(string(text), "### PostgreSQL\n")
	require.True(t, found)
	chapter, _, _ = strings.Cut(chapter, "\n## ")
	var blocks [][]string
	for _, m := range regexp.MustCompile("(?s)```sql\n(.*?)```").FindAllStringSubmatch(chapter, -1) {
		own := strings.ReplaceAll(regexp.MustCompile(`\byikou(_app)?\b`).ReplaceAllString(m[1], owner+"$1"), "…", password)
		var statements []string
		for _, s := range strings.Split(own, ";\n") {
			if s = strings.TrimSpace(s); s != "" {
				statements = append(statements, s)
			}
		}
		blocks = append(blocks, statements)
	}
	return blocks
}

// as returns the address of a database for one role.
func as(t *testing.T, base, role, password, database string) string {
	t.Helper()
	u, err := url.Parse(base)
	require.NoError(t, err)
	query := u.Query()
	query.Del("user")
	query.Del("password")
	u.User, u.Path, u.RawQuery = url.UserPassword(role, password), "/"+database, query.Encode()
	return u.String()
}

func execute(t *testing.T, address string, statements ...string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context()) // also in a cleanup
	d, err := db.Open(ctx, address, db.Options{Readers: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close()) }()
	for _, s := range statements {
		_, err := d.Exec(ctx, s)
		require.NoError(t, err, s)
	}
}

// The statements are those that the manual tells operators to run. The program
// does all its work with the second role, and with that role nobody can change
// what the audit log says, nor switch off what guards it.
func TestTheRoleThatTheManualGivesTheProgramWorksAndCannotTouchTheAuditLog(t *testing.T) {
	t.Parallel()
	base := os.Getenv(dbtest.PostgresEnv)
	if base == "" {
		t.Skipf("SKIPPED: %s is not set; run it through make test", dbtest.PostgresEnv)
	}
	owner := "yk_" + strings.ReplaceAll(kernel.NewID(), "-", "")
	const password = "words-of-a-test"
	manual := manualSQL(t, owner, password)
	require.Len(t, manual, 3, "the manual has changed; so must this test")
	t.Cleanup(func() {
		execute(t, base, fmt.Sprintf(`DROP DATABASE IF EXISTS %s WITH (FORCE)`, owner), `DROP ROLE IF EXISTS `+owner+`_app`, `DROP ROLE IF EXISTS `+owner)
	})
	execute(t, base, append(manual[0], manual[1]...)...)
	byOwner, byProgram := as(t, base, owner, password, owner), as(t, base, owner+"_app", password, owner)
	data := t.TempDir()
	instance{data: data, database: byOwner}.command(t, "migrate")
	execute(t, byOwner, manual[2]...)

	here := instance{data: data, database: byProgram}
	var made struct{ Password string }
	require.NoError(t, json.Unmarshal(here.command(t, "--json", "staff", "create", "daoru", "--name", "周示例", "--role", "importer"), &made))
	c := here.serve(t).login(t, "daoru", made.Password)
	var started struct{ Job string }
	c.post("/imports?kind=enterprises&filename=a.csv", "application/octet-stream", strings.NewReader("name,uscc\n望渚区甲示例有限公司,"+firmCode(t, 1)+"\n"), &started)
	end := c.follow(started.Job, func(s task) bool { return s.State == "done" || s.State == "failed" })
	require.Equal(t, "done", end.State, end.Note)
	require.Equal(t, 1, registered(t, here))
	here.command(t, "keys", "rotate")
	here.command(t, "backup", filepath.Join(t.TempDir(), "a.backup"))
	execute(t, byOwner, `CREATE TABLE org_newer (id text)`) // as an upgrade does
	execute(t, byProgram, `INSERT INTO org_newer (id) VALUES ('x')`)

	d, err := db.Open(t.Context(), byProgram, db.Options{Readers: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close()) }()
	_, _ = d.Exec(t.Context(), `GRANT UPDATE ON audit_entry TO `+owner+`_app`) // a warning, and grants nothing
	for statement, refusal := range map[string]string{
		`UPDATE audit_entry SET actor = 'somebody'`:                        "permission denied",
		`DELETE FROM audit_entry`:                                          "permission denied",
		`TRUNCATE audit_entry`:                                             "permission denied",
		`ALTER TABLE audit_entry DISABLE TRIGGER ALL`:                      "must be owner",
		`DROP TRIGGER audit_entry_final ON audit_entry`:                    "must be owner",
		`DROP TABLE audit_entry`:                                           "must be owner",
		`SET session_replication_role = replica`:                           "permission denied",
		`CREATE TABLE audit_other (id text)`:                               "permission denied",
		`CREATE RULE quiet AS ON INSERT TO audit_entry DO INSTEAD NOTHING`: "must be owner",
	} {
		_, err := d.Exec(t.Context(), statement)
		require.ErrorContains(t, err, refusal, statement)
	}
	require.Contains(t, string(here.command(t, "--json", "audit", "verify")), `"whole":true`)

	// A newer program that is started before its owner has brought the schema up.
	execute(t, byOwner, `DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)`)
	cmd := here.process(t, "audit", "verify")
	var said bytes.Buffer
	cmd.Stderr = &said
	require.Error(t, cmd.Run())
	require.Contains(t, said.String(), "请用属主账户运行 yikou migrate")
}
