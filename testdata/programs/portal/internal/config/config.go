// Package config reads the portal's settings from the environment.
package config

import (
	"cmp"
	"os"
	"strings"
)

// Config is everything portald and portalctl need to start.
type Config struct {
	Addr       string
	PublicURL  string // where members reach us, for links in mails
	Brand      string // our tenant on the platform
	RosterFile string // members.json, when no database is configured
	NATSURL    string // empty: no queue, reports are switched off
	PostboxKey string
	StaffToken string
	Loop       Loop
}

// Loop is how we reach the Loop platform.
type Loop struct {
	BaseURL       string // "{service}" stands for the service's name
	TokenURL      string
	ClientID      string
	ClientSecret  string
	ServiceToken  string // long-lived, issued to us before the token endpoint existed
	WebhookSecret string

	// The wearables pilot has its own consented client.
	PilotClientID     string
	PilotClientSecret string
}

// Host is the base URL of one service of the platform.
func (l Loop) Host(service string) string {
	return strings.Replace(l.BaseURL, "{service}", service, 1)
}

// FromEnv reads the environment. Defaults are those of production.
func FromEnv() Config {
	return Config{
		Addr:       env("PORTAL_ADDR", ":8080"),
		PublicURL:  env("PORTAL_URL", "https://portal.harborclinic.example"),
		Brand:      env("PORTAL_BRAND", "harbor"),
		RosterFile: env("PORTAL_ROSTER", "members.json"),
		NATSURL:    os.Getenv("NATS_URL"),
		PostboxKey: os.Getenv("POSTBOX_KEY"),
		StaffToken: os.Getenv("STAFF_TOKEN"),
		Loop: Loop{
			BaseURL:           env("LOOP_BASE_URL", "https://{service}.platform.loop.health"),
			TokenURL:          env("LOOP_TOKEN_URL", "https://identity.platform.loop.health/v1/oauth/token"),
			ClientID:          os.Getenv("SERVICE_CLIENT_ID"),
			ClientSecret:      os.Getenv("SERVICE_CLIENT_SECRET"),
			ServiceToken:      os.Getenv("SERVICE_TOKEN"),
			WebhookSecret:     os.Getenv("LOOP_WEBHOOK_SECRET"),
			PilotClientID:     os.Getenv("PILOT_CLIENT_ID"),
			PilotClientSecret: os.Getenv("PILOT_CLIENT_SECRET"),
		},
	}
}

func env(name, fallback string) string {
	return cmp.Or(os.Getenv(name), fallback)
}
