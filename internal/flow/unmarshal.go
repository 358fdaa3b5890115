package flow

// decoders are the methods with which a type decodes itself.
var decoders = []string{"UnmarshalJSON", "UnmarshalText"}

// decodedInto notes for a type that decodes itself what its method is handed,
// where an object of it is filled with v: nobody in sight calls the method.
func (w *World) decodedInto(to, v *Value) {
	if v == nil || v.Op != Decoded || len(v.Args) == 0 {
		return
	}
	for _, name := range decoders {
		if f := w.Method(to, name); f != nil {
			remember(w.params, paramKey{f, 0}, v.Args[0])
		}
	}
}
