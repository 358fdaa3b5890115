package scopemap

import "slices"

// row checks a row by itself, compiles its paths and fills in what it leaves to
// the defaults.
func (c *checker) row(r *Row) {
	if r.Method == "" || r.Path == "" {
		c.addf(r.Pos, "a row needs method and path")
		return
	}
	c.method(&r.Method, r.Pos)
	if r.MeMethod != "" {
		c.method(&r.MeMethod, r.Pos)
	}
	if r.Implicit && r.Me == "" {
		r.Me = r.Path
	}
	r.path = c.path(&r.Path, r)
	if r.Me != "" {
		r.me = c.path(&r.Me, r)
	}
	c.user(r)
	c.form(r)
	c.disposition(r)
	if r.If != nil && (len(r.If.each()) != 1 || len(r.If.Path) > 0) {
		c.addf(r.If.Pos, "if needs one of query, body and header")
	}
}

func (c *checker) path(text *string, r *Row) Path {
	p, fault := ParsePath(*text)
	if fault != "" {
		c.addf(c.file.at(text, r.Pos), "path %q: %s", *text, fault)
	}
	return p
}

// user checks where a row's calls name the user.
func (c *checker) user(r *Row) {
	if r.User == nil {
		if r.MustBeSelf {
			c.addf(r.Pos, "must_be_self needs user: which id has to be the user's own")
		}
		return
	}
	if r.Implicit {
		c.addf(r.User.Pos, "a row has user or implicit, not both")
	}
	switch places := r.User.each(); {
	case len(places) == 0:
		c.addf(r.User.Pos, "user needs query, path, body or header")
		return
	case len(r.User.Path) == 0:
		return
	case len(places) > 1:
		c.addf(r.User.Pos, "a user in the path is in no other place")
	}
	holes := r.path.Holes()
	for i := range r.User.Path {
		name := &r.User.Path[i]
		if !slices.Contains(holes, *name) {
			c.addf(c.file.at(name, r.User.Pos), "path %q has no hole {%s}%s", r.Path, *name, didYouMean(*name, holes))
		}
	}
	switch {
	case len(r.User.Path) > 1:
		c.addf(r.User.Pos, "one hole of a path names the user, not %d", len(r.User.Path))
	case r.User.Optional:
		c.addf(r.User.Pos, "a segment of a path is never optional")
	}
}

// form checks the user form.
func (c *checker) form(r *Row) {
	holes := r.path.Holes()
	for _, h := range r.me.Holes() {
		switch {
		case !slices.Contains(holes, h):
			c.addf(c.file.at(&r.Me, r.Pos), "the user form %q has {%s}, which is not in %q%s", r.Me, h, r.Path, didYouMean(h, holes))
		case slices.Contains(r.userHoles(), h) && !r.MustBeSelf:
			c.addf(c.file.at(&r.Me, r.Pos), "the user form %q keeps {%s}; say must_be_self: true if that is meant", r.Me, h)
		}
	}
	switch {
	case r.Me != "":
	case r.MustBeSelf:
		c.addf(r.Pos, "must_be_self needs me; repeat the path if it stays")
	case r.MeMethod != "" || len(r.MeHeaders) > 0:
		c.addf(r.Pos, "me_method and me_headers need me")
	case r.Disposition == Migrate:
		c.addf(r.Pos, "a row that migrates needs me; repeat the path if it stays")
	}
}

func (c *checker) disposition(r *Row) {
	if r.Disposition == Unknown {
		r.Disposition = Ask
		if r.Me != "" {
			r.Disposition = Migrate
		}
	}
	switch {
	case r.Disposition == Keep && r.Reason == "":
		c.addf(r.Pos, "a row that keeps the machine token needs a reason")
	case r.OwnAuthority && r.Disposition != Keep:
		c.addf(r.Pos, "own_authority goes with disposition: keep")
	case r.Disposition == Migrate && r.User == nil && !r.Implicit:
		c.addf(r.Pos, "a row that migrates needs user or implicit: true")
	case r.Disposition == Migrate && r.Me != "" && r.Connect == nil && r.ConnectAny == nil:
		c.addf(r.Pos, "a row that migrates needs connect or connect_any; say connect: [] if the call needs no scope")
	case r.Connect != nil && r.ConnectAny != nil:
		c.addf(r.Pos, "a row has connect (all of them) or connect_any (one of them), not both")
	}
}
