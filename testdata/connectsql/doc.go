// Package connectsql tests connect.SQLStore on real databases: SQLite in a file,
// and PostgreSQL where a server is installed. It is a module of its own, so that
// the drivers stay out of m2me's requirements. Run it with
//
//	go -C testdata/connectsql test -race ./...
//
// PostgreSQL is started for the test from the initdb and postgres found in PATH
// or below /usr/lib/postgresql; CONNECT_TEST_POSTGRES names a running server
// instead (postgres://user:password@host/database).
package connectsql
