package connect

import (
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
)

// Every type of this package that holds, or leads to, a secret prints itself in
// one harmless line, whatever the verb. That alone is not enough: fmt looks into
// a struct's unexported fields without calling their methods, so "%+v" or "%s" of
// somebody's server would print the Connector in it. Inside a Connector, secrets
// are therefore behind functions, pointers in maps, or hashes.

// hide takes the secrets out of cfg and returns the client secret as a function.
func (cfg *Config) hide() (secret func() string) {
	s := cfg.ClientSecret
	if s != "" {
		cfg.ClientSecret = "not shown"
	}
	cfg.CookieKey = nil
	return func() string { return s }
}

// A digest stands for a token where only equality matters.
type digest [sha256.Size]byte

// digestOf hashes a token.
func digestOf(token string) digest { return sha256.Sum256([]byte(token)) }

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
