module example.com/portal

go 1.26.0

require (
	example.com/loopsdk v0.4.0
	github.com/go-chi/chi/v5 v5.5.0
	github.com/nats-io/nats.go v1.48.0
	github.com/robfig/cron/v3 v3.0.1
	golang.org/x/oauth2 v0.37.0
)

require (
	github.com/klauspost/compress v1.18.0 // indirect
	github.com/nats-io/nkeys v0.4.11 // indirect
	github.com/nats-io/nuid v1.0.1 // indirect
	golang.org/x/crypto v0.37.0 // indirect
	golang.org/x/sys v0.32.0 // indirect
)

replace example.com/loopsdk => ../loopsdk
