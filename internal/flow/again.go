package flow

// again tries a text function with arguments that are better known now; an
// argument that is one of several gives one of several results.
func (w *World) again(v *Value, args []*Value) *Value {
	pure := w.cfg.Pure[v.Text]
	if pure == nil {
		return nil
	}
	for i, a := range args {
		if a == nil || a.Op != Join && a.Op != If || len(a.Args) > 4 {
			continue
		}
		var alts []*Value
		for _, alt := range a.Args {
			one := append([]*Value(nil), args...)
			one[i] = alt
			got := w.again(v, one)
			if got == nil {
				return nil
			}
			alts = append(alts, got)
		}
		return join(alts...)
	}
	return pure(args)
}
