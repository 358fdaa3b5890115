package idiom

import (
	"strconv"

	"github.com/m2me/m2me/internal/flow"
	"github.com/m2me/m2me/internal/rest"
)

func buffer(c *flow.Call) []*flow.Value {
	if c.Arg(0) == nil || c.Arg(0).Op == flow.Nil {
		return one(flow.NewObject("bytes.Buffer", c.Type(0), c.Span()))
	}
	return first(c)
}

func write(c *flow.Call) []*flow.Value { return wrote(c, c.Recv, c.Arg(0)) }

// wrote notes that a text is written to a builder or buffer.
func wrote(c *flow.Call, to, text *flow.Value) []*flow.Value {
	if to == nil || to.Op != flow.Obj {
		return nil
	}
	to.Obj.Put(flow.Entry{Op: "write", Key: flow.NewConst(""), Val: text, Src: c.Stmt(), Form: rest.ParamStmt, Cond: c.Guard(text)})
	return one(flow.NewConst("0"))
}

// writeRune is WriteByte or WriteRune.
func writeRune(c *flow.Call) []*flow.Value {
	ch := c.Arg(0)
	if ch != nil && ch.Op == flow.Const {
		ch = flow.NewConst(runeText(ch.Text)).At(ch.Src, rest.PartElsewhere, "")
	}
	return wrote(c, c.Recv, ch)
}

// runeText is the text of a rune constant, which is written 'c' or is a number.
func runeText(lit string) string {
	if text, err := strconv.Unquote(lit); err == nil {
		return text
	}
	if n, err := strconv.Atoi(lit); err == nil {
		return string(rune(n))
	}
	return lit
}

// reset forgets what was written so far.
func reset(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	c.Recv.Obj.Put(flow.Entry{Op: "reset", Key: flow.NewConst(""), Src: c.Stmt(), Form: rest.ParamStmt, Cond: c.Guard(nil)})
	return one(flow.NewUnknown("nothing"))
}

func fprintf(c *flow.Call) []*flow.Value {
	to := c.Arg(0)
	if to == nil || to.Op != flow.Obj || to.Obj.Kind != "strings.Builder" && to.Obj.Kind != "bytes.Buffer" {
		return nil
	}
	text := format(c.Args[1:])
	if text == nil {
		text = flow.NewUnknown("a format that is not constant")
	}
	return wrote(c, to, text)
}

func written(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	var text *flow.Value
	for _, e := range c.Recv.Obj.Log {
		if e.Op == "reset" && e.Cond == nil {
			text = nil
		}
		if e.Op != "write" {
			continue
		}
		more := c.Freeze(e.Val)
		if text != nil {
			more = flow.NewConcat(text, more)
		}
		if e.Cond != nil {
			more = flow.JoinOf(more, text)
		}
		text = more
	}
	if text == nil {
		return nil
	}
	return one(text)
}
