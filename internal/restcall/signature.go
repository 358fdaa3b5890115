package restcall

import (
	"slices"

	"github.com/m2me/m2me/internal/flow"
)

// signers are the functions of the standard library that sign with a key, or make
// what does.
var signers = []string{"crypto/hmac.New", "crypto/ed25519.Sign", "crypto/ecdsa.SignASN1", "crypto/rsa.SignPKCS1v15", "crypto/rsa.SignPSS"}

// maxSigned bounds the values that are looked at for a signature.
const maxSigned = 200

// signature reports whether a value is computed with a key: a request that
// carries it says who calls, as a token would.
func (f *finder) signature(v *flow.Value) bool {
	return f.signedBy(v, map[*flow.Value]bool{}, 0)
}

func (f *finder) signedBy(v *flow.Value, seen map[*flow.Value]bool, depth int) bool {
	if v == nil || seen[v] || depth > maxNested || len(seen) > maxSigned {
		return false
	}
	seen[v] = true
	v = flow.Lower(f.w.Resolve(v))
	switch v.Op {
	case flow.Result:
		if slices.Contains(signers, v.Text) {
			return true
		}
	case flow.Concat, flow.Join, flow.If, flow.Encoded:
	case flow.Obj:
		return f.signedBy(v.Obj.Base, seen, depth+1)
	default:
		return false
	}
	return slices.ContainsFunc(v.Args, func(a *flow.Value) bool { return f.signedBy(a, seen, depth+1) })
}
