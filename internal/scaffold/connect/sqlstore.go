package connect

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// A Dialect is a kind of database that a [SQLStore] knows how to lock.
type Dialect string

// The dialects. For another database, write a [Store]; it has four methods.
const (
	// Postgres locks the user's row (SELECT … FOR UPDATE) during a refresh, so
	// users do not wait for each other. Each refresh occupies one connection.
	Postgres Dialect = "postgres"

	// SQLite locks the database file (BEGIN IMMEDIATE) during a refresh: one
	// refresh at a time, and no other writer. Give the grants a file of their
	// own.
	SQLite Dialect = "sqlite"
)

// SQLOptions describe the database of a [SQLStore].
type SQLOptions struct {
	// Dialect must be set.
	Dialect Dialect

	// Table is the table's name, optionally with a schema: letters, digits,
	// underscores and one dot. Default: connect_grants.
	Table string

	// Placeholder writes the n-th parameter, counted from 1, for drivers that
	// want another form. Default: $1 for Postgres, ? for SQLite.
	Placeholder func(n int) string
}

// A SQLStore keeps grants in a table, for any number of processes and machines:
//
//	CREATE TABLE connect_grants (
//		user_id    TEXT   NOT NULL PRIMARY KEY,
//		grant_data TEXT   NOT NULL,
//		updated_at BIGINT NOT NULL
//	)
//
// grant_data is JSON and holds tokens in the clear unless the store is wrapped
// in [Seal]. updated_at is the time of the last login or refresh in Unix
// seconds; the platform ends grants 90 days after it, so older rows may be
// deleted. [SQLStore.Schema] returns the statement with the table's name.
type SQLStore struct {
	db      *sql.DB
	dialect Dialect
	table   string
	param   func(n int) string
	locks   keyLocks // SQLite: this process queues up once, not once per user
	now     func() time.Time
}

// tableName is what SQLOptions.Table may be: it is put into statements as it is.
var tableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$`)

// NewSQLStore returns a store in db. It does not make the table.
func NewSQLStore(db *sql.DB, opts SQLOptions) (*SQLStore, error) {
	if db == nil {
		return nil, errors.New("connect: NewSQLStore needs a database")
	}
	s := &SQLStore{db: db, dialect: opts.Dialect, table: opts.Table, param: opts.Placeholder, now: time.Now}
	if s.table == "" {
		s.table = "connect_grants"
	}
	if !tableName.MatchString(s.table) {
		return nil, fmt.Errorf("connect: SQLOptions.Table %q is not a table name", s.table)
	}
	switch {
	case s.dialect != Postgres && s.dialect != SQLite:
		return nil, fmt.Errorf("connect: SQLOptions.Dialect is %q; it must be connect.Postgres or connect.SQLite", s.dialect)
	case s.param != nil:
	case s.dialect == Postgres:
		s.param = func(n int) string { return fmt.Sprintf("$%d", n) }
	default:
		s.param = func(int) string { return "?" }
	}
	return s, nil
}

// Schema returns the CREATE TABLE IF NOT EXISTS statement for this store, for
// your migrations or for db.ExecContext at start-up.
func (s *SQLStore) Schema() string {
	return "CREATE TABLE IF NOT EXISTS " + s.table + " (\n" +
		"\tuser_id    TEXT   NOT NULL PRIMARY KEY,\n" +
		"\tgrant_data TEXT   NOT NULL,\n" +
		"\tupdated_at BIGINT NOT NULL\n)"
}

// query fills table and parameters into a statement: $t, and $1, $2, … which
// must come in ascending order, because "?" counts.
func (s *SQLStore) query(text string) string {
	return strings.NewReplacer("$t", s.table, "$1", s.param(1), "$2", s.param(2), "$3", s.param(3)).Replace(text)
}

// Load implements [Store].
func (s *SQLStore) Load(ctx context.Context, userID string) (tok *oauth2.Token, err error) {
	if userID == "" {
		return nil, ErrNoUser
	}
	err = s.patiently(ctx, func(ctx context.Context) error {
		tok, err = s.read(ctx, s.db, userID, "")
		return err
	})
	return tok, err
}

// Save implements [Store].
func (s *SQLStore) Save(ctx context.Context, userID string, tok *oauth2.Token) error {
	if userID == "" {
		return ErrNoUser
	}
	data, err := encodeRecord(userID, tok)
	if err != nil {
		return err
	}
	return s.patiently(ctx, func(ctx context.Context) error {
		_, err := s.db.ExecContext(ctx, s.query("INSERT INTO $t (user_id, grant_data, updated_at) VALUES ($1, $2, $3)"+
			" ON CONFLICT (user_id) DO UPDATE SET grant_data = excluded.grant_data, updated_at = excluded.updated_at"),
			userID, string(data), s.now().Unix())
		return err
	})
}

// Delete implements [Store].
func (s *SQLStore) Delete(ctx context.Context, userID string) error {
	if userID == "" {
		return ErrNoUser
	}
	return s.patiently(ctx, func(ctx context.Context) error {
		_, err := s.db.ExecContext(ctx, s.query("DELETE FROM $t WHERE user_id = $1"), userID)
		return err
	})
}

// Update implements [Store]. f runs inside a transaction and must not use the
// same database through a pool of one connection.
func (s *SQLStore) Update(ctx context.Context, userID string, f func(*oauth2.Token) (*oauth2.Token, error)) error {
	if userID == "" {
		return ErrNoUser
	}
	tx, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer tx.rollback()
	cur, err := s.read(ctx, tx.conn, userID, tx.lockRow)
	if err != nil {
		return err
	}
	// Proves, before anything depends on it, that this transaction can write.
	if _, err := tx.conn.ExecContext(ctx, s.query("UPDATE $t SET updated_at = updated_at WHERE user_id = $1"), userID); err != nil {
		return err
	}
	next, err := f(cur)
	switch {
	case err != nil:
		return err
	case next == cur:
		return nil
	case next == nil:
		_, err = tx.conn.ExecContext(ctx, s.query("DELETE FROM $t WHERE user_id = $1"), userID)
	default:
		var data []byte
		if data, err = encodeRecord(userID, next); err == nil {
			_, err = tx.conn.ExecContext(ctx, s.query("UPDATE $t SET grant_data = $1, updated_at = $2 WHERE user_id = $3"),
				string(data), s.now().Unix(), userID)
		}
	}
	if err != nil {
		return err
	}
	return tx.commit(ctx)
}

// A rowReader is a *sql.DB or a *sql.Conn.
type rowReader interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// read reads one grant; lock is appended to the statement.
func (s *SQLStore) read(ctx context.Context, q rowReader, userID, lock string) (*oauth2.Token, error) {
	var data string
	err := q.QueryRowContext(ctx, s.query("SELECT grant_data FROM $t WHERE user_id = $1")+lock, userID).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoGrant
	}
	if err != nil {
		return nil, err
	}
	return decodeRecord(userID, []byte(data))
}
