package wire_test

import (
	"fmt"
	"testing"

	"github.com/m2me/m2me/testdata/wire/platform"
)

// The users of the scripts. The ids are in no other text.
const (
	ada = "user_01HXYADA"
	ben = "user_01HXYBEN"
	kim = "user_01HXYKIM" // uses nothing of his own
)

// allMachine is what the service may ask for before the migration.
var allMachine = []string{"admin:clinical", "admin:payments", "admin:comms", "admin:cash", "admin:identity", "admin:membership"}

// small is a program of the module in programs.
func small(name, shape string, migrated int, steps ...step) *program {
	return &program{
		name: name, shape: shape, module: "programs", only: name,
		with:     []string{"../programs/loopsdk"},
		hand:     []string{"hand/common", "hand/" + name},
		commands: map[string]string{"main": "./" + name},
		migrated: migrated, steps: steps,
	}
}

// TestPrograms migrates each program and runs it before and after.
func TestPrograms(t *testing.T) {
	for _, p := range smallPrograms() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			prove(t, p)
		})
	}
}

// prove is the wire test of one program.
func prove(t *testing.T, p *program) {
	b := migrate(t, p)
	if got := b.plan.count("migrate"); got != p.migrated {
		t.Fatalf("the plan migrates %d calls, want %d: %+v", got, p.migrated, b.plan.Findings)
	}
	scopes := b.plan.connectScopes()
	before := play(t, startWorld(t, platform.Config{Clients: clients(p, allMachine, nil)}), p, b.before, nil, nil)
	// After it, the machine may ask for no more than the plan says remains.
	w := startWorld(t, platform.Config{Clients: clients(p, b.machineScopes(p), scopes)})
	after := play(t, w, p, b.after, scopes, nil)
	n := compare(t, p, before, after)
	checkConsent(t, w, p, b.plan)
	checkExercised(t, b.plan, after)
	checkMinimal(t, t, p, b, after)
	t.Logf("%s: %d steps, %d calls as the user, %d kept in users' steps, %d kept elsewhere, scopes %v",
		p.shape, n.steps, n.migrated, n.keptUser, n.keptOther, scopes)
}

// TestScopesNotConfigured: who forgets LOOP_SCOPES has users asked for each scope
// as it is found missing, but never twice for the same.
func TestScopesNotConfigured(t *testing.T) {
	t.Parallel()
	labs, checkIns := step{user: ada, path: "/labs"}, step{user: ada, path: "/check-ins"}
	p := small("values", "C", 2, step{user: ada, path: "/connect/login?return_to=/labs"}, labs, checkIns, labs, checkIns)
	b := migrate(t, p)
	w := startWorld(t, platform.Config{Clients: clients(p, nil, b.plan.connectScopes())})
	asked := []int{}
	for _, o := range play(t, w, p, b.after, nil, nil) {
		if asked = append(asked, len(o.page.Asked)); o.page.Status != 200 {
			t.Errorf("%v", o.page)
		}
	}
	if got := fmt.Sprint(asked); got != "[2 1 1 0 0]" {
		t.Errorf("pages with a consent screen: %s", got)
	}
}
