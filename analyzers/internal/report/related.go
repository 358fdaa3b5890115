package report

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/rest"
)

// related is the evidence: the way from the request of the user, where the
// token comes from, and what puts the request on the wire.
func related(pass *analysis.Pass, f decide.Finding) []analysis.RelatedInformation {
	var out []analysis.RelatedInformation
	add := func(s rest.Span, text string) {
		if s.IsValid() {
			out = append(out, analysis.RelatedInformation{Pos: s.Pos, End: s.End, Message: text})
		}
	}
	for _, step := range f.Origin.Via {
		add(step.Span, step.Text)
	}
	add(f.Call.Auth.FromSpan, "the token comes from here")
	for _, fr := range f.Call.Frames[1:] {
		if fr.Call.IsValid() {
			add(fr.Call, "sent through "+fr.To)
			continue
		}
		// In another package, known from its fact.
		at := f.Call.Frames[0].Call
		if pos := declared(pass.Pkg, fr.In); pos.IsValid() {
			at = rest.Span{Pos: pos, End: pos}
		}
		add(at, fr.In.Name+" sends it through "+fr.To)
	}
	return out
}

// declared returns where a function of another package is declared, as export
// data has it.
func declared(from *types.Package, fn rest.Func) token.Pos {
	pkg := find(from, fn.Pkg, map[*types.Package]bool{})
	if pkg == nil {
		return token.NoPos
	}
	typ, method, isMethod := strings.Cut(strings.TrimPrefix(fn.Name, "(*"), ".")
	obj := pkg.Scope().Lookup(strings.TrimSuffix(typ, ")"))
	if tn, ok := obj.(*types.TypeName); ok && isMethod {
		method, _, _ = strings.Cut(method, ".") // a function in it
		obj, _, _ = types.LookupFieldOrMethod(tn.Type(), true, pkg, method)
	}
	if obj == nil {
		return token.NoPos
	}
	return obj.Pos()
}
