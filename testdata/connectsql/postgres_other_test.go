//go:build !unix

package connectsql

import (
	"os"
	"testing"
)

// postgres returns the URL of a running server, or skips the test.
func postgres(t *testing.T) string {
	t.Helper()
	dsn := os.Getenv("CONNECT_TEST_POSTGRES")
	if dsn == "" {
		t.Skip("no PostgreSQL: on this operating system, CONNECT_TEST_POSTGRES must name a running server")
	}
	return dsn
}

func stopPostgres() {}
