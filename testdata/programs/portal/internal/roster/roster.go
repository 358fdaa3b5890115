// Package roster is the clinic's own list of members.
package roster

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
)

// Member is somebody the clinic looks after.
type Member struct {
	ID        string `json:"id"` // on the Loop platform
	Email     string `json:"email"`
	Household string `json:"household"`
	Digest    bool   `json:"digest"` // wants the weekly mail
}

// ErrUnknown means that no member has the id or code.
var ErrUnknown = errors.New("roster: no such member")

// File is a roster read from a JSON file, for development and small clinics.
type File struct {
	members []Member
}

// Open reads the roster in a file.
func Open(name string) (*File, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	f := new(File)
	return f, json.Unmarshal(b, &f.members)
}

// Members returns everybody.
func (f *File) Members(context.Context) ([]Member, error) { return f.members, nil }

// Household returns the members who live together with a member, and the member.
func (f *File) Household(_ context.Context, id string) ([]Member, error) {
	var home string
	for _, m := range f.members {
		if m.ID == id {
			home = m.Household
		}
	}
	if home == "" {
		return nil, ErrUnknown
	}
	var out []Member
	for _, m := range f.members {
		if m.Household == home {
			out = append(out, m)
		}
	}
	return out, nil
}

// DB is a roster in the clinic's database.
type DB struct {
	db *sql.DB
}

// NewDB returns the roster in db.
func NewDB(db *sql.DB) *DB { return &DB{db} }

// Members returns everybody who has not left.
func (d *DB) Members(ctx context.Context) ([]Member, error) {
	return d.query(ctx, `SELECT user_id, email, household, digest FROM members WHERE left_at IS NULL`)
}

// Household returns the members who live together with a member, and the member.
func (d *DB) Household(ctx context.Context, id string) ([]Member, error) {
	return d.query(ctx, `
		SELECT user_id, email, household, digest FROM members
		WHERE household = (SELECT household FROM members WHERE user_id = ?)`, id)
}

func (d *DB) query(ctx context.Context, q string, args ...any) ([]Member, error) {
	rows, err := d.db.QueryContext(ctx, q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()

	var out []Member
	for rows.Next() {
		var m Member
		if err := rows.Scan(&m.ID, &m.Email, &m.Household, &m.Digest); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, rows.Err()
}
