package flow

// HasUser returns the condition that a context names a user (connect.WithUser).
func HasUser(ctx *Value) *Value {
	v := &Value{Op: Result, Text: "connect.UserFrom", Num: 1, Args: []*Value{ctx}}
	if got := foldResult(v, v.Args); got != nil {
		return got
	}
	return v
}

// KeyID names a context key: a constant with its type, a variable, or a value
// of a type of its own. It is empty for a key that is computed.
func KeyID(v *Value) string {
	v = Lower(v)
	if v == nil {
		return ""
	}
	switch v.Op {
	case Const:
		return "const " + typeName(v.Type) + " " + v.Text
	case Global:
		return "var " + v.Var.Pkg().Path() + "." + v.Var.Name()
	case Obj:
		if v.Obj.Kind != "" {
			return "type " + v.Obj.Kind
		}
	}
	return ""
}

// Carry notes that a request is given a context: what is in it may be met wherever
// the request is served.
func (c *Call) Carry(ctx *Value) {
	for ctx = Lower(ctx); ctx != nil && ctx.Op == Result && ctx.Text == "context.WithValue"; ctx = Lower(ctx.Args[0]) {
		c.e.w.carried[KeyID(ctx.Args[1])] = true
	}
}

// Lacks reports whether a context surely has no value under a key: it begins anew,
// or with a request that nobody gives such a value.
func (w *World) Lacks(ctx *Value, key string) bool {
	for ctx = Lower(ctx); ctx != nil && ctx.Op == Result; ctx = Lower(ctx.Args[0]) {
		switch ctx.Text {
		case "context.Background", "context.TODO":
			return true
		case "net/http.Request.Context":
			return !w.carried[key]
		case "context.WithValue", "connect.WithUser":
		default:
			return false
		}
		if ctx.Text == "context.WithValue" && KeyID(ctx.Args[1]) == key {
			return false
		}
		if len(ctx.Args) == 0 {
			return false
		}
	}
	return false
}

// ShallowCopy returns a copy of an object that can be changed on its own.
func ShallowCopy(v *Value) *Value {
	if v == nil || v.Op != Obj {
		return v
	}
	c := *v
	c.Obj = v.Obj.shallow()
	return &c
}

// NamesUser reports whether a context surely names a user (connect.WithUser).
func NamesUser(ctx *Value) bool { return namesUser([]*Value{ctx}) }

// abroad completes what a fact says of a function of another package: the context
// it returns holds what it put there, and a function it returns was made around
// its arguments.
func (e *eval) abroad(f *Func, recv *Value, args, results []*Value) {
	if f.Body() != nil || f.Obj == nil {
		return
	}
	for i, v := range results {
		if v != nil && v.Op == Unknown && v.Text == foreignFunc {
			results[i] = &Value{Op: Result, Text: FuncName(f.Obj), Num: i,
				Args: append([]*Value{Lower(recv)}, lowered(args)...), Type: f.Sig.Results().At(i).Type()}
		}
	}
	for _, v := range results {
		for ; v != nil && v.Op == Result && v.Text == "context.WithValue" && len(v.Args) == 3; v = v.Args[0] {
			if key := KeyID(v.Args[1]); key != "" {
				remember(e.w.ctx, key, v.Args[2])
			}
		}
	}
}
