//go:build unix

package connectsql

import (
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// server is the PostgreSQL started for this run of the tests.
var server struct {
	once sync.Once
	cmd  *exec.Cmd
	dir  string
	dsn  string
	skip string
}

// postgres returns the URL of a database, or skips the test with the reason.
func postgres(t *testing.T) string {
	t.Helper()
	if dsn := os.Getenv("CONNECT_TEST_POSTGRES"); dsn != "" {
		return dsn
	}
	server.once.Do(startPostgres)
	if server.skip != "" {
		t.Skip("no PostgreSQL: ", server.skip)
	}
	return server.dsn
}

// startPostgres starts a server on a free port, with its data in a new
// directory. As root it runs as the user postgres, because it refuses root.
func startPostgres() {
	initdb, bin := program("initdb"), program("postgres")
	if initdb == "" || bin == "" {
		server.skip = "initdb and postgres are not installed"
		return
	}
	dir, err := os.MkdirTemp("", "connectsql")
	if err != nil {
		server.skip = err.Error()
		return
	}
	server.dir = dir
	var attr *syscall.SysProcAttr
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			server.skip = "running as root, and there is no user postgres"
			return
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		attr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
		if err := os.Chown(dir, uid, gid); err != nil {
			server.skip = err.Error()
			return
		}
	}
	data := filepath.Join(dir, "data")
	init := exec.Command(initdb, "-D", data, "-U", "m2me", "-A", "trust", "--no-sync")
	init.SysProcAttr, init.Dir = attr, dir
	if out, err := init.CombinedOutput(); err != nil {
		server.skip = fmt.Sprintf("initdb: %v: %s", err, out)
		return
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		server.skip = err.Error()
		return
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	server.cmd = exec.Command(bin, "-D", data, "-p", strconv.Itoa(port), "-k", dir, "-h", "127.0.0.1", "-F")
	server.cmd.SysProcAttr, server.cmd.Dir = attr, dir
	if err := server.cmd.Start(); err != nil {
		server.skip, server.cmd = err.Error(), nil
		return
	}
	server.dsn = fmt.Sprintf("postgres://m2me@127.0.0.1:%d/postgres?sslmode=disable", port)
	server.skip = waitFor(server.dsn)
}

// waitFor waits until the server answers; it returns why it does not.
func waitFor(dsn string) string {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return err.Error()
	}
	defer db.Close()
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if err = db.Ping(); err == nil {
			return ""
		}
		if time.Now().After(end) {
			return err.Error()
		}
	}
}

// program finds a program of PostgreSQL.
func program(name string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1]
}

// stopPostgres stops the server that startPostgres has started.
func stopPostgres() {
	if server.cmd != nil {
		server.cmd.Process.Signal(syscall.SIGINT)
		server.cmd.Wait()
	}
	if server.dir != "" {
		os.RemoveAll(server.dir)
	}
}
