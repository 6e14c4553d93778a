package db

import (
	"context"
	"database/sql/driver"
	"errors"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// How much of what SQLite prepared a connection keeps: to parse and to plan costs
// more than most statements of a few rows do. Guesses: a page needs a few dozen
// texts, and one over the limit is a batch that hardly comes again in that size.
const (
	statementsKept   = 256
	longestStatement = 8 << 10 // bytes
)

// keeping connects to SQLite, with connections that keep what they prepared. The
// driver of PostgreSQL does so by itself.
type keeping struct{ driver.Connector }

// Connect opens a connection.
func (k keeping) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := simplelru.NewLRU(statementsKept, func(_ string, s *keptStmt) { s.drop() })
	full, is := conn.(sqliteConn)
	if err != nil || !is {
		return nil, errors.Join(errors.New("db: statements of SQLite cannot be kept"), err, conn.Close())
	}
	return &keepingConn{full, kept}, nil
}

// sqliteConn is what the driver of SQLite offers.
type sqliteConn interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// keepingConn is a connection that keeps what it prepared. Like every connection it
// serves one caller at a time, who may nevertheless read the answers of several
// statements by turns, even of the same text.
type keepingConn struct {
	sqliteConn
	kept *simplelru.LRU[string, *keptStmt]
}

// keptStmt is a prepared statement, at work or waiting.
type keptStmt struct {
	sqliteStmt
	working, dropped bool
}

// drop closes the statement, if it is at work once it has ended.
func (s *keptStmt) drop() {
	s.dropped = true
	if !s.working {
		_ = s.Close() // what its last work failed with was told
	}
}

// end says that the work is done.
func (s *keptStmt) end() {
	s.working = false
	if s.dropped {
		s.drop()
	}
}

// statement returns a statement of the text that is not at work elsewhere.
func (c *keepingConn) statement(ctx context.Context, query string) (*keptStmt, error) {
	s, known := c.kept.Get(query)
	if known && !s.working {
		s.working = true
		return s, nil
	}
	prepared, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	full, is := prepared.(sqliteStmt)
	if !is {
		return nil, errors.Join(errors.New("db: a statement of SQLite takes no context"), prepared.Close())
	}
	s = &keptStmt{sqliteStmt: full, working: true, dropped: known || len(query) > longestStatement}
	if !s.dropped {
		c.kept.Add(query, s)
	}
	return s, nil
}

// failed forgets a statement whose work failed: what state it is in need not be known.
func (c *keepingConn) failed(query string, s *keptStmt) {
	if !s.dropped {
		c.kept.Remove(query)
	}
	s.end()
}

// ExecContext executes a statement.
func (c *keepingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	result, err := s.ExecContext(ctx, args)
	if err != nil {
		c.failed(query, s)
		return nil, err
	}
	s.end()
	return result, nil
}

// QueryContext runs a query.
func (c *keepingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args)
	if err != nil {
		c.failed(query, s)
		return nil, err
	}
	return &keptRows{rows, c, query, s}, nil
}

// Close closes the statements and the connection.
func (c *keepingConn) Close() error {
	c.kept.Purge()
	return c.sqliteConn.Close()
}

// keptRows is an answer whose end sets its statement free.
type keptRows struct {
	driver.Rows
	conn  *keepingConn
	query string
	stmt  *keptStmt
}

// Close ends the answer.
func (r *keptRows) Close() error {
	if err := r.Rows.Close(); err != nil {
		r.conn.failed(r.query, r.stmt)
		return err
	}
	r.stmt.end()
	return nil
}
