package library

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

// repealed is true of an entry e that ended or was replaced by a published policy
// on or before a day, which it takes twice.
const repealed = `(e.repealed_on IS NOT NULL AND e.repealed_on <= ? OR EXISTS (SELECT 1 FROM policy_library_relation r
	JOIN policy_library_entry x ON x.policy = r.policy
	WHERE r.target = e.policy AND r.kind = 'replaces' AND x.state = 'published'
		AND (coalesce(x.effective_from, x.published_on) IS NULL OR coalesce(x.effective_from, x.published_on) <= ?)))`

// standing is the standing of an entry e on a day, which it takes four times.
const standing = `CASE WHEN ` + repealed + ` THEN 'repealed' WHEN e.effective_to < ? THEN 'expired' WHEN e.effective_from > ? THEN 'upcoming' ELSE 'in_force' END`

// orphaned is true of an entry c whose basis was repealed on or before a day,
// which it takes twice.
const orphaned = `EXISTS (SELECT 1 FROM policy_library_relation p JOIN policy_library_entry e ON e.policy = p.target
	WHERE p.policy = c.policy AND p.kind IN ('implements', 'amends') AND ` + repealed + `)`

const entryColumns = `c.policy, c.state, c.version, c.title, c.number, c.level, c.published_on, c.effective_from, c.effective_to, c.repealed_on, c.source_url,
	c.articles, c.owner, c.owner_name, c.origin, c.imported, c.updated_at, c.reviewed_on, c.link_state, c.link_checked_at, c.link_failures`

func scanEntry(rows *sql.Rows) (*Entry, error) {
	e := &Entry{}
	var published, from, to, ended, reviewed db.Date
	var updated, checked db.Time
	var parent bool
	err := rows.Scan(&e.ID, &e.State, &e.Version, &e.Title, &e.Number, &e.Level, &published, &from, &to, &ended, &e.SourceURL,
		&e.Articles, &e.Owner, &e.OwnerName, &e.Origin, &e.imported, &updated, &reviewed, &e.Link, &checked, &e.linkFailures, &e.Standing, &parent)
	if err != nil {
		return nil, fmt.Errorf("read policy entry: %w", err)
	}
	e.PublishedOn, e.EffectiveFrom, e.EffectiveTo, e.RepealedOn, e.ReviewedOn = published.Date, from.Date, to.Date, ended.Date, reviewed.Date
	e.UpdatedAt, e.LinkCheckedAt, e.ParentRepealed = updated.Time, checked.Time, parent
	return e, nil
}

