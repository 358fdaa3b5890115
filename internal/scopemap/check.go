package scopemap

import (
	"slices"
	"strings"
)

// checker finds faults within one file, and compiles its templates.
type checker struct {
	faults
	file *File
}

// check finds what is wrong with one file by itself.
func check(f *File) error {
	c := &checker{file: f}
	if f.Version != 0 && f.Version != 1 {
		c.addf(Pos{File: f.Name}, "version is %d; this m2me reads version 1", f.Version)
	}
	for _, p := range f.Platforms {
		c.platform(p)
	}
	c.contexts(&f.Contexts)
	c.connect(&f.Connect)
	return c.err()
}

// at returns the position of a text of the file, or the next best.
func (f *File) at(s *string, next Pos) Pos {
	if p, ok := f.text[s]; ok {
		return p
	}
	return next
}

func (c *checker) platform(p *Platform) {
	c.each(p.Hosts, p.Pos, func(text string) string {
		h, fault := parseHost(text)
		p.hosts = append(p.hosts, h)
		return fault
	})
	for i := range p.Token.Endpoints {
		e := &p.Token.Endpoints[i]
		end, fault := parseEndpoint(e.URL)
		if fault != "" {
			c.addf(c.file.at(&e.URL, e.Pos), "token endpoint %q: %s", e.URL, fault)
		}
		p.endpoints = append(p.endpoints, end)
	}
	c.each(p.BasePaths, p.Pos, func(text string) string {
		path, fault := ParsePath(text)
		if fault == "" && len(path.Holes()) > 0 {
			fault = "a base path has no holes"
		}
		return fault
	})
	for _, list := range []Strings{p.AdminPaths, p.IgnorePaths} {
		c.each(list, p.Pos, globFault)
	}
	for i := range p.Scopes.Implies {
		c.implication(&p.Scopes.Implies[i])
	}
	if p.Convention != nil {
		c.convention(p.Convention)
	}
	for i, r := range p.Rows {
		c.row(r)
		for _, o := range p.Rows[:i] {
			c.pair(o, r)
		}
	}
}

// each reports the texts of a list that have a fault.
func (c *checker) each(list Strings, next Pos, fault func(string) string) {
	for i := range list {
		if msg := fault(list[i]); msg != "" {
			c.addf(c.file.at(&list[i], next), "%q: %s", list[i], msg)
		}
	}
}

func globFault(pattern string) string {
	switch {
	case !strings.HasPrefix(pattern, "/"):
		return "a path pattern begins with /"
	case strings.Contains(strings.TrimSuffix(pattern, "/**"), "**"):
		return "** stands at the end of a path pattern only"
	}
	return ""
}

func (c *checker) implication(im *Implication) {
	if im.Scope == "" || len(im.Satisfies) == 0 {
		c.addf(im.Pos, "an implication needs scope and satisfies")
	}
	for i, s := range im.Satisfies {
		if strings.Contains(s, "{x}") && !strings.Contains(im.Scope, "{x}") {
			c.addf(c.file.at(&im.Satisfies[i], im.Pos), "%q has {x}, and scope %q has none to take it from", s, im.Scope)
		}
	}
}

func (c *checker) convention(cv *Convention) {
	switch {
	case len(cv.Query) == 0:
		c.addf(cv.Pos, "a convention needs query: the parameters that name the user")
	case len(cv.Methods) == 0:
		c.addf(cv.Pos, "a convention needs methods")
	case cv.Append == "" || strings.ContainsAny(cv.Append, "/{}"):
		c.addf(cv.Pos, "a convention needs append: one path segment")
	case !strings.Contains(cv.Scope, "{resource}"):
		c.addf(cv.Pos, "a convention needs scope, with {resource} in it")
	}
	for i := range cv.Methods {
		c.method(&cv.Methods[i], cv.Pos)
	}
}

var methods = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

func (c *checker) method(m *string, next Pos) {
	if *m != "*" && !slices.Contains(methods, *m) {
		c.addf(c.file.at(m, next), "unknown method %q%s", *m, didYouMean(*m, methods))
	}
}

func (c *checker) contexts(ctx *Contexts) {
	for i := range ctx.Routes {
		r := &ctx.Routes[i]
		if fault := globFault(r.Pattern); fault != "" {
			c.addf(c.file.at(&r.Pattern, r.Pos), "%q: %s", r.Pattern, fault)
		}
		if r.Kind == 0 {
			c.addf(r.Pos, "a route needs kind (known: %s)", strings.Join(kindNames, ", "))
		}
	}
	for i := range ctx.Triggers {
		t := &ctx.Triggers[i]
		if !strings.Contains(t.Func, ".") {
			c.addf(c.file.at(&t.Func, t.Pos), "a trigger needs func: a full name as in \"(*example.com/app/router.Router).On\"")
		}
		if t.Kind == 0 {
			c.addf(t.Pos, "a trigger needs kind (known: %s)", strings.Join(kindNames, ", "))
		}
		if t.Arg < 0 {
			c.addf(t.Pos, "arguments are counted from 0")
		}
	}
}

// connect checks that templates name what there is to fill in.
func (c *checker) connect(cn *Connect) {
	for _, t := range []struct {
		text  *string
		holes string
	}{
		{&cn.Import, "{module}"}, {&cn.Client, "{ctx} {user}"}, {&cn.ClientLike, "{ctx} {user} {client}"},
		{&cn.HTTPClient, "{ctx} {client}"}, {&cn.WithUser, "{ctx} {user}"}, {&cn.UserFrom, "{ctx}"}, {&cn.Transport, "{client}"},
	} {
		for _, m := range hostToken.FindAllString(*t.text, -1) {
			if strings.HasPrefix(m, "{") && !strings.Contains(t.holes, m) {
				c.addf(c.file.at(t.text, cn.Pos), "%q has %s; here it can be %s", *t.text, m, strings.ReplaceAll(t.holes, " ", ", "))
			}
		}
	}
}
