// Package consent sends members to the platform's consent screen and back.
package consent

import (
	"crypto/aes"
	"crypto/cipher"
	"database/sql"
	"errors"
	"log"
	"net/http"
	"os"

	"example.com/clinic/internal/connect"
	"example.com/clinic/internal/session"
)

// Memory keeps grants in memory.
func Memory() connect.Store { return connect.NewMemoryStore() }

// File keeps grants in the directory GRANTS.
func File() connect.Store {
	store, err := connect.NewFileStore(os.Getenv("GRANTS"))
	if err != nil {
		log.Fatal(err)
	}
	return store
}

// Sealed keeps them there encrypted.
func Sealed() connect.Store {
	block, err := aes.NewCipher([]byte("0123456789abcdef0123456789abcdef")) // a real key is in a vault
	if err != nil {
		log.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		log.Fatal(err)
	}
	return connect.Seal(File(), aead)
}

// SQL keeps grants in a table of their own.
func SQL(db *sql.DB) connect.Store {
	store, err := connect.NewSQLStore(db, connect.SQLOptions{Dialect: connect.SQLite})
	if err != nil {
		log.Fatal(err)
	}
	if _, err := db.Exec(store.Schema()); err != nil {
		log.Fatal(err)
	}
	return store
}

// Mount sets the default connector up and mounts its two handlers.
func Mount(mux *http.ServeMux, store connect.Store) {
	conn, err := connect.FromEnv(store)
	if err != nil {
		log.Fatal(err)
	}
	connect.SetDefault(conn)
	mux.Handle("GET /connect/login", session.Require(conn.LoginHandler()))
	mux.Handle("GET /connect/callback", session.Require(conn.CallbackHandler(connected)))
}

// connected answers the callback.
func connected(w http.ResponseWriter, r *http.Request, userID string, err error) {
	switch {
	case errors.Is(err, connect.ErrAccessDenied):
		http.Error(w, "You said no.", http.StatusForbidden)
	case err != nil:
		log.Print("connect: ", err)
		http.Error(w, "The sign-in could not be completed.", http.StatusBadGateway)
	case userID != session.UserID(r.Context()):
		http.Error(w, "You consented with another account.", http.StatusForbidden)
	default:
		http.Redirect(w, r, connect.ReturnTo(r), http.StatusSeeOther)
	}
}
