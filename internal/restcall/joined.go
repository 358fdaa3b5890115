package restcall

import (
	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/rest"
)

// input joins the readings of one place into what the rules look at.
func (f *finder) input(g *group) (decide.Input, bool) {
	first := f.pick(g)
	in := decide.Input{Call: first.call, Match: first.match, Origin: first.origin}
	sub := first.call.User.Subject
	for _, rd := range g.readings {
		in.Origin = joinOrigin(in.Origin, rd.origin)
		if s := rd.call.User.Subject; s != sub {
			sub = worse(sub, s)
			if sub == s {
				in.Match.User.Proof, in.Call.User.Proof = rd.call.User.Proof, rd.call.User.Proof
				in.Match.User.Doubt, in.Call.User.Doubt = rd.call.User.Doubt, rd.call.User.Doubt
				if rd.origin.Kind == in.Origin.Kind {
					in.Origin.Via = rd.origin.Via // the evidence of what decides
				}
			}
		}
		if rd.call.Auth.Grant != in.Call.Auth.Grant {
			in.Call.Auth = mixPaths(in.Call.Auth, rd.call.Auth)
		}
		if in.Deferred == "" {
			in.Deferred = f.deferredOf(rd.send, rd.node)
		}
	}
	if other, ok := f.forMany(g); ok && in.Origin.Kind == rest.ByUser {
		in.Origin = rest.Origin{Kind: rest.Both, Via: first.origin.Via, Also: []rest.Step{other}}
	}
	if in.Origin.Kind == rest.Both {
		sub = rest.SubjectUnknown
	}
	in.Call.User.Subject, in.Match.User.Subject = sub, sub
	in.Directive = f.keeping(in.Call, first.conc.Frames)
	if in.Call.User.In == rest.Nowhere && in.Call.User.Expr.IsValid() {
		in.Sessions = 1
	}
	return in, true
}

// mixPaths returns what is known of a credential that is a on one call path and b
// on another. A path without any is no path of the machine's: what is sent there is
// not to get a user's token.
func mixPaths(a, b rest.Auth) rest.Auth {
	if a.Grant == rest.NoCredential && b.Grant.M2M() || b.Grant == rest.NoCredential && a.Grant.M2M() {
		return mixed(a, b)
	}
	return mix(a, b)
}

// pick returns the reading to show: one that a user reaches, if there is one, and
// better for one user than for many.
func (f *finder) pick(g *group) reading {
	best := g.readings[0]
	for _, rd := range g.readings {
		if rd.origin.Kind == rest.ByUser && (best.origin.Kind != rest.ByUser || best.many() && !rd.many()) {
			best = rd
		}
	}
	return best
}

// many reports whether a call path goes over many users, or takes one out of a job.
func (rd *reading) many() bool {
	return rd.call.User.Subject == rest.Loop || rd.call.User.Subject == rest.Job
}

// forMany says which call path goes over many users, if another sends the id of
// the one who acts.
func (f *finder) forMany(g *group) (rest.Step, bool) {
	var other *reading
	one := false
	for i := range g.readings {
		rd := &g.readings[i]
		if rd.many() {
			other = rd
		}
		one = one || rd.origin.Kind == rest.ByUser && !rd.many()
	}
	if other == nil || !one {
		return rest.Step{}, false
	}
	fr := f.frame(other.send.Frames[0])
	return rest.Step{Text: "many users in " + fr.In.Name, At: fr.At, Span: fr.Call}, true
}

// joinOrigin is on whose behalf a request runs that has two ways in.
func joinOrigin(a, b rest.Origin) rest.Origin {
	switch {
	case a.Kind == b.Kind, b.Kind == rest.Unknown, a.Kind == rest.Both:
		return a
	case a.Kind == rest.Unknown:
		return b
	case a.Kind == rest.ByUser:
		return rest.Origin{Kind: rest.Both, Via: a.Via, Also: b.Via}
	case b.Kind == rest.ByUser:
		return rest.Origin{Kind: rest.Both, Via: b.Via, Also: a.Via}
	case b.Kind == rest.Both:
		return b
	}
	return a
}

// worse is the subject that decides when call paths differ.
func worse(a, b rest.Subject) rest.Subject {
	rank := map[rest.Subject]int{rest.SubjectUnknown: 7, rest.Request: 6, rest.Loop: 5, rest.Job: 4, rest.Constant: 3, rest.Session: 2, rest.None: 1}
	if rank[b] > rank[a] {
		return b
	}
	return a
}
