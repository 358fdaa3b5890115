package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/m2me/m2me/internal/decide"
)

// ruleTexts tell what each rule means and what a person can do. The numbers are
// those of the package comment of internal/decide.
func ruleTexts() map[decide.Rule]string {
	return map[decide.Rule]string{
		decide.UserIDQuery: `migrate (rule 26). The call names a user, runs because a user did something, and the id
is the acting user's own. The /me form with that user's own token says the same.
What to do: m2me fix ./...`,
		decide.AdminToken: `migrate or ask (rule 18). The call names nobody, the platform takes the user from the
token, and a user acts. It migrates if exactly one session id is in scope.
What to do: m2me fix ./..., or pass the acting user's id to where the call is made.`,
		decide.RequestID: `ask (rule 23). The id comes out of the request, so whoever calls may name somebody else:
an IDOR unless something checks it. A comparison with the session's id on the way makes it the session's.
What to do: compare it with the session's id, or, if others may be named on purpose, //m2me:keep with the reason.`,
		decide.UnknownSubject: `ask (rule 25). The call names a user, and whose id it is could not be read.
What to do: m2me explain FILE:LINE shows where the trace ends; name your session helper in scopemap.yaml.`,
		decide.MustBeSelf: `ask (rule 24). The id stays in the call, but a user's token may only name its own user.
What to do: take the id from the session.`,
		decide.Conditional: `ask (rule 22). The id is sent under a condition, so there are two calls in one.
What to do: split them.`,
		decide.BatchIDs: `ask (rule 21). The call names several users, and there is no user form for that.
What to do: one call for the acting user, or //m2me:keep with the reason.`,
		decide.NoRow: `ask (rule 20). The table has no user form for the call.
What to do: add a row to scopemap.yaml beside your go.mod, or //m2me:keep with the reason.`,
		decide.AmbiguousRow: `ask (rule 17). The table cannot tell the call from another.
What to do: make host or path constant where the call is made.`,
		decide.Unread: `ask (rule 16). The path of the call could not be read.
What to do: m2me explain FILE:LINE shows what could not be read; make it constant where the call is made.`,
		decide.BothOrigins: `ask (rule 14). The code runs for a user on one way and for something else on another.
What to do: split the function, so that each side carries its own token.`,
		decide.UnknownCaller: `ask (rule 15). No caller of the code is seen, so nobody can tell for whom it runs.
What to do: //m2me:user or //m2me:scheduled on the function, or m2me fix -unknown ./... if it always runs for a user.`,
		decide.UnknownCredential: `ask (rule 13). The call names a user, and whether its token is a machine's could not be read.
What to do: m2me explain FILE:LINE shows where the trace ends.`,
		decide.Deferred: `ask (rule 10). A user's handler hands work to a worker, which has no token of the user.
What to do: a change of design, not an edit: make the call in the handler, or load the user's grant in the worker.`,
		decide.NoUser: `ask (rule 19). The call runs for a user and names nobody.
What to do: use a user form if the platform has one, or //m2me:keep with the reason.`,
		decide.MixedToken: `ask (rules 4 and 9). The form of the call and its token do not belong together: a /me path with a
machine's token, or a user id with a user's token.
What to do: one or the other.`,
		decide.BatchConnect: `ask (rule 3). A user's token is used where no user is present: on a schedule, in a consumer, in a loop.
What to do: a machine's token, or a note that these users agreed: //m2me:keep with the reason.`,
		decide.KeepDirective: `keep (rule 6). //m2me:keep stands above the call, with a reason.`,
		decide.AdminRoute:    `keep (rule 8). An admin path, provisioning or erasure, or a row of the table that says keep.`,
		decide.OwnAuthority: `keep (rule 7). The service grants something with its own authority; with a user's token a user
could grant it to himself.`,
		decide.Context: `keep (rule 11). The code runs on a schedule, on an event, as a command or for staff: no user is present.`,
		decide.Subject: `keep (rule 12). The id comes out of a loop over users or out of a job's payload, or the call is about nobody.`,
	}
}

// explainRule prints what a rule means.
func explainRule(w io.Writer, name string) error {
	texts := ruleTexts()
	text, ok := texts[decide.Rule(name)]
	if !ok {
		var names []string
		for _, rule := range slices.Sorted(maps.Keys(texts)) {
			names = append(names, string(rule))
		}
		return usagef("unknown rule %q%s (want FILE:LINE or one of %s)", name, suggest(name, names), strings.Join(names, ", "))
	}
	if _, err := fmt.Fprintf(w, "%s: %s\n", name, text); err != nil {
		return fmt.Errorf("print the rule: %w", err)
	}
	return nil
}
