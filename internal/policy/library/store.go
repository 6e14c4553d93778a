package library

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy/definition"
)

// store reads and writes the tables of this package.
type store struct{ db *db.DB }

// SaveEntry writes an entry with its lists; a new one too.
func (s store) SaveEntry(ctx context.Context, e *Entry, relations []definition.Relation) error {
	_, err := s.db.Exec(ctx, `INSERT INTO policy_library_entry (policy, state, version, title, number, level, published_on, effective_from, effective_to, repealed_on,
			source_url, articles, owner, owner_name, origin, imported, updated_at, reviewed_on, link_state)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (policy) DO UPDATE SET state = excluded.state, version = excluded.version, title = excluded.title, number = excluded.number,
			level = excluded.level, published_on = excluded.published_on, effective_from = excluded.effective_from, effective_to = excluded.effective_to,
			repealed_on = excluded.repealed_on, source_url = excluded.source_url, articles = excluded.articles, owner = excluded.owner,
			owner_name = excluded.owner_name, origin = excluded.origin, imported = excluded.imported, updated_at = excluded.updated_at, reviewed_on = excluded.reviewed_on,
			link_state = excluded.link_state,
			link_checked_at = CASE WHEN policy_library_entry.source_url = excluded.source_url THEN policy_library_entry.link_checked_at END,
			link_failures = CASE WHEN policy_library_entry.source_url = excluded.source_url THEN policy_library_entry.link_failures ELSE 0 END`,
		e.ID, e.State, e.Version, e.Title, e.Number, e.Level, db.Date{Date: e.PublishedOn}, db.Date{Date: e.EffectiveFrom}, db.Date{Date: e.EffectiveTo},
		db.Date{Date: e.RepealedOn}, e.SourceURL, e.Articles, e.Owner, e.OwnerName, e.Origin, e.imported, db.At(e.UpdatedAt), db.Date{Date: e.ReviewedOn}, e.Link)
	if err != nil {
		return fmt.Errorf("save policy entry %s: %w", e.ID, err)
	}
	if err := s.saveNames(ctx, e); err != nil {
		return err
	}
	if _, err := s.db.Exec(ctx, `DELETE FROM policy_library_relation WHERE policy = ?`, e.ID); err != nil {
		return fmt.Errorf("save relations of %s: %w", e.ID, err)
	}
	for i, r := range relations {
		if _, err := s.db.Exec(ctx, `INSERT INTO policy_library_relation (policy, position, kind, target, title) VALUES (?, ?, ?, ?, ?)`,
			e.ID, i, r.Kind, r.Policy, r.Title); err != nil {
			return fmt.Errorf("save relation of %s: %w", e.ID, err)
		}
	}
	return nil
}

// Drop removes the entry of a policy with all that hangs on it. Its files are
// nobody's then, and swept.
func (s store) Drop(ctx context.Context, policy string) error {
	for _, statement := range []string{
		`DELETE FROM policy_library_issuer WHERE policy = ?`, `DELETE FROM policy_library_theme WHERE policy = ?`, `DELETE FROM policy_library_relation WHERE policy = ?`,
		`UPDATE policy_library_file SET policy = '' WHERE policy = ?`, `DELETE FROM policy_library_entry WHERE policy = ?`,
	} {
		if _, err := s.db.Exec(ctx, statement, policy); err != nil {
			return fmt.Errorf("remove entry of policy %s: %w", policy, err)
		}
	}
	return nil
}

// saveNames writes who issued a policy and what it is about.
func (s store) saveNames(ctx context.Context, e *Entry) error {
	for _, statement := range []string{`DELETE FROM policy_library_issuer WHERE policy = ?`, `DELETE FROM policy_library_theme WHERE policy = ?`} {
		if _, err := s.db.Exec(ctx, statement, e.ID); err != nil {
			return fmt.Errorf("save lists of %s: %w", e.ID, err)
		}
	}
	for _, name := range e.Issuers {
		if _, err := s.db.Exec(ctx, `INSERT INTO policy_library_issuer (policy, name) VALUES (?, ?) ON CONFLICT DO NOTHING`, e.ID, name); err != nil {
			return fmt.Errorf("save issuer of %s: %w", e.ID, err)
		}
	}
	for _, theme := range e.Themes {
		if _, err := s.db.Exec(ctx, `INSERT INTO policy_library_theme (policy, theme) VALUES (?, ?) ON CONFLICT DO NOTHING`, e.ID, theme); err != nil {
			return fmt.Errorf("save theme of %s: %w", e.ID, err)
		}
	}
	return nil
}

// SaveReminded writes that the owner of a policy was reminded on a day.
func (s store) SaveReminded(ctx context.Context, policy string, on db.Date) error {
	if _, err := s.db.Exec(ctx, `UPDATE policy_library_entry SET reminded_on = ? WHERE policy = ?`, on, policy); err != nil {
		return fmt.Errorf("save reminder of %s: %w", policy, err)
	}
	return nil
}

// SaveFile writes a new file.
func (s store) SaveFile(ctx context.Context, f File) error {
	_, err := s.db.Exec(ctx, `INSERT INTO policy_library_file (id, policy, name, media, size, sha256, blob, uploaded_by, uploaded_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, f.ID, f.Policy, f.Name, f.Media, f.Size, f.SHA256, f.Blob, f.By, db.At(f.At))
	if err != nil {
		return fmt.Errorf("save file %s: %w", f.ID, err)
	}
	return nil
}

// Attach gives files to a policy that belong to none or to it already, and
// reports how many of them that were.
func (s store) Attach(ctx context.Context, policy string, files []string) (int64, error) {
	if len(files) == 0 {
		return 0, nil
	}
	args := []any{policy, policy}
	for _, id := range files {
		args = append(args, id)
	}
	done, err := s.db.Exec(ctx, `UPDATE policy_library_file SET policy = ? WHERE policy IN ('', ?) AND id IN (`+db.Placeholders(len(files))+`)`, args...)
	if err != nil {
		return 0, fmt.Errorf("attach files to %s: %w", policy, err)
	}
	return done.RowsAffected()
}
