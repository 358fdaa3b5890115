package scopemap

import "strings"

// Connect says where the Connect client is and how it is spelt. In templates
// {ctx}, {user} and {client} stand for the expressions.
type Connect struct {
	Pos Pos `yaml:"-"`

	// Import path of the package; {module} is the user's module.
	Import string `yaml:"import"`

	// Client acts for a user: {ctx}, {user}.
	Client string `yaml:"client"`

	// ClientLike is Client with the settings of another: {ctx}, {user}, {client}.
	ClientLike string `yaml:"client_like"`

	// HTTPClient is the client of the context's user, else another: {ctx}, {client}.
	HTTPClient string `yaml:"http_client"`

	// WithUser is a context that names a user: {ctx}, {user}.
	WithUser string `yaml:"with_user"`

	// UserFrom gives the context's user and whether there is one: {ctx}.
	UserFrom string `yaml:"user_from"`

	// Transport makes the choice of HTTPClient per request: {client}.
	Transport string `yaml:"transport"`
}

// Connect returns how the Connect client is spelt.
func (t *Table) Connect() Connect { return t.connect }

// ImportPath returns the import path of the Connect package for a module.
func (c Connect) ImportPath(module string) string {
	return strings.ReplaceAll(c.Import, "{module}", module)
}

// Fill puts expressions into a template of c.
func (c Connect) Fill(template, ctx, user, client string) string {
	return strings.NewReplacer("{ctx}", ctx, "{user}", user, "{client}", client).Replace(template)
}
