package dbtest

import (
	"context"
	"database/sql/driver"
	"errors"
	"sync"
)

// ErrFault is what a call fails with that was told to.
var ErrFault = errors.New("dbtest: this call was told to fail")

// Faults lets single calls of a database fail: begin, statements, commit. A
// commit that fails is undone. Hand Wrap to db.Options.
type Faults struct {
	mu     sync.Mutex
	armed  int // the call that fails, 0 for none
	calls  int
	failed string
	heard  []string
	hears  bool
}

// Hear notes what is called from now on; Heard returns it.
func (f *Faults) Hear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hears, f.heard = true, nil
}

// Heard returns the calls since Hear, statements without their arguments.
func (f *Faults) Heard() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hears = false
	return f.heard
}

// Fail makes the k-th call from now fail, k from 1; 0 lets all succeed. The count
// starts again.
func (f *Faults) Fail(k int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed, f.calls, f.failed = k, 0, ""
}

// Failed returns which call failed since Fail, empty when none did.
func (f *Faults) Failed() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.failed
}

func (f *Faults) call(what string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	if f.hears {
		f.heard = append(f.heard, what)
	}
	if f.armed == 0 || f.calls != f.armed {
		return nil
	}
	f.failed = what
	return ErrFault
}

// Wrap puts the faults between a pool and its driver.
func (f *Faults) Wrap(c driver.Connector) driver.Connector { return faultyConnector{c, f} }

type faultyConnector struct {
	driver.Connector
	faults *Faults
}

// Connect opens a connection whose calls may fail.
func (c faultyConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &faultyConn{conn, c.faults}, nil
}

// faultyConn passes on what both drivers offer.
type faultyConn struct {
	driver.Conn
	faults *Faults
}

// BeginTx begins a transaction.
func (c *faultyConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if err := c.faults.call("begin"); err != nil {
		return nil, err
	}
	tx, err := c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
	return faultyTx{tx, c.faults}, err
}

// PrepareContext prepares a statement; it is its execution that may fail.
func (c *faultyConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	s, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return &faultyStmt{s, c.faults, query}, nil
}

// ExecContext executes a statement.
func (c *faultyConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if err := c.faults.call(query); err != nil {
		return nil, err
	}
	return c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args)
}

// QueryContext runs a query.
func (c *faultyConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if err := c.faults.call(query); err != nil {
		return nil, err
	}
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
}

// Ping asks whether the connection lives.
func (c *faultyConn) Ping(ctx context.Context) error { return c.Conn.(driver.Pinger).Ping(ctx) }

// ResetSession readies the connection for its next user.
func (c *faultyConn) ResetSession(ctx context.Context) error {
	return c.Conn.(driver.SessionResetter).ResetSession(ctx)
}

// IsValid reports whether the connection can be used again.
func (c *faultyConn) IsValid() bool {
	v, ok := c.Conn.(driver.Validator)
	return !ok || v.IsValid()
}

// CheckNamedValue lets the driver say what it takes.
func (c *faultyConn) CheckNamedValue(v *driver.NamedValue) error {
	if checker, ok := c.Conn.(driver.NamedValueChecker); ok {
		return checker.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

type faultyTx struct {
	driver.Tx
	faults *Faults
}

// Commit commits, or undoes everything and fails.
func (t faultyTx) Commit() error {
	if err := t.faults.call("commit"); err != nil {
		return errors.Join(err, t.Rollback())
	}
	return t.Tx.Commit()
}

type faultyStmt struct {
	driver.Stmt
	faults *Faults
	query  string
}

// ExecContext executes the statement.
func (s *faultyStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if err := s.faults.call(s.query); err != nil {
		return nil, err
	}
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

// QueryContext runs the prepared query.
func (s *faultyStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if err := s.faults.call(s.query); err != nil {
		return nil, err
	}
	return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
}
