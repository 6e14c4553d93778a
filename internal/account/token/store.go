package token

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// newest is the order of tokens: the latest first.
var newest = db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true}

const columns = `id, owner, name, created_at, expires_at, last_used_at, last_address, revoked_at`

func (s *Service) insert(ctx context.Context, t Token, hash string) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO account_token (id, token_hash, owner, name, created_at, expires_at, last_address) VALUES (?, ?, ?, ?, ?, ?, '')`,
		t.ID, hash, t.Owner, t.Name, db.At(t.CreatedAt), db.At(t.ExpiresAt))
	if err != nil {
		return wrap(err, "add token")
	}
	for _, permission := range t.permissions() {
		if _, err := s.DB.Exec(ctx, `INSERT INTO account_token_grant (token, permission, reach) VALUES (?, ?, ?)`,
			t.ID, permission, role.ReachName(t.Grants[permission])); err != nil {
			return wrap(err, "add grant of token")
		}
	}
	return nil
}

func (t Token) permissions() []string { return slices.Sorted(maps.Keys(t.Grants)) }

func (s *Service) byHash(ctx context.Context, hash string) (Token, bool, error) {
	t, err := scan(s.DB.QueryRow(ctx, `SELECT `+columns+` FROM account_token WHERE token_hash = ?`, hash))
	if db.IsNoRows(err) {
		return Token{}, false, nil
	}
	if err != nil {
		return Token{}, false, wrap(err, "look up token")
	}
	list := []Token{t}
	err = s.fillGrants(ctx, list)
	return list[0], err == nil, err
}

func (s *Service) list(ctx context.Context, owner string, page kernel.Page) (kernel.Rows[Token], error) {
	out := kernel.Rows[Token]{Items: []Token{}}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_token WHERE owner = ?`, owner).Scan(&out.Total); err != nil {
		return out, wrap(err, "count tokens")
	}
	where, args := `owner = ?`, []any{owner}
	after, afterArgs, err := newest.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		where, args = where+" AND "+after, append(args, afterArgs...)
	}
	rows, err := s.DB.Query(ctx, `SELECT `+columns+` FROM account_token WHERE `+where+newest.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return out, wrap(err, "list tokens")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		t, err := scan(rows)
		if err != nil {
			return out, wrap(err, "read token")
		}
		out.Items = append(out.Items, t)
	}
	if err := rows.Err(); err != nil {
		return out, wrap(err, "list tokens")
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = newest.Cursor(out.Items[page.Limit-1].ID)
	}
	return out, s.fillGrants(ctx, out.Items)
}

type scanner interface{ Scan(into ...any) error }

func scan(row scanner) (Token, error) {
	var t Token
	var created, expires, used, revoked db.Time
	err := row.Scan(&t.ID, &t.Owner, &t.Name, &created, &expires, &used, &t.LastAddress, &revoked)
	t.CreatedAt, t.ExpiresAt, t.LastUsedAt, t.RevokedAt = created.Time, expires.Time, used.Time, revoked.Time
	return t, err
}

// fillGrants reads what each token was made for.
func (s *Service) fillGrants(ctx context.Context, tokens []Token) error {
	if len(tokens) == 0 {
		return nil
	}
	ids, place := make([]any, len(tokens)), map[string]int{}
	for i := range tokens {
		ids[i], place[tokens[i].ID] = tokens[i].ID, i
		tokens[i].Grants = map[string]kernel.Reach{}
	}
	rows, err := s.DB.Query(ctx, `SELECT token, permission, reach FROM account_token_grant WHERE token IN (`+db.Placeholders(len(ids))+`)`, ids...)
	if err != nil {
		return wrap(err, "list grants of tokens")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, permission, reach string
		if err := rows.Scan(&id, &permission, &reach); err != nil {
			return wrap(err, "read grant of token")
		}
		tokens[place[id]].Grants[permission] = role.ReachNamed(reach)
	}
	return wrap(rows.Err(), "list grants of tokens")
}

func (s *Service) countValid(ctx context.Context, owner string) (int, error) {
	var n int
	err := s.DB.QueryRow(ctx, `SELECT count(*) FROM account_token WHERE owner = ? AND revoked_at IS NULL AND expires_at > ?`,
		owner, db.At(s.Clock.Now())).Scan(&n)
	return n, wrap(err, "count tokens")
}

// revoke ends a token. It reports whether the owner has it, and whether it was
// not revoked before.
func (s *Service) revoke(ctx context.Context, owner, id string) (known, revoked bool, err error) {
	result, err := s.DB.Exec(ctx, `UPDATE account_token SET revoked_at = ? WHERE id = ? AND owner = ? AND revoked_at IS NULL`,
		db.At(s.Clock.Now()), id, owner)
	if err != nil {
		return false, false, wrap(err, "revoke token")
	}
	n, err := result.RowsAffected()
	if err != nil || n > 0 {
		return true, n > 0, wrap(err, "revoke token")
	}
	err = s.DB.QueryRow(ctx, `SELECT count(*) FROM account_token WHERE id = ? AND owner = ?`, id, owner).Scan(&n)
	return n > 0, false, wrap(err, "look up token")
}

func (s *Service) used(ctx context.Context, id string, now time.Time) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_token SET last_used_at = ?, last_address = ? WHERE id = ?`,
		db.At(now), kernel.RequestOf(ctx).Address, id)
	return wrap(err, "note use of token")
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
