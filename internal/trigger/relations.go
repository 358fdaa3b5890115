package trigger

// Relations are words in the names of fields that hold the id of somebody else
// than the user whose record it is.
var Relations = []string{"doctor", "physician", "clinician", "coach", "therapist", "nurse", "spouse", "partner", "parent",
	"child", "kid", "mother", "father", "sibling", "dependent", "dependant", "guardian", "caregiver", "carer", "ward",
	"delegate", "proxy", "manager", "sponsor", "referrer", "inviter", "invitee", "recipient", "sender", "target", "friend",
	"follower", "assignee", "approver", "reviewer", "creator", "author", "impersonated", "impersonate", "selected", "viewed", "head",
	"buddy", "mate", "colleague", "supervisor", "boss", "captain", "neighbor", "neighbour"}

// Cared are words in the names of fields that hold the id of whom the data is
// about. In a record that also names the one who acts ([Acting]), they are two
// people.
var Cared = []string{"patient", "member", "customer", "person", "client"}

// Actors are words in the names of fields that hold who acts, in a session or token that
// names another: the one he acts for.
var Actors = []string{"act", "actor", "impersonator", "impersonated", "impersonating", "impersonation", "obo", "behalf"}

// Treated are words in the names of functions that look up whom somebody treats.
var Treated = []string{"patient", "resident", "beneficiary"}

// Acting are first words of the names of fields that hold the id of the one who
// acts.
var Acting = []string{"user", "uid", "subject", "sub", "login", "account", "staff", "operator"}

// Groups are words in names of what several people share or belong to. Its id, and
// the ids it holds, are not those of the one it was found by.
var Groups = []string{"household", "family", "group", "team", "organization", "organisation", "org", "tenant", "clinic", "practice",
	"company", "employer", "thread", "conversation", "room", "circle", "cohort"}

// Holders are words for the one of several people that something is run by.
var Holders = []string{"owner", "host", "admin", "lead", "primary"}

// Persons are words that name the one whose record it is.
var Persons = []string{"user", "uid", "self", "own", "my", "me", "mine", "person", "human", "individual", "subject", "sub", "principal", "identity", "login",
	"account", "acct", "acc", "member", "patient", "customer", "client", "consumer", "subscriber", "patron", "participant", "enrollee", "profile"}

// Plain are words in the names of look-ups, tables, columns, fields and types that
// name nobody: how something is found, what an id is like, what holds it.
var Plain = []string{
	"get", "find", "fetch", "load", "look", "lookup", "resolve", "read", "query", "select", "retrieve", "search", "scan", "collect", "map", "mapped", "translate",
	"convert", "exchange", "ensure", "must", "try", "decode", "unmarshal", "parse", "exec", "execute", "run", "do", "call", "take", "only", "pluck", "unwrap",
	"one", "first", "single", "current", "active", "exact", "null", "nullable", "optional", "cached", "cache", "unique", "all", "where", "is", "has", "not",
	"by", "for", "of", "from", "to", "with", "in", "on", "via", "as", "the", "a", "and", "or", "into", "context", "ctx", "tx",
	"row", "record", "entity", "model", "dto", "struct", "base", "entry", "item", "data", "info", "detail", "result", "response", "reply", "request", "resp", "res",
	"body", "payload", "output", "out", "document", "doc", "attribute", "meta", "metadata", "prop", "json", "msg", "message", "db", "sql", "store", "repo",
	"repository", "service", "directory", "registry", "index", "table", "schema", "public", "app", "core",
	"id", "ids", "identifier", "ident", "uuid", "guid", "ulid", "oid", "pk", "key", "ref", "reference", "number", "num", "no", "code", "handle", "name",
	"username", "email", "mail", "phone", "string", "text", "str", "value", "val", "bytes", "int", "hash", "tag", "slug", "type",
	"external", "ext", "remote", "upstream", "vendor", "platform", "local", "internal", "global", "foreign", "canonical", "legacy", "new", "old",
	"health", "phr", "ehr", "emr", "fhir", "mrn", "api", "link", "linkage", "mapping", "binding", "bound", "alias", "connection", "connect", "connected",
	"pb", "proto", "grpc", "rpc", "registration", "enrollment", "enrolment", "integration", "credential", "cred", "grant", "setting", "preference", "pref", "xref", "crosswalk",
	"session", "ses", "sess", "sid", "cookie", "claim", "token", "access", "bearer", "refresh", "jwt", "auth", "oauth", "oidc", "openid", "sso", "idp", "saml",
	"cognito", "keycloak", "firebase", "okta", "google", "apple", "passport",
}

// LoggingIn are words in the names of routes and handlers that say who somebody is.
var LoggingIn = []string{"login", "log", "logon", "signin", "sign", "signon", "auth", "authn", "authenticate", "authenticated", "authentication",
	"authorize", "authorise", "authorized", "authorised", "callback", "session", "register", "registration", "signup", "join", "enroll", "enrol",
	"verify", "verification", "confirm", "activate", "activation", "otp", "totp", "mfa", "sso", "oauth", "oidc", "saml", "magic", "token", "challenge",
	"webauthn", "passkey", "invite", "invitation", "welcome", "reset"}

// Secrets are words for what somebody shows who logs in.
var Secrets = []string{"password", "passwd", "pwd", "passphrase", "passcode", "pin", "otp", "totp", "bcrypt", "argon", "scrypt", "credential",
	"credentials", "exchange", "magic", "passkey", "webauthn", "assertion", "challenge", "saml", "oidc"}

// ActingAs are words for acting for somebody else; of a list of words each has to
// be there.
var ActingAs = []string{"impersonate", "impersonation", "impersonating", "masquerade", "assume", "become", "sudo", "behalf", "act as", "view as",
	"login as", "log as", "sign as", "signin as", "run as", "browse as", "switch user", "switch patient", "switch member", "switch account"}
