package idiom

import "github.com/m2me/m2me/internal/flow"

// Encoding is encoding/json and what carries bytes, and database rows.
func Encoding() Idiom {
	return Idiom{
		Name:   "encoding",
		Values: true,
		Models: map[string]flow.Model{
			"encoding/json.Marshal":        encoded("json"),
			"encoding/json.MarshalIndent":  encoded("json"),
			"encoding/json.NewEncoder":     first,
			"encoding/json.Encoder.Encode": encode,
			"encoding/json.NewDecoder":     first,
			"encoding/json.Decoder.Decode": func(c *flow.Call) []*flow.Value { return decode(c, c.Recv, 0) },
			"encoding/json.Unmarshal":      func(c *flow.Call) []*flow.Value { return decode(c, c.Arg(0), 1) },
			"encoding/xml.NewDecoder":      first,
			"encoding/xml.Decoder.Decode":  func(c *flow.Call) []*flow.Value { return decode(c, c.Recv, 0) },
			"encoding/xml.Unmarshal":       func(c *flow.Call) []*flow.Value { return decode(c, c.Arg(0), 1) },
			"io.ReadAll":                   first,
			"io/ioutil.ReadAll":            first,
			"io.LimitReader":               first,
			"net/http.MaxBytesReader":      func(c *flow.Call) []*flow.Value { return one(c.Arg(1)) },
			"bufio.NewReader":              first,
		},
	}
}

func encoded(how string) flow.Model {
	return func(c *flow.Call) []*flow.Value {
		return one(&flow.Value{Op: flow.Encoded, Text: how, Args: []*flow.Value{c.Freeze(c.Arg(0))}, Src: c.Span()})
	}
}

// encode writes the JSON of a value into a buffer.
func encode(c *flow.Call) []*flow.Value {
	if c.Recv == nil || c.Recv.Op != flow.Obj {
		return nil
	}
	v := &flow.Value{Op: flow.Encoded, Text: "json", Args: []*flow.Value{c.Freeze(c.Arg(0))}, Src: c.Span()}
	c.Recv.Obj.Put(flow.Entry{Op: "write", Key: flow.NewConst(""), Val: v, Src: c.Stmt()})
	return one(&flow.Value{Op: flow.Nil})
}

// decode fills argument i with what from holds.
func decode(c *flow.Call, from *flow.Value, i int) []*flow.Value {
	c.FillArg(i, &flow.Value{Op: flow.Decoded, Args: []*flow.Value{flow.Lower(from)}, Src: c.Span()})
	return one(&flow.Value{Op: flow.Result, Text: c.Name, Args: nil, Type: c.Type(0)})
}
