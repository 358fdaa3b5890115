package connect

import (
	"fmt"
	"io"
	"log/slog"
)

// Every type of this package that holds, or leads to, a secret prints itself in
// one harmless line, whatever the verb: fmt looks into unexported fields, and
// "%+v" of a struct that embeds a Connector is written sooner or later.

// String describes the client without its secrets.
func (cfg Config) String() string {
	secret := "public"
	if cfg.ClientSecret != "" {
		secret = "secret not shown"
	}
	return fmt.Sprintf("connect.Config{%s (%s), redirect %s, scopes %q}", cfg.ClientID, secret, cfg.RedirectURL, cfg.Scopes)
}

// GoString is String: %#v shows no more.
func (cfg Config) GoString() string { return cfg.String() }

// Format is String for every verb.
func (cfg Config) Format(f fmt.State, _ rune) { io.WriteString(f, cfg.String()) }

// LogValue is String, for log/slog.
func (cfg Config) LogValue() slog.Value { return slog.StringValue(cfg.String()) }

// Format prints the configuration without its secrets, for every verb.
func (c *Connector) Format(f fmt.State, _ rune) {
	if c == nil {
		io.WriteString(f, "connect.Connector(nil)")
		return
	}
	io.WriteString(f, "connect.Connector{"+c.cfg.String()+"}")
}

// LogValue is what Format prints, for log/slog.
func (c *Connector) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(c)) }

// Format prints the type's name, for every verb.
func (s *MemoryStore) Format(f fmt.State, _ rune) { io.WriteString(f, "connect.MemoryStore") }

// LogValue is what Format prints, for log/slog.
func (s *MemoryStore) LogValue() slog.Value { return slog.StringValue("connect.MemoryStore") }
