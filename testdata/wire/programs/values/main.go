// Values builds its queries with url.Values (shape C). The clinic keeps its
// visits in SQLite, and the grants too.
package main

import (
	"database/sql"
	"log"
	"net/http"

	_ "modernc.org/sqlite"

	"example.com/clinic/internal/serve"
	"example.com/clinic/internal/session"
)

func main() {
	db, err := sql.Open("sqlite", serve.Env("DB", "clinic.db"))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE IF NOT EXISTS views (user_id TEXT, page TEXT)`); err != nil {
		log.Fatal(err)
	}
	s := &server{db: db, base: "https://clinical.platform.loop.health"}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sign-in", session.SignIn)
	mux.Handle("GET /check-ins", session.Require(http.HandlerFunc(s.checkIns)))
	mux.Handle("GET /labs", session.Require(http.HandlerFunc(s.labs)))
	serve.Run(mux)
}
