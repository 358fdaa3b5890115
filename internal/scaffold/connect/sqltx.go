package connect

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"strings"
	"time"
)

// A sqlTx is a transaction on a connection of its own. It is driven by plain
// statements, because database/sql cannot say BEGIN IMMEDIATE.
type sqlTx struct {
	s       *SQLStore
	conn    *sql.Conn
	lockRow string // what SELECT needs to lock the row
	unlock  func() // within the process
	open    bool
}

// begin opens a transaction. On SQLite it holds the write lock afterwards.
func (s *SQLStore) begin(ctx context.Context) (tx *sqlTx, err error) {
	tx = &sqlTx{s: s, unlock: func() {}, lockRow: " FOR UPDATE"}
	start := "BEGIN ISOLATION LEVEL READ COMMITTED" // whoever waited for the row sees the new one
	if s.dialect == SQLite {
		tx.lockRow, start = "", "BEGIN IMMEDIATE"
		if tx.unlock, err = s.locks.lock(ctx, s.table); err != nil {
			return nil, err
		}
	}
	if tx.conn, err = s.db.Conn(ctx); err != nil {
		tx.unlock()
		return nil, err
	}
	err = s.patiently(ctx, func(ctx context.Context) error {
		_, err := tx.conn.ExecContext(ctx, start)
		return err
	})
	if err != nil {
		tx.discard() // a driver that was interrupted may have begun after all
		return nil, err
	}
	tx.open = true
	return tx, nil
}

// commit ends the transaction. After an error it is not known whether the
// database has committed; the caller must read again.
func (tx *sqlTx) commit(ctx context.Context) error {
	err := tx.s.patiently(ctx, func(ctx context.Context) error {
		_, err := tx.conn.ExecContext(ctx, "COMMIT")
		return err
	})
	if err != nil {
		return err
	}
	tx.open = false
	tx.conn.Close()
	tx.unlock()
	return nil
}

// rollback undoes a transaction that was not committed. It works after the
// context has ended, too; if it does not, the connection is thrown away.
func (tx *sqlTx) rollback() {
	if !tx.open {
		return
	}
	tx.open = false
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if _, err := tx.conn.ExecContext(ctx, "ROLLBACK"); err != nil {
		tx.discard()
		return
	}
	tx.conn.Close()
	tx.unlock()
}

// discard closes the connection instead of giving it back to the pool.
func (tx *sqlTx) discard() {
	tx.conn.Raw(func(any) error { return driver.ErrBadConn })
	tx.conn.Close()
	tx.unlock()
}

// busyTimeout bounds the wait for another writer if the context does not.
const busyTimeout = 30 * time.Second

// patiently repeats f while SQLite says that another process is writing. SQLite
// waits by itself only if busy_timeout is set, and not in every case.
func (s *SQLStore) patiently(ctx context.Context, f func(ctx context.Context) error) error {
	if s.dialect != SQLite {
		return f(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, busyTimeout)
	defer cancel()
	for wait := time.Millisecond; ; wait = min(2*wait, 20*time.Millisecond) {
		err := f(ctx)
		if err == nil || !busy(err) {
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return err
		}
	}
}

// busy recognises SQLITE_BUSY and SQLITE_LOCKED in the texts of the drivers in
// use; their types are not known here.
func busy(err error) bool {
	text := err.Error()
	return strings.Contains(text, "SQLITE_BUSY") || strings.Contains(text, "SQLITE_LOCKED") ||
		strings.Contains(text, "database is locked") || strings.Contains(text, "table is locked")
}
