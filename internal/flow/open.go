package flow

// open reports whether a request still depends on the parameters of f; on its
// receiver only if that is known as an object of its own.
func (s *Send) open(f *Func, recv bool) bool {
	m := &mention{f: f, recv: recv, seen: map[*Object]bool{}}
	return m.send(s, 0)
}

// Open reports whether a request still depends on the parameters of the
// function that sends it.
func (s *Send) Open(f *Func) bool { return s.open(f, false) }

// send looks in a request.
func (m *mention) send(s *Send, depth int) bool {
	for _, v := range []*Value{s.Method, s.URL, s.Query, s.Body, s.Client} {
		if m.in(v, depth) {
			return true
		}
	}
	if s.Header != nil && m.object(s.Header, depth) {
		return true
	}
	for _, c := range s.Conds {
		if m.in(c.Val, depth) {
			return true
		}
	}
	return false
}

// open reports whether a registration still depends on the parameters of f.
func (r *Reg) open(f *Func) bool {
	m := &mention{f: f, seen: map[*Object]bool{}}
	return r.forwarded(f) || m.inFunc(r.Fn, 0) || m.in(r.Child, 0) || r.Router != nil && m.object(r.Router, 0)
}

// forwarded reports whether f registers what its caller hands it: the router of
// a program's own making.
func (r *Reg) forwarded(f *Func) bool {
	m := &mention{f: f, seen: map[*Object]bool{}}
	return m.in(r.Pattern, 0) || r.Fn != nil && r.Fn.Op != FuncVal && m.in(r.Fn, 0)
}

// Forwarded reports whether the callers of f know more about a registration
// than f does.
func (r *Reg) Forwarded(f *Func) bool { return r.forwarded(f) }

// A mention looks for parameters of a function in values.
type mention struct {
	f    *Func
	recv bool
	seen map[*Object]bool
	n    int
}

func (m *mention) in(v *Value, depth int) bool {
	m.n++
	if v == nil || depth > 12 || m.n > 3000 {
		return false
	}
	switch v.Op {
	case Param:
		for f := m.f; f != nil; f = f.Parent {
			if v.Fn == f {
				return v.Num >= 0 || m.recv
			}
		}
		return false
	case Obj:
		return m.object(v.Obj, depth)
	case Secret:
		if v.Cred == nil {
			return false
		}
		for _, s := range v.Cred.Scopes {
			if m.in(s, depth+1) {
				return true
			}
		}
		return m.in(v.Cred.TokenURL, depth+1) || m.in(v.Cred.Account, depth+1)
	case Response:
		return m.send(v.Send, depth+1)
	case FuncVal:
		return m.inFunc(v, depth)
	}
	for _, a := range v.Args {
		if m.in(a, depth+1) {
			return true
		}
	}
	return v.Cond != nil && m.in(v.Cond.Val, depth+1)
}

// inFunc looks in a function value; its receiver counts like any value.
func (m *mention) inFunc(v *Value, depth int) bool {
	if v == nil {
		return false
	}
	if v.Op != FuncVal {
		return m.in(v, depth)
	}
	for _, a := range v.Args {
		if m.in(a, depth+1) {
			return true
		}
	}
	if v.Fn != nil && v.Fn.Parent != nil && len(v.Bind) == 0 {
		for f := v.Fn.Parent; f != nil; f = f.Parent {
			if f == m.f && m.f.hasParams() {
				return true
			}
		}
	}
	return false
}

func (f *Func) hasParams() bool { return f.Sig != nil && f.Sig.Params().Len() > 0 }

func (m *mention) object(o *Object, depth int) bool {
	if m.seen[o] {
		return false
	}
	m.seen[o] = true
	if o.Base != nil && m.in(o.Base, depth+1) {
		return true
	}
	for _, name := range o.Order {
		if m.in(o.Field[name], depth+1) {
			return true
		}
	}
	for _, entry := range o.Log {
		if m.in(entry.Key, depth+1) || m.in(entry.Val, depth+1) {
			return true
		}
	}
	return false
}
