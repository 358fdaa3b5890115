// Package restcall reads evaluated code: it turns the requests of a
// [flow.World] into [rest.Call] values, says on whose behalf each runs and
// whose id it sends, and has every call decided.
//
// It assumes that the world was run, and that the table knows which calls are
// anybody's business. What it cannot tell it says, with the reason.
package restcall

import (
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
	"github.com/m2me/m2me/internal/trigger"
)

// A finder reads one world with one table.
type finder struct {
	w     *flow.World
	table *scopemap.Table

	payloads     map[string]rest.Subject
	parts        map[string]rest.Subject // payloads by type and field
	inputs       map[string]rest.Kind    // by type of a parameter
	sources      map[string]trigger.Source
	pulls        map[string]bool   // functions that return messages
	recalls      map[string]string // by function, the framework whose values it returns
	regs         map[string]trigger.Reg
	ifaceMethods []trigger.Method
	embeds       []trigger.Embed
	routerTypes  map[string]bool
	routers      map[string]bool

	roots    map[*flow.Func][]root
	edges    map[*flow.Func][]flow.Edge
	callees  map[*flow.Func][]flow.Edge // edges by what they reach; see callsOf
	reach    map[rest.Kind]map[*flow.Func]link
	mounts   map[rest.Span][]mount
	starts   []*flow.Func                       // every main
	below    map[*flow.Func]map[*flow.Func]bool // what a main calls
	inner    map[*flow.Func][]*flow.Func        // the parts of a function that run for somebody else
	files    map[*token.File]string             // the package of a file
	enqueues []*flow.Reg
	served   []*flow.Reg                   // values that generated code serves with
	senders  map[string][]flow.ChanUse     // by channel
	sent     map[*flow.Func][]flow.ChanUse // functions that are sent to a channel
	takers   map[*flow.Func][]string       // the channels that loops of a function receive from
	keeps    map[string][]put              // by framework and key
	actors   map[string]bool               // packages out of which the id of a user who acts is read by such a name
	said     map[*flow.Func]rest.Kind
	called   map[*flow.Func]bool // by code in sight
	clients  map[clientKey]clientRead
	bound    map[*flow.Func]bool // registered, so that what they were made around is known
	indirect map[*flow.Func]bool // called through values that are kept somewhere
	verified map[*flow.Func]bool // checks a signature
	handed   map[*flow.Func]bool // to code out of sight
	signers  map[*flow.Func]bool // checks the signature of a cookie

	helpers    map[string]bool // by function: the table lists it as a session helper
	related    map[string]bool // by name: it names somebody else
	fieldNames map[fieldOf]fieldNames
	endpoints  *bool // a token endpoint is in sight; nil until somebody asks

	dirs     []*directive
	problems []Problem
}

// A Result is what a world says.
type Result struct {
	Findings    []decide.Finding
	Problems    []Problem
	Credentials []rest.Auth // what the calls of known platforms carry

	// Mains says, by index of Findings, which main packages start the handler
	// that a call runs in; nil if that is not known.
	Mains map[int][]string

	// Splits says, by index of Findings, how a function that runs for users and
	// for others becomes two.
	Splits map[int]rest.Split

	// Said tells what directives say about a call on the way to the wire.
	Said func(flow.Frame) flow.Said
}

// Find reads and decides every call of a world that was run. connect are the
// import paths of the Connect clients, whose own requests are not looked at.
func Find(w *flow.World, table *scopemap.Table, triggers []*trigger.Trigger, connect []string) Result {
	f := newFinder(w, table, triggers)
	for _, p := range w.Pkgs {
		if p.Own {
			f.directives(p)
		}
	}
	f.speakers()
	f.origins()
	groups := f.handwritten(f.groups(connect))
	res := Result{Mains: map[int][]string{}, Splits: map[int]rest.Split{}}
	for _, g := range groups {
		for _, rd := range g.readings {
			res.Credentials = append(res.Credentials, rd.call.Auth)
		}
		if in, ok := f.input(g); ok {
			v := decide.Decide(in)
			if v.Action != decide.Ignore {
				if mains := f.startedBy(g); len(mains) > 0 {
					res.Mains[len(res.Findings)] = mains
				}
				if v.Offer == "split" && !w.Modular() {
					res.Splits[len(res.Findings)] = f.split(g)
				}
				res.Findings = append(res.Findings, decide.Finding{Input: in, Verdict: v})
			}
		}
	}
	if w.Modular() {
		f.handedOut()
	}
	f.unused()
	res.Problems, res.Said = f.problems, f.saidOf
	return res
}

