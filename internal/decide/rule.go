package decide

// Rule is the name of a rule: the Category of a diagnostic, the rule of the
// plan and the anchor in the documentation.
type Rule string

// The rules, in the words of the plan. The numbers are those of the package
// comment.
const (
	BatchConnect      Rule = "batchconnect"       // 3
	MixedToken        Rule = "mixedtoken"         // 4, 9
	KeepDirective     Rule = "keep-directive"     // 6
	OwnAuthority      Rule = "own-authority"      // 7
	AdminRoute        Rule = "admin-route"        // 8
	Deferred          Rule = "deferred"           // 10
	Context           Rule = "context"            // 11
	Subject           Rule = "subject"            // 12
	UnknownCredential Rule = "unknown-credential" // 13
	BothOrigins       Rule = "both"               // 14
	UnknownCaller     Rule = "unknown-caller"     // 15
	Unread            Rule = "unread"             // 16
	AmbiguousRow      Rule = "ambiguous-row"      // 17
	AdminToken        Rule = "admintoken"         // 18
	NoUser            Rule = "no-user"            // 19
	NoRow             Rule = "no-row"             // 20
	BatchIDs          Rule = "batch-ids"          // 21
	Conditional       Rule = "conditional"        // 22
	RequestID         Rule = "request-id"         // 23
	MustBeSelf        Rule = "must-be-self"       // 24
	UnknownSubject    Rule = "unknown-subject"    // 25
	UserIDQuery       Rule = "useridquery"        // 26
)

// Rules lists all rules in the order of the package comment.
func Rules() []Rule {
	return []Rule{
		BatchConnect, MixedToken, KeepDirective, OwnAuthority, AdminRoute, Deferred, Context, Subject,
		UnknownCredential, BothOrigins, UnknownCaller, Unread, AmbiguousRow, AdminToken, NoUser, NoRow,
		BatchIDs, Conditional, RequestID, MustBeSelf, UnknownSubject, UserIDQuery,
	}
}

// Owner returns the name of the analyzer that reports a rule. What is kept for
// its own reasons is in the plan and reported by none.
func Owner(r Rule) string {
	switch r {
	case BatchConnect, MixedToken:
		return string(r)
	case KeepDirective:
		return "directive"
	case OwnAuthority, AdminRoute, Context, Subject:
		return ""
	case AdminToken, NoUser:
		return "admintoken"
	}
	return "useridquery"
}