// Entries lists the entries that a condition on c lets through, as they stand on
// a day, with issuers and themes. The condition is one of this file's constants.
func (s store) entries(ctx context.Context, day civil.Date, condition string, args ...any) ([]*Entry, error) {
	d := db.Date{Date: day}
	rows, err := s.db.Query(ctx, `SELECT `+entryColumns+`, (SELECT `+standing+` FROM policy_library_entry e WHERE e.policy = c.policy), `+orphaned+`
		FROM policy_library_entry c `+condition, append([]any{d, d, d, d, d, d}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("list policies: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []*Entry
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list policies: %w", err)
	}
	return out, nil
}

// Find lists every entry that the filter lets through, the latest first. The
// themes are those that fit, a theme and all under it; none for any.
// What is the owner's is also what none of the keepers has; no keepers for that alone.
func (s store) Find(ctx context.Context, f Filter, owner string, keepers, themes []string, day civil.Date) ([]*Entry, error) {
	conditions := []string{"1 = 1"}
	var args []any
	add := func(condition string, values ...any) {
		conditions, args = append(conditions, condition), append(args, values...)
	}
	if f.State != "" {
		add("c.state = ?", f.State)
	}
	if f.Level != "" {
		add("c.level = ?", f.Level)
	}
	if f.Issuer != "" {
		add(`EXISTS (SELECT 1 FROM policy_library_issuer i WHERE i.policy = c.policy AND i.name LIKE ? ESCAPE '\')`, "%"+db.EscapeLike(f.Issuer)+"%")
	}
	if len(themes) > 0 {
		add(`EXISTS (SELECT 1 FROM policy_library_theme t WHERE t.policy = c.policy AND t.theme IN (`+db.Placeholders(len(themes))+`))`, anys(themes)...)
	}
	if f.Year > 0 {
		from, _ := civil.Parse(fmt.Sprintf("%04d-01-01", f.Year))
		add("c.published_on >= ? AND c.published_on < ?", db.Date{Date: from}, db.Date{Date: from.AddMonths(12)})
	}
	switch {
	case f.Mine && len(keepers) > 0:
		add(`(c.owner = ? OR c.owner NOT IN (`+db.Placeholders(len(keepers))+`))`, append([]any{owner}, anys(keepers)...)...)
	case f.Mine:
		add("c.owner = ?", owner)
	}
	list, err := s.entries(ctx, day, "WHERE "+strings.Join(conditions, " AND "), args...)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(e *Entry) bool {
		return f.Standing != "" && e.Standing != f.Standing || f.Due && len(e.Due(day)) == 0
	})
	slices.SortFunc(list, newestFirst)
	return list, nil
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, one := range list {
		out[i] = one
	}
	return out
}

// Entry returns one entry with its issuers and themes, false when there is none.
func (s store) Entry(ctx context.Context, policy string, day civil.Date) (*Entry, bool, error) {
	list, err := s.entries(ctx, day, `WHERE c.policy = ?`, policy)
	if err != nil || len(list) == 0 {
		return nil, false, err
	}
	return list[0], true, s.Named(ctx, list)
}

// Named fills in the issuers and themes of entries, at most some hundreds.
func (s store) Named(ctx context.Context, list []*Entry) error {
	if len(list) == 0 {
		return nil
	}
	byID := map[string]*Entry{}
	ids := make([]any, 0, len(list))
	for _, e := range list {
		byID[e.ID] = e
		ids = append(ids, e.ID)
	}
	in := db.Placeholders(len(ids))
	for _, query := range []string{
		`SELECT policy, name, 'issuer' FROM policy_library_issuer WHERE policy IN (` + in + `) ORDER BY name`,
		`SELECT policy, theme, 'theme' FROM policy_library_theme WHERE policy IN (` + in + `) ORDER BY theme`,
	} {
		if err := s.named(ctx, byID, query, ids); err != nil {
			return err
		}
	}
	return nil
}

func (s store) named(ctx context.Context, byID map[string]*Entry, query string, ids []any) error {
	rows, err := s.db.Query(ctx, query, ids...)
	if err != nil {
		return fmt.Errorf("list issuers and themes: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var policy, value, what string
		if err := rows.Scan(&policy, &value, &what); err != nil {
			return fmt.Errorf("read issuers and themes: %w", err)
		}
		if e := byID[policy]; what == "issuer" {
			e.Issuers = append(e.Issuers, value)
		} else {
			e.Themes = append(e.Themes, value)
		}
	}
	return rows.Err()
}

// Relations lists what a policy points to, or with incoming what points to it.
// Targets that are not in the library come with their title alone.
func (s store) Relations(ctx context.Context, policy string, incoming bool, day civil.Date) ([]Related, error) {
	query := `SELECT r.kind, coalesce(e.policy, ''), coalesce(e.title, r.title), coalesce(e.state, ''), CASE WHEN e.policy IS NULL THEN '' ELSE ` + standing + ` END, r.title
		FROM policy_library_relation r LEFT JOIN policy_library_entry e ON e.policy = r.target WHERE r.policy = ? ORDER BY r.position`
	if incoming {
		query = `SELECT r.kind, e.policy, e.title, e.state, ` + standing + `, r.title
			FROM policy_library_relation r JOIN policy_library_entry e ON e.policy = r.policy WHERE r.target = ? ORDER BY e.title, e.policy`
	}
	d := db.Date{Date: day}
	rows, err := s.db.Query(ctx, query, d, d, d, d, policy)
	if err != nil {
		return nil, fmt.Errorf("list relations of %s: %w", policy, err)
	}
	defer func() { _ = rows.Close() }()
	var out []Related
	for rows.Next() {
		var r Related
		if err := rows.Scan(&r.Kind, &r.ID, &r.Title, &r.State, &r.Standing, &r.written); err != nil {
			return nil, fmt.Errorf("read relation of %s: %w", policy, err)
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

const fileColumns = `id, policy, name, media, size, sha256, blob, uploaded_by, uploaded_at`

func (s store) files(ctx context.Context, condition string, args ...any) ([]File, error) {
	rows, err := s.db.Query(ctx, `SELECT `+fileColumns+` FROM policy_library_file `+condition, args...)
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []File
	for rows.Next() {
		var f File
		var at db.Time
		if err := rows.Scan(&f.ID, &f.Policy, &f.Name, &f.Media, &f.Size, &f.SHA256, &f.Blob, &f.By, &at); err != nil {
			return nil, fmt.Errorf("read file: %w", err)
		}
		f.At = at.Time
		out = append(out, f)
	}
	return out, rows.Err()
}

// Files lists the files of a policy.
func (s store) Files(ctx context.Context, policy string) ([]File, error) {
	return s.files(ctx, `WHERE policy = ? ORDER BY uploaded_at, id`, policy)
}

// Loose lists files that no policy took, uploaded before an instant.
func (s store) Loose(ctx context.Context, before db.Time) ([]File, error) {
	return s.files(ctx, `WHERE policy = '' AND uploaded_at < ? ORDER BY id LIMIT 1000`, before)
}

// DropFile removes the row of a file that no policy took; false when one did.
func (s store) DropFile(ctx context.Context, id string) (bool, error) {
	done, err := s.db.Exec(ctx, `DELETE FROM policy_library_file WHERE id = ? AND policy = ''`, id)
	if err != nil {
		return false, fmt.Errorf("remove file %s: %w", id, err)
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

// Titles names the published policies, or all.
func (s store) Titles(ctx context.Context, publicOnly bool) ([]Titled, error) {
	query := `SELECT policy, title, number, published_on FROM policy_library_entry ORDER BY policy`
	if publicOnly {
		query = `SELECT policy, title, number, published_on FROM policy_library_entry WHERE state = 'published' ORDER BY policy`
	}
	rows, err := s.db.Query(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("list titles of policies: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []Titled
	for rows.Next() {
		var t Titled
		var on db.Date
		if err := rows.Scan(&t.ID, &t.Title, &t.Number, &on); err != nil {
			return nil, fmt.Errorf("read title of policy: %w", err)
		}
		t.PublishedOn = on.Date
		out = append(out, t)
	}
	return out, rows.Err()
}

// Unshelved lists policies that have no entry: those of an instance from before
// the library.
func (s store) Unshelved(ctx context.Context, limit int) ([]string, error) {
	rows, err := s.db.Query(ctx, `SELECT d.id FROM policy_document d LEFT JOIN policy_library_entry e ON e.policy = d.id WHERE e.policy IS NULL ORDER BY d.id LIMIT ?`, limit)
	if err != nil {
		return nil, fmt.Errorf("list policies without entry: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("read policy without entry: %w", err)
		}
		out = append(out, id)
	}
	return out, rows.Err()
}

// Reminded lists when owners were last reminded of their policies.
func (s store) Reminded(ctx context.Context) (map[string]civil.Date, error) {
	rows, err := s.db.Query(ctx, `SELECT policy, reminded_on FROM policy_library_entry WHERE reminded_on IS NOT NULL`)
	if err != nil {
		return nil, fmt.Errorf("list reminders: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]civil.Date{}
	for rows.Next() {
		var policy string
		var on db.Date
		if err := rows.Scan(&policy, &on); err != nil {
			return nil, fmt.Errorf("read reminder: %w", err)
		}
		out[policy] = on.Date
	}
	return out, rows.Err()
}
