package trigger

import "github.com/m2me/m2me/internal/rest"

// Beego is github.com/beego/beego: controllers embed one of its own, functions
// take its context.
func Beego() Trigger {
	t := Trigger{Name: "beego"}
	for _, web := range []string{"github.com/beego/beego/v2/server/web", "github.com/astaxie/beego"} {
		ctx := web + "/context."
		t.Embeds = append(t.Embeds, Embed{Type: web + ".Controller", Kind: rest.ByUser})
		t.Regs = append(t.Regs,
			Reg{Func: web + ".Router", Pattern: 0, Fn: 1, Methods: []string{"*"}, Kind: rest.ByUser},
			Reg{Func: web + ".NSRouter", Pattern: 0, Fn: 1, Methods: []string{"*"}, Kind: rest.ByUser},
			Reg{Func: web + ".Handler", Pattern: 0, Fn: 1, Kind: rest.ByUser},
			Reg{Func: web + ".Controller.SetSession", Pattern: 0, Fn: 1, Session: true},
			Reg{Func: ctx + "BeegoInput.SetData", Pattern: 0, Fn: 1, Keeps: true})
		for _, verb := range []string{"Get", "Head", "Post", "Put", "Patch", "Delete", "Options", "Any"} {
			t.Regs = append(t.Regs,
				Reg{Func: web + "." + verb, Pattern: 0, Fn: 1, Kind: rest.ByUser},
				Reg{Func: web + ".NS" + verb, Pattern: 0, Fn: 1, Kind: rest.ByUser},
				Reg{Func: web + ".Ctrl" + verb, Pattern: 0, Fn: 1, Kind: rest.ByUser})
		}
		t.Shapes = append(t.Shapes, Shape{Params: []string{ctx + "Context"}, Kind: rest.ByUser})
		t.Sources = append(t.Sources,
			Source{Func: web + ".Controller.GetSession", Subject: rest.Session},
			Source{Func: ctx + "BeegoInput.Session", Subject: rest.Session},
			Source{Func: ctx + "BeegoInput.Cookie", Presented: true},
			Source{Func: ctx + "Context.GetCookie", Presented: true},
			Source{Func: ctx + "BeegoInput.Header", Header: true})
		for _, name := range []string{"GetString", "GetStrings", "GetInt", "GetInt64", "GetUint64", "Input", "ParseForm", "BindJSON"} {
			t.Sources = append(t.Sources, Source{Func: web + ".Controller." + name, Subject: rest.Request})
		}
		t.Recalls = append(t.Recalls, ctx+"BeegoInput.SetData", ctx+"BeegoInput.GetData")
		t.Payloads = append(t.Payloads,
			Payload{Type: ctx + "Context", Subject: rest.Request},
			Payload{Type: ctx + "BeegoInput", Subject: rest.Request})
	}
	return t
}
