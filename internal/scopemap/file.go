package scopemap

// A File is one scopemap.yaml.
type File struct {
	Name string `yaml:"-"` // as it is printed in errors

	// Version of the format; 1.
	Version int `yaml:"version"`

	// Inherit says whether the built-in table stays underneath. It is true
	// unless a file says false.
	Inherit *bool `yaml:"inherit"`

	// Platforms that a program may call, by name.
	Platforms []*Platform `yaml:"platforms"`

	// Contexts tell on whose behalf code runs, whatever the platform.
	Contexts Contexts `yaml:"contexts"`

	// Connect says where the Connect client is and how it is spelt.
	Connect Connect `yaml:"connect"`

	text map[*string]Pos // position of every string that may be cited in an error
}

// A Platform is one API whose calls can carry a machine's or a user's token.
type Platform struct {
	Pos  Pos    `yaml:"-"`
	Name string `yaml:",key"` // in findings and in the plan

	// Docs is where the platform documents itself.
	Docs string `yaml:"docs"`

	// Hosts are host templates. {service} names the service of a row, other
	// {names} stand for one or more labels' text, [brackets] are optional.
	Hosts Strings `yaml:"hosts"`

	// Services that the platform is known to have. A host with another first
	// label, a gateway for instance, says nothing about the service.
	Services Strings `yaml:"services"`

	// BasePaths are paths that a base URL in configuration may already hold.
	BasePaths Strings `yaml:"base_paths"`

	// Token says how tokens of the platform are got and told apart.
	Token Token `yaml:"token"`

	// Env names environment variables.
	Env Env `yaml:"env"`

	// Scopes of the platform.
	Scopes Scopes `yaml:"scopes"`

	// Self are the path segments that stand for the acting user: me.
	Self Strings `yaml:"self"`

	// UserParams are names under which calls without a row may carry a user id.
	UserParams Strings `yaml:"user_params"`

	// NotAUser are names that look like a user id and are not.
	NotAUser Strings `yaml:"not_a_user"`

	// Convention gives the user form of calls that have no row.
	Convention *Convention `yaml:"convention"`

	// AdminPaths keep their machine token, whatever parameters they have.
	AdminPaths Strings `yaml:"admin_paths"`

	// IgnorePaths belong to the OAuth flow itself and are never reported.
	IgnorePaths Strings `yaml:"ignore_paths"`

	// Rows say what is known about single calls.
	Rows []*Row `yaml:"rows"`

	hosts     []host
	endpoints []endpoint
}

// Token says how tokens of a platform are got and told apart.
type Token struct {
	// Endpoints are the token endpoints; the host may be a template.
	Endpoints []Endpoint `yaml:"endpoints"`

	// M2MGrants are the values of grant_type that give a machine token.
	M2MGrants Strings `yaml:"m2m_grants"`

	// UserGrants are the values of grant_type that give a user's token.
	UserGrants Strings `yaml:"user_grants"`

	// Params are further parameters of a token request.
	Params []TokenParam `yaml:"params"`

	// Headers carry a token, beside Authorization. A * stands for any text, and
	// case does not matter.
	Headers Strings `yaml:"headers"`

	// KeyHeaders carry an API key, which names the program and not who acts.
	KeyHeaders Strings `yaml:"key_headers"`

	// Query are the parameters of a query that carry a token, beside access_token.
	Query Strings `yaml:"query"`

	// UserPrefixes begin the tokens of users.
	UserPrefixes Strings `yaml:"user_prefixes"`

	// M2MPrefixes begin the tokens of machines.
	M2MPrefixes Strings `yaml:"m2m_prefixes"`
}

// An Endpoint is the URL of a token endpoint.
type Endpoint struct {
	Pos Pos `yaml:"-"`

	// URL of the endpoint. Its host may be a template.
	URL string `yaml:"url"`

	// Source is the page that says so.
	Source string `yaml:"source"`

	// Confidence in the endpoint.
	Confidence Confidence `yaml:"confidence"`
}

// A TokenParam is a parameter of a token request beyond those of RFC 6749.
type TokenParam struct {
	Pos  Pos    `yaml:"-"`
	Name string `yaml:",key"`

	// Required says that a token request without it fails.
	Required bool `yaml:"required"`

	// Values are the documented values, if they are few.
	Values Strings `yaml:"values"`

	// About says what the parameter is for.
	About string `yaml:"about"`

	// Source is the page that says so.
	Source string `yaml:"source"`
}

// Env names environment variables. A * stands for any text.
type Env struct {
	// M2MTokens hold a ready machine token.
	M2MTokens Strings `yaml:"m2m_tokens"`

	// M2MClientIDs hold the client id of a machine client.
	M2MClientIDs Strings `yaml:"m2m_client_ids"`

	// M2MClientSecrets hold the client secret of a machine client.
	M2MClientSecrets Strings `yaml:"m2m_client_secrets"`

	// ConnectClientIDs hold the client id of a user-facing client.
	ConnectClientIDs Strings `yaml:"connect_client_ids"`

	// ConnectClientSecrets hold the client secret of a user-facing client.
	ConnectClientSecrets Strings `yaml:"connect_client_secrets"`

	// UserTokens hold the token of one user.
	UserTokens Strings `yaml:"user_tokens"`
}

// Scopes of a platform.
type Scopes struct {
	// Admin are patterns of scopes that only machines and staff get.
	Admin Strings `yaml:"admin"`

	// M2M are the machine scopes that the platform documents.
	M2M []Scope `yaml:"m2m"`

	// Connect are the scopes that a user can consent to.
	Connect []Scope `yaml:"connect"`

	// Implies says which scopes stand in for others.
	Implies []Implication `yaml:"implies"`
}

// A Scope is one documented scope.
type Scope struct {
	Pos  Pos    `yaml:"-"`
	Name string `yaml:",key"`

	// About says what it covers.
	About string `yaml:"about"`

	// PHI says that it opens protected health information, for which the
	// platform asks a business associate agreement.
	PHI bool `yaml:"phi"`

	// Source is the page that says so.
	Source string `yaml:"source"`

	// Confidence in the scope.
	Confidence Confidence `yaml:"confidence"`
}

// An Implication says that one scope satisfies others. {x} stands for the same
// text on both sides.
type Implication struct {
	Pos Pos `yaml:"-"`

	// Scope that is held.
	Scope string `yaml:"scope"`

	// Satisfies are the scopes that it stands in for; * is every scope.
	Satisfies Strings `yaml:"satisfies"`

	// Source is the page that says so.
	Source string `yaml:"source"`
}

// A Convention gives the user form of calls that have no row: a parameter goes,
// a segment comes.
type Convention struct {
	Pos Pos `yaml:"-"`

	// Query parameters that name the user.
	Query Strings `yaml:"query"`

	// Methods it holds for. Writes have rows.
	Methods Strings `yaml:"methods"`

	// Append is the segment that the user form ends in.
	Append string `yaml:"append"`

	// Scope of the user form; {resource} is the path behind the base path with
	// _ for - and /. The convention holds only where the platform lists it.
	Scope string `yaml:"scope"`

	// Source is the page that says so.
	Source string `yaml:"source"`

	// Confidence in the convention.
	Confidence Confidence `yaml:"confidence"`
}

// Strings is a list of texts; a file may write a list of one without brackets.
type Strings []string