func newFinder(w *flow.World, table *scopemap.Table, triggers []*trigger.Trigger) *finder {
	f := &finder{w: w, table: table, helpers: map[string]bool{}, related: map[string]bool{}, fieldNames: map[fieldOf]fieldNames{}, clients: map[clientKey]clientRead{}, below: map[*flow.Func]map[*flow.Func]bool{}, payloads: map[string]rest.Subject{}, parts: map[string]rest.Subject{}, inputs: map[string]rest.Kind{}, sources: map[string]trigger.Source{}, recalls: map[string]string{}, pulls: map[string]bool{}, regs: map[string]trigger.Reg{}, routerTypes: map[string]bool{}, routers: map[string]bool{}}
	for _, t := range triggers {
		for _, p := range t.Payloads {
			for _, name := range p.Fields {
				f.parts[p.Type+"."+name] = p.Subject
			}
			if len(p.Fields) == 0 {
				f.payloads[p.Type] = p.Subject
			}
		}
		for _, in := range t.Inputs {
			f.inputs[in.Type] = in.Kind
		}
		for _, s := range t.Sources {
			f.sources[s.Func] = s
		}
		for _, p := range t.Pulls {
			f.pulls[p.Func] = p.Func != "" && p.Kind == rest.Event
		}
		for _, name := range t.Recalls {
			f.recalls[name] = t.Name
		}
		for _, r := range t.Routers {
			f.routers[r.Func] = true
		}
		for _, name := range t.RouterTypes {
			f.routerTypes[name] = true
		}
		for _, r := range t.Regs {
			f.regs[r.Func] = r
		}
		for _, field := range t.Fields {
			for _, name := range field.Names {
				f.regs[field.Type+"."+name] = trigger.Reg{Func: field.Type + "." + name, Kind: field.Kind, Methods: field.Methods}
			}
		}
		f.ifaceMethods = append(f.ifaceMethods, t.Methods...)
		f.embeds = append(f.embeds, t.Embeds...)
	}
	return f
}

func (f *finder) where(s rest.Span) rest.Pos {
	if !s.IsValid() {
		return rest.Pos{}
	}
	if f.files == nil {
		f.files = map[*token.File]string{}
		for _, p := range f.w.Pkgs {
			for _, file := range p.Files {
				f.files[f.w.Fset.File(file.FileStart)] = p.Path
			}
		}
	}
	return f.w.Where(s, f.files[f.w.Fset.File(s.Pos)])
}

// A group is the readings of one request at one place in the source.
type group struct {
	key      string
	readings []reading
}

// groups reads every request that nobody above can tell more about, and puts
// together what stands at one place.
func (f *finder) groups(connect []string) []*group {
	byKey := map[string]*group{}
	var order []*group
	for _, fn := range f.w.Funcs() {
		sum := f.w.Summary(fn)
		if sum == nil {
			continue
		}
		for _, s := range sum.Sends {
			if f.w.Told(s, fn) && len(f.roots[fn]) == 0 {
				continue
			}
			rd, ok := f.read(fn, s)
			if !ok || slices.Contains(connect, rd.conc.Frames[0].In.Pkg.Path) || !rd.conc.Frames[0].In.Pkg.Own {
				continue
			}
			key := groupKey(rd)
			g := byKey[key]
			if g == nil {
				g = &group{key: key}
				byKey[key] = g
				order = append(order, g)
			}
			g.readings = append(g.readings, rd)
		}
	}
	return order
}

// groupKey is the place of a request, the kind of credential it carries and where
// it names the user.
func groupKey(rd reading) string {
	var b strings.Builder
	for _, fr := range rd.conc.Frames {
		if fr.Call != nil {
			b.WriteString(strconv.Itoa(int(fr.Call.Pos())) + ",")
		}
	}
	switch rd.call.Auth.Grant {
	case rest.UserToken:
		b.WriteString("user")
	case rest.MixedGrant: // another call path may be clear
		b.WriteString("mixed")
	}
	b.WriteString(" " + rd.call.Method + " " + rd.match.Path + " " + strconv.Itoa(int(rd.call.User.In)) + rd.call.User.Name)
	return b.String()
}
