package scopemap

// Contexts tell on whose behalf code runs, whatever the platform.
type Contexts struct {
	// Routes say for whom the handlers of a route run.
	Routes []Route `yaml:"routes"`

	// RoutePrefixes are segments that may stand before a route pattern: api, v1.
	RoutePrefixes Strings `yaml:"route_prefixes"`

	// AdminWrappers are names of functions that let only staff pass.
	AdminWrappers Strings `yaml:"admin_wrappers"`

	// Sessions are functions that return the acting user's id or session: a
	// name, or a full name as in "example.com/app/auth.CurrentUser".
	Sessions Strings `yaml:"sessions"`

	// WebhookVerifiers are functions that check the signature of a webhook.
	WebhookVerifiers Strings `yaml:"webhook_verifiers"`

	// Triggers are registration functions of house-made frameworks.
	Triggers []Trigger `yaml:"triggers"`
}

// A Route says for whom the handlers of a route run.
type Route struct {
	Pos Pos `yaml:"-"`

	// Pattern of the route: * is text inside a segment, ** any segments.
	Pattern string `yaml:"pattern"`

	// Kind of code: user, scheduled, event, batch or admin.
	Kind Kind `yaml:"kind"`
}

// A Trigger says that an argument of a function is a function that runs for
// somebody.
type Trigger struct {
	Pos Pos `yaml:"-"`

	// Func is the full name, as in "(*example.com/app/router.Router).On".
	Func string `yaml:"func"`

	// Arg is the index of the argument, from 0.
	Arg int `yaml:"arg"`

	// Kind of code: user, scheduled, event, batch or admin.
	Kind Kind `yaml:"kind"`
}
