package cli

import (
	"flag"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/program"
)

// offers are the rewrites that a person has to ask for.
type offers struct {
	subject string // whose id may migrate: "session", or "request" for whatever id the request names
	unknown bool   // rewrite functions whose caller is not seen
	split   bool   // give functions that run for users and for others a sibling for users
	mark    bool   // leave comments at calls that stay
}

// register declares the flags that answer questions: fix carries them out, plan
// says what would come of it.
func (o *offers) register(fs *flag.FlagSet) {
	fs.StringVar(&o.subject, "subject", "session", "`whose` id may migrate: session, or request for whatever id the request names")
	fs.BoolVar(&o.unknown, "unknown", false, "also rewrite functions with one user id as parameter and no caller")
	fs.BoolVar(&o.split, "split", false, "give functions that run for users and for others a sibling for users, and migrate that; interfaces and what implements them follow")
}

// check returns an error for a flag that says nothing known.
func (o *offers) check() error {
	if o.subject != "session" && o.subject != "request" {
		return usagef("unknown -subject=%s%s (want session or request)", o.subject, suggest(o.subject, []string{"session", "request"}))
	}
	return nil
}

// take reports whether a finding is to be rewritten.
func (o offers) take(f program.Finding) bool {
	switch f.Action {
	case decide.Migrate:
		return true
	case decide.Ask:
		return o.subject == "request" && f.Offer == "request" || o.unknown && f.Offer == "unknown"
	}
	return false
}
