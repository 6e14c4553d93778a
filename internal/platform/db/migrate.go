package db

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"github.com/yikou/yikou/internal/platform/errs"
)

// migrationName matches `0007_policy.sql` and `0007_policy.sqlite.sql`.
var migrationName = regexp.MustCompile(`^(\d{4}_[a-z0-9_]+)(?:\.(sqlite|postgres))?\.sql$`)

// Migrations is the view of files that one engine sees: the general file of each
// number, or in its place the override that carries the engine's name.
func Migrations(files fs.FS, engine Engine) (fs.FS, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	chosen := map[string]string{}
	for _, e := range entries {
		m := migrationName.FindStringSubmatch(e.Name())
		if m == nil || (m[2] != "" && m[2] != string(engine)) {
			continue
		}
		if _, taken := chosen[m[1]]; m[2] != "" || !taken {
			chosen[m[1]] = e.Name()
		}
	}
	return selected{FS: files, names: slices.Sorted(maps.Values(chosen))}, nil
}

// selected shows only some files of a folder. goose lists migrations by Glob.
type selected struct {
	fs.FS
	names []string
}

// Glob returns the selected names that match the pattern.
func (s selected) Glob(pattern string) ([]string, error) {
	var matched []string
	for _, name := range s.names {
		ok, err := path.Match(pattern, name)
		if err != nil {
			return nil, err
		}
		if ok {
			matched = append(matched, name)
		}
	}
	return matched, nil
}

// Until is the view of files that a program had whose newest migration was the
// one with that number.
func Until(files fs.FS, number int64) fs.FS { return until{FS: files, number: number} }

type until struct {
	fs.FS
	number int64
}

// ReadDir lists the files up to the number.
func (u until) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(u.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		digits, _, _ := strings.Cut(e.Name(), "_")
		n, err := strconv.ParseInt(digits, 10, 64)
		return err != nil || n > u.number
	}), err
}

// Newest returns the number of the newest migration among files.
func Newest(files fs.FS) (newest int64, err error) {
	entries, err := fs.ReadDir(files, ".")
	for _, e := range entries {
		if migrationName.MatchString(e.Name()) {
			digits, _, _ := strings.Cut(e.Name(), "_")
			n, err := strconv.ParseInt(digits, 10, 64)
			if err != nil {
				return 0, err
			}
			newest = max(newest, n)
		}
	}
	return newest, err
}

// Version returns the number of the newest migration that was applied, 0 for a
// database without any.
func (d *DB) Version(ctx context.Context) (int64, error) {
	exists := `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'`
	if d.engine == Postgres {
		exists = `SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'goose_db_version'`
	}
	var n int64
	if err := d.QueryRow(ctx, exists).Scan(&n); err != nil || n == 0 {
		return 0, err
	}
	err := d.QueryRow(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version`).Scan(&n)
	return n, err
}

// ErrNewer is returned when the database was written by a newer program.
var ErrNewer = errs.New(errs.Conflict, "db.newer", "数据库是更新版本的程序建的，本程序没有动它。请重新安装那个版本的程序，或者用升级前的备份恢复。")

// ErrNotOwner is returned when the schema has to be brought up to date by an
// account that may not change it.
var ErrNotOwner = errs.New(errs.Conflict, "db.not_owner", "数据库结构要先升级，这个数据库账户没有权限，什么也没有改。请用属主账户运行 yikou migrate，再启动。")

// Migrate brings the schema up to date. Each file runs in a transaction of its
// own, so a killed run continues where it stopped. On PostgreSQL an advisory
// lock lets one of several starting nodes migrate. It returns ErrNewer, and
// changes nothing, when the database knows a migration that files does not, and
// ErrNotOwner when the account may not change the schema.
// Then runs under the same lock once the schema is up to date, for libraries that
// bring tables of their own.
func (d *DB) Migrate(ctx context.Context, files fs.FS, then ...func(context.Context) error) error {
	chosen, err := Migrations(files, d.engine)
	if err != nil {
		return err
	}
	if d.engine == Postgres {
		unlock, err := d.migrationLock(ctx)
		if err != nil {
			return err
		}
		defer unlock()
	}
	dialect := goose.DialectSQLite3
	if d.engine == Postgres {
		dialect = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(dialect, d.write, chosen, goose.WithVerbose(false))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	current, err := provider.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	sources := provider.ListSources()
	newest := slices.MaxFunc(sources, func(a, b *goose.Source) int { return int(a.Version - b.Version) })
	if current > newest.Version {
		return ErrNewer
	}
	if _, err := provider.Up(ctx); isPrivilege(err) {
		return ErrNotOwner.Because(err)
	} else if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	for _, more := range then {
		if err := more(ctx); err != nil {
			return err
		}
	}
	return nil
}

// migrationKey is the advisory lock that starting nodes queue for ("yiko").
const migrationKey = 0x79696b6f

func (d *DB) migrationLock(ctx context.Context) (unlock func(), err error) {
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect to migrate: %w", err)
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationKey); err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("wait to migrate: %w", err)
	}
	return func() {
		// The lock ends with its session should the unlock fail.
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationKey)
		_ = conn.Close()
	}, nil
}
