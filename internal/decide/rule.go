package decide

// Rule is the name of a rule: the Category of a diagnostic, the rule of the
// plan and the anchor in the documentation.
type Rule string

// The rules, in the words of the plan.
const (
	// Rules of what is done or has to be asked about a call with a user id.
	UserIDQuery       Rule = "useridquery"
	RequestID         Rule = "request-id"
	UnknownSubject    Rule = "unknown-subject"
	MustBeSelf        Rule = "must-be-self"
	Conditional       Rule = "conditional"
	BatchIDs          Rule = "batch-ids"
	NoRow             Rule = "no-row"
	AmbiguousRow      Rule = "ambiguous-row"
	Unread            Rule = "unread"
	BothOrigins       Rule = "both"
	UnknownCaller     Rule = "unknown-caller"
	UnknownCredential Rule = "unknown-credential"
	Deferred          Rule = "deferred"

	// Rules about a call that names nobody.
	AdminToken Rule = "admintoken"
	NoSession  Rule = "no-session"
	NoUser     Rule = "no-user"

	// Rules about a user's token.
	MixedToken   Rule = "mixedtoken"
	BatchConnect Rule = "batchconnect"

	// Rules that keep the machine token.
	KeepDirective Rule = "keep-directive"
	AdminRoute    Rule = "admin-route"
	OwnAuthority  Rule = "own-authority"
	Context       Rule = "context"
	Subject       Rule = "subject"
)
