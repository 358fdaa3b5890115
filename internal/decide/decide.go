package decide

import (
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// Decide returns the verdict of the first rule that speaks.
func Decide(in Input) Verdict {
	if !in.Match.Known || in.grant() == rest.NoCredential { // rules 1, 2
		return Verdict{}
	}
	v, spoken := in.userToken()
	for _, rule := range []func(*Input) (Verdict, bool){
		(*Input).table, (*Input).machineAtMe, (*Input).deferred, (*Input).context,
		(*Input).credential, (*Input).caller, (*Input).readable, (*Input).nobody, (*Input).row, (*Input).subject,
	} {
		if spoken {
			break
		}
		v, spoken = rule(&in)
	}
	if d := in.Directive; d != nil && d.Verb == "keep" && v.Action != Ignore { // rule 6
		reason := d.Reason
		if reason == "" {
			reason = "a directive without a reason keeps it"
		}
		return Verdict{Action: Keep, Rule: KeepDirective, Reason: reason}
	}
	return v
}

// grant is the grant as it takes effect: a client that honours the context's
// user sends that user's token.
func (in *Input) grant() rest.Grant {
	if in.Call.Client.Choice && in.Call.Ctx.User {
		return rest.UserToken
	}
	return in.Call.Auth.Grant
}

func (in *Input) hasUser() bool { return in.Match.User.In != rest.Nowhere }

// subjectOf is whose id the call sends: the decision stage may have put it on
// the call or on the match.
func (in *Input) subjectOf() rest.Subject {
	if in.Match.User.Subject != rest.SubjectUnknown {
		return in.Match.User.Subject
	}
	return in.Call.User.Subject
}

// userToken holds rules 3 to 5.
func (in *Input) userToken() (Verdict, bool) {
	if in.grant() != rest.UserToken {
		return Verdict{}, false
	}
	m := in.Match
	alone := in.Origin.Kind == rest.Scheduled || in.Origin.Kind == rest.Event ||
		in.Origin.Kind == rest.Batch && in.subjectOf() == rest.Loop
	switch {
	case alone && !m.Admin: // rule 3
		return in.ask(BatchConnect, "sends a user's token "+in.where()+", where no user is present",
			"use a machine's token")
	case in.hasUser() && in.moves(): // rule 4
		return in.ask(MixedToken, in.how()+" and carries a user's token", "call "+m.Me+", which takes the user from the token")
	}
	return Verdict{}, true // rule 5
}

// moves reports whether the user form leaves the user id out.
func (in *Input) moves() bool {
	m := in.Match
	return m.Me != "" && !m.MustBeSelf && !m.Already && m.Disposition != scopemap.Keep
}

// table holds rules 7 and 8: what the table keeps.
func (in *Input) table() (Verdict, bool) {
	m := in.Match
	row := m.Row != nil && m.Row.Disposition == scopemap.Keep
	switch {
	case m.OwnAuthority && m.Disposition == scopemap.Keep:
		return keep(OwnAuthority, "keeps its machine token: "+m.Why)
	case m.Admin || row:
		return keep(AdminRoute, "keeps its machine token: "+m.Why)
	}
	return Verdict{}, false
}

// machineAtMe holds rule 9.
func (in *Input) machineAtMe() (Verdict, bool) {
	if !in.Match.Already {
		return Verdict{}, false
	}
	if !in.grant().M2M() {
		return Verdict{}, true // rule 13: no user id
	}
	return in.ask(MixedToken, "takes the user from the token and carries "+in.token(), "send it with the user's Connect client")
}

// deferred holds rule 10.
func (in *Input) deferred() (Verdict, bool) {
	if in.Deferred == "" {
		return Verdict{}, false
	}
	return in.ask(Deferred, "is a deferred user action ("+in.Deferred+"), and the worker has no token of the user",
		"call it in the handler, or let the worker use the user's stored grant")
}

// context holds rules 11 and 12.
func (in *Input) context() (Verdict, bool) {
	switch in.Origin.Kind {
	case rest.Scheduled, rest.Event, rest.Batch, rest.Admin:
		return keep(Context, "runs "+in.where()+", where no user acts for himself")
	}
	switch in.subjectOf() {
	case rest.Loop:
		return keep(Subject, "goes over many users, and a Connect token is one user's")
	case rest.Job:
		return keep(Subject, "takes the user from the payload of a job, not from a user who acts")
	}
	if in.Match.Disposition == scopemap.Keep {
		return keep(Subject, in.Match.Why)
	}
	return Verdict{}, false
}

// credential holds rule 13.
func (in *Input) credential() (Verdict, bool) {
	switch {
	case in.grant().M2M():
		return Verdict{}, false
	case !in.hasUser() && (in.grant() != rest.MixedGrant || in.Match.Path != ""):
		return Verdict{}, true
	}
	why := in.Call.Auth.Why
	if why == "" {
		why = "where it comes from was not found"
	}
	how := in.how()
	if in.Match.Path == "" {
		how = "has a path that could not be read"
	}
	return in.ask(UnknownCredential, how+", and whose token it carries is not known: "+why,
		"get the token where it can be seen, or mark the call //m2me:keep with a reason")
}

// caller holds rules 14 and 15.
func (in *Input) caller() (Verdict, bool) {
	switch in.Origin.Kind {
	case rest.ByUser:
		return Verdict{}, false
	case rest.Both:
		v, ok := in.ask(BothOrigins, in.what()+" both "+in.where()+in.also(), "split the function, or run fix with -split")
		return in.offer(v, "split"), ok
	}
	why := "no caller was seen"
	if in.Origin.Why != "" {
		why = in.Origin.Why
	}
	v, ok := in.ask(UnknownCaller, in.what()+", and for whom it runs is not known: "+why,
		"mark the function //m2me:user or //m2me:scheduled")
	return in.offer(v, "unknown"), ok
}

// readable holds rules 16 and 17.
func (in *Input) readable() (Verdict, bool) {
	m := in.Match
	switch {
	case m.Path == "":
		return in.ask(Unread, "has a path that could not be read, and carries "+in.token()+" "+in.where(),
			"write the path where it can be seen, or mark the call //m2me:keep with a reason")
	case m.Ambiguous != "":
		return in.ask(AmbiguousRow, in.what()+" "+in.where()+", and the table cannot tell what it is: "+m.Ambiguous,
			"write the host or the method where it can be seen, or add a row to "+scopemap.FileName)
	}
	return Verdict{}, false
}

// nobody holds rules 18 and 19: calls without a user id.
func (in *Input) nobody() (Verdict, bool) {
	m := in.Match
	what := "is about the user who acts and carries " + in.token() + " " + in.where()
	switch {
	case in.hasUser():
		return Verdict{}, false
	case m.Implicit && m.Disposition == scopemap.Migrate && in.Sessions == 1:
		return Verdict{Action: Migrate, Rule: AdminToken, Reason: what, Todo: "send it with the user's Connect client"}, true
	case m.Implicit && m.Disposition == scopemap.Migrate && in.Sessions == 0:
		return in.ask(AdminToken, what+", and no session id is in scope", "hand the user's id in and send it with the user's Connect client")
	case m.Implicit && m.Disposition == scopemap.Migrate:
		return in.ask(AdminToken, what+", and several session ids are in scope", "choose one and send it with that user's Connect client")
	case m.Row != nil && m.Row.User == nil:
		return Verdict{}, false
	case m.Unread:
		return in.ask(NoUser, "carries "+in.token()+" "+in.where()+", and "+m.Why,
			"write the parameters where they can be seen, or mark the call //m2me:keep with a reason")
	}
	return in.ask(NoUser, "names no user and carries "+in.token()+" "+in.where(), in.addRow())
}

// row holds rules 20 to 22.
func (in *Input) row() (Verdict, bool) {
	m := in.Match
	switch {
	case m.Disposition != scopemap.Migrate || m.Me == "":
		return in.ask(NoRow, in.what()+" "+in.where()+", and there is no user form to call: "+m.Why, in.addRow())
	case m.User.Batch:
		return in.ask(BatchIDs, in.how()+" several times, and a Connect token is one user's",
			"call once for each user, or mark the call //m2me:keep with a reason")
	case m.User.Cond:
		return in.ask(Conditional, in.how()+" under a condition", "make the call about the user a call of its own")
	}
	return Verdict{}, false
}

// subject holds rules 23 to 26.
func (in *Input) subject() (Verdict, bool) {
	m := in.Match
	switch s := in.subjectOf(); {
	case s == rest.Session:
		todo := "call " + m.Me + " with the user's Connect client"
		if m.Me == m.Path {
			todo = "send it with the user's Connect client"
		}
		return Verdict{Action: Migrate, Rule: UserIDQuery, Reason: in.what() + " " + in.where(), Todo: todo}, true
	case s == rest.Request:
		v, ok := in.ask(RequestID, in.how()+" out of the request "+in.where()+", so whoever calls can name anybody",
			"compare it with the session's id, or run fix with -subject=request")
		return in.offer(v, "request"), ok
	case m.MustBeSelf:
		return in.ask(MustBeSelf, in.how()+" "+in.where()+", and with a user's token it has to be that user's own",
			"take it from the session")
	}
	return in.ask(UnknownSubject, in.what()+" "+in.where()+", and whose id it is could not be seen"+in.doubt(),
		"take it from the session, or mark the call //m2me:keep with a reason")
}

// doubt says why an id that the acting user led to may be somebody else's.
func (in *Input) doubt() string {
	if d := in.Call.User.Doubt; d != "" {
		return ": " + d
	}
	return ""
}

// offer adds a fix that may be offered, if there is one.
func (in *Input) offer(v Verdict, what string) Verdict {
	m := in.Match
	if in.hasUser() && m.Disposition == scopemap.Migrate && m.Ambiguous == "" && !m.User.Batch && !m.User.Cond &&
		(!m.MustBeSelf || in.subjectOf() == rest.Session) {
		v.Offer = what
	}
	return v
}

func (in *Input) ask(r Rule, reason, todo string) (Verdict, bool) {
	return Verdict{Action: Ask, Rule: r, Reason: reason, Todo: todo}, true
}

func keep(r Rule, reason string) (Verdict, bool) {
	return Verdict{Action: Keep, Rule: r, Reason: reason}, true
}
