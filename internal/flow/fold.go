package flow

import (
	"go/ast"
	"go/token"
	"strconv"
)

func (e *eval) logic(x *ast.BinaryExpr) *Value {
	a := e.expr(x.X)
	if known, holds := truth(a); known {
		if holds == (x.Op == token.LAND) {
			return e.expr(x.Y)
		}
		return a
	}
	equal, ended := e.equal, e.ended // the right side may not run
	b := e.expr(x.Y)
	e.equal, e.ended = equal, ended
	if known, holds := truth(b); known {
		if holds == (x.Op == token.LAND) {
			return a
		}
		return b
	}
	return &Value{Op: Result, Text: x.Op.String(), Args: []*Value{a, b}}
}

// compare returns a == b or a != b, decided where both are constant.
func (e *eval) compare(op token.Token, a, b *Value) *Value {
	v := &Value{Op: Result, Text: op.String(), Args: []*Value{a, b}}
	if got := foldResult(v, v.Args); got != nil {
		return got
	}
	return v
}

// foldResult decides an operator whose operands have become known.
func foldResult(v *Value, args []*Value) *Value {
	yes := func(b bool) *Value { return NewConst(strconv.FormatBool(b)) }
	switch v.Text {
	case "==", "!=":
		a, aok := args[0].ConstText()
		b, bok := args[1].ConstText()
		if aok && bok {
			return yes((a == b) == (v.Text == "=="))
		}
		if made(args[0]) && args[1].Op == Nil || args[0].Op == Nil && made(args[1]) {
			return yes(v.Text == "!=")
		}
		if args[0].Op == Nil && args[1].Op == Nil {
			return yes(v.Text == "==")
		}
		if known, some := truth(counted(args)); known {
			return yes(some == (v.Text == "!="))
		}
	case ">":
		return counted(args)
	case "!":
		if known, holds := truth(args[0]); known {
			return yes(!holds)
		}
	case "&&", "||":
		for i, a := range args {
			if known, holds := truth(a); known {
				if holds == (v.Text == "||") {
					return yes(holds)
				}
				return args[1-i]
			}
		}
	case ranges:
		return nonEmpty(args[0])
	case reaches:
		if method, ok := args[1].ConstText(); ok {
			return reached(args[0], method)
		}
	case "connect.UserFrom":
		if v.Num == 1 && namesUser(args) {
			return yes(true)
		}
	}
	return nil
}

// counted says whether a list or map is not empty whose length is compared with
// nought; nil if that is not known.
func counted(args []*Value) *Value {
	if zero, ok := args[1].ConstText(); !ok || zero != "0" || args[0] == nil || args[0].Op != Result || args[0].Text != "len" {
		return nil
	}
	return nonEmpty(args[0].Args[0])
}

// known says whether c is known to hold or to fail; nil is not known.
func (c *Cond) known() (known, holds bool) {
	if c == nil {
		return false, false
	}
	if got := foldResult(c.Val, c.Val.Args); got != nil {
		return truth(got)
	}
	return false, false
}

// namesUser reports whether a context among args surely names a user.
func namesUser(args []*Value) bool {
	for _, a := range args {
		for a != nil && a.Op == Result && a.Text == "context.WithValue" {
			a = a.Args[0]
		}
		if a != nil && a.Op == Result && a.Text == "connect.WithUser" {
			return true
		}
	}
	return false
}

// made reports whether v is surely not nil.
func made(v *Value) bool {
	return v != nil && (v.Ref || v.Op == Obj && v.Obj.Base == nil && v.Obj.Kind != "" || v.Op == FuncVal || v.Op == Secret)
}
