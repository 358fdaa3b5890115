package restcall

import "github.com/m2me/m2me/internal/rest"

// handwritten leaves out what is only read in generated code if the same
// request was read where people call it.
func handwritten(groups []*group) []*group {
	called := map[rest.Span]bool{}
	for _, g := range groups {
		for _, rd := range g.readings {
			if !rd.conc.Frames[0].In.Generated {
				called[sinkOf(rd)] = true
			}
		}
	}
	var out []*group
	for _, g := range groups {
		if first := g.readings[0]; first.conc.Frames[0].In.Generated && sinkOf(first).IsValid() && called[sinkOf(first)] {
			continue
		}
		out = append(out, g)
	}
	return out
}

// sinkOf is the call that puts a request on the wire.
func sinkOf(rd reading) rest.Span {
	fr := rd.conc.Frames[len(rd.conc.Frames)-1]
	if fr.Call == nil {
		return rest.Span{}
	}
	return rest.Span{Pos: fr.Call.Pos(), End: fr.Call.End()}
}
