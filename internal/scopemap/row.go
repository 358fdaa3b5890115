package scopemap

// A Row says what is known about one call.
type Row struct {
	Pos Pos  `yaml:"-"`
	Own bool `yaml:"-"` // it comes from the user's table

	// Service that answers the call, the {service} of a host; any if empty.
	Service string `yaml:"service"`

	// Method of the call, or * for every method.
	Method string `yaml:"method"`

	// Path of the call with {holes}. A hole fills a segment or stands between
	// the texts of one: {date}.json.
	Path string `yaml:"path"`

	// If makes the row hold only for calls with this parameter.
	If *Place `yaml:"if"`

	// User says where the call names the user; absent if it names nobody.
	User *UserAt `yaml:"user"`

	// Common says that other APIs have the same path: /v1/users/{id}. Where the
	// base URL is configuration, the credential has to speak for the platform.
	Common bool `yaml:"common"`

	// Implicit says that the platform takes the user from the token.
	Implicit bool `yaml:"implicit"`

	// Me is the path of the user form; the same as path where only the token
	// changes. Without it there is none.
	Me string `yaml:"me"`

	// MeMethod is the method of the user form where it is another.
	MeMethod string `yaml:"me_method"`

	// MeHeaders are headers that only the user form needs.
	MeHeaders Strings `yaml:"me_headers"`

	// MustBeSelf says that the id stays and has to be the acting user's own.
	MustBeSelf bool `yaml:"must_be_self"`

	// M2M are the machine scopes that open the call; may be empty.
	M2M Strings `yaml:"m2m"`

	// Connect are the scopes that the user form needs, all of them.
	Connect *Strings `yaml:"connect"`

	// ConnectAny are scopes of which the user form needs one.
	ConnectAny Strings `yaml:"connect_any"`

	// Disposition is migrate where there is a user form, else ask; or keep.
	Disposition Disposition `yaml:"disposition"`

	// OwnAuthority says that the service writes with its own authority what a
	// user must not give himself. It goes with disposition keep.
	OwnAuthority bool `yaml:"own_authority"`

	// PHI says that the answer holds protected health information.
	PHI bool `yaml:"phi"`

	// Reason for a keep or an ask, in words that can follow "because".
	Reason string `yaml:"reason"`

	// Note for people who read the table.
	Note string `yaml:"note"`

	// Source is the page that documents the call.
	Source string `yaml:"source"`

	// Confidence in the row.
	Confidence Confidence `yaml:"confidence"`

	path, me Path
}

// A Place names a parameter by where it travels.
type Place struct {
	Pos Pos `yaml:"-"`

	// Query parameter of one of these names.
	Query Strings `yaml:"query"`

	// Path hole of this name.
	Path Strings `yaml:"path"`

	// Body field of one of these names, in a form or in JSON.
	Body Strings `yaml:"body"`

	// Header of one of these names.
	Header Strings `yaml:"header"`
}

// UserAt says where a call names the user: in a hole of the path, or in one or
// more parameters.
type UserAt struct {
	Place

	// Optional says that the call may leave the user out. Then it is about
	// nobody in particular, a list for instance, and keeps its token.
	Optional bool `yaml:"optional"`
}
