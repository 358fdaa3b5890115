package render

import (
	"fmt"
	"io"

	"github.com/m2me/m2me/internal/plan/document"
)

// setup is the code to paste into a main.
const setup = `connector, err := connect.FromEnv(connect.NewMemoryStore()) // NewFileStore or NewSQLStore keeps grants over a restart
if err != nil {
	log.Fatal(err)
}
connect.SetDefault(connector)
mux.Handle("GET /connect/login", connector.LoginHandler())
mux.Handle("GET /connect/callback", connector.CallbackHandler(func(w http.ResponseWriter, r *http.Request, userID string, err error) {
	if err != nil {
		http.Error(w, "sign-in failed", http.StatusBadGateway)
		return
	}
	// compare userID, who has consented, with the user of your session here
	http.Redirect(w, r, connect.ReturnTo(r), http.StatusSeeOther)
}))
`

// Hand prints what no tool can know: the store of grants, the routes of the
// login, the answer to a missing consent.
func Hand(w io.Writer, p *document.Plan) error {
	var out printer
	byHand(&out, p)
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("write what is left to do: %w", err)
	}
	return nil
}

// byHand adds the section to out.
func byHand(out *printer, p *document.Plan) {
	if p.Count(document.Migrate) == 0 {
		return
	}
	out.section("Left to do by hand")
	out.line("  1. Set up the Connect client and mount its two handlers. LOOP_CLIENT_ID, LOOP_CLIENT_SECRET and")
	out.line("     LOOP_REDIRECT_URI configure it; without it every migrated call fails with connect.ErrNotConfigured.")
	for _, m := range p.Mains {
		out.line("       %s:%d: %s", m.File, m.Line, m.Text)
		if m.Import != "" {
			out.line("           import %q", m.Import)
		}
	}
	if p.ConnectImport != "" {
		out.line("     import %q", p.ConnectImport)
	}
	out.line("")
	out.indented("         ", setup)
	step := 2
	if len(p.Handlers) > 0 {
		answer(out, p)
		step++
	}
	if len(p.Tests) == 0 {
		return
	}
	out.line("")
	out.line("  %d. Look at the tests that spell the path of a migrated call:", step)
	out.line("")
	for _, t := range p.Tests {
		out.line("       %s:%d: %s, now %s", t.File, t.Line, t.Path, t.Me)
	}
}

// answer lists the handlers that meet a missing consent.
func answer(out *printer, p *document.Plan) {
	out.line("")
	out.line("  2. Answer a missing consent. Where these handlers meet an error of a call:")
	out.line("")
	out.indented("         ", "if connect.RedirectToLogin(w, r, err) {\n\treturn\n}\n")
	out.line("")
	for _, h := range p.Handlers {
		out.line("       %s:%d: %s (%s)", h.File, h.Line, h.Text, h.Func)
	}
}
