// Package serve is what the clinic's small services have in common.
package serve

import (
	"cmp"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"time"
)

// Env reads a setting.
func Env(name, fallback string) string { return cmp.Or(os.Getenv(name), fallback) }

// Run serves until the process is stopped.
func Run(h http.Handler) {
	srv := &http.Server{Addr: Env("APP_ADDR", "127.0.0.1:8080"), Handler: h, ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(srv.ListenAndServe())
}

// JSON answers with v.
func JSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

// Fail answers with an error page.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	log.Print(r.URL.Path, ": ", err)
	http.Error(w, "Something went wrong.", http.StatusBadGateway)
}
