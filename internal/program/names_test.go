package program

import (
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/m2me/m2me"
	"github.com/m2me/m2me/internal/scopemap"
)

// TestNames holds what counts as naming a path of the table: a text of the code
// with whole segments, below no host of somebody else's.
func TestNames(t *testing.T) {
	table, err := scopemap.Load("scopemap.yaml", m2me.ScopeMap)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		src  string
		want bool
	}{
		{"package p\nconst path = \"/v1/biomarkers\"\n", true},
		{"package p\nconst path = `/biomarkers/latest`\n", true},
		{"package p\nvar u = base + \"/v1/biomarkers?user_id=\" + id\n", true},
		{"package p\nconst u = \"https://clinical.platform.loop.health/v1/biomarkers\"\n", true},
		{"package p\nconst u = \"%s://%s/v1/biomarkers\"\n", true},
		{"package p\nconst u = \"%s/biomarkers\"\n", true},
		{"package p\nconst u = \"http://localhost:8080/v1/biomarkers\"\n", false},
		{"package p\nconst path = \"v1/biomarkers\"\n", true},
		{"package p\nconst path = \"{base}/v1/biomarkers/{id}\"\n", true},
		{"package p\nconst path = \"panels/v1/biomarkers\"\n", false},
		{"package p\nconst path = \"/panels/x/v1/biomarkers\"\n", false},
		{"package p\nconst u = \"clinical.platform.loop.health/v1/biomarkers\"\n", true},
		{"package p\nconst u = \"//clinical.platform.loop.health/v1/biomarkers\"\n", true},
		{"package p\nconst call = `{\"path\":\"/v1/biomarkers\"}`\n", true},
		{"package p\nconst call = \"GET v1/biomarkers\"\n", true},
		{"package p\nconst u = \"%sv1/biomarkers\"\n", true},
		{"package p\nconst u = \"%[1]s/v1/biomarkers\"\n", true},
		{"package p\nconst path = \"/panels/biomarkers/x\"\n", false},
		{"package p\nconst path = \"/panels/biomarkers\" + \"/biomarkers\"\n", true},
		{"package p\nconst u = \"https://api.github.com/v1/biomarkers\"\n", false},
		{"package p\nconst help = \"GET /v1/biomarkers, see https://github.com/loop/docs\"\n", true},
		{"package p\nconst path = \"/v1/biomarkersets\"\n", false},
		{"package p\nimport \"example.com/v1/biomarkers\"\nvar _ = biomarkers.X\n", false},
		{"package p\n// GET /v1/biomarkers\nvar X = 1\n", false},
	} {
		opts := Options{Table: table, ReadFile: func(string) ([]byte, error) { return []byte(tt.src), nil }}
		p := &Program{opts: opts, marks: findLandmarks(opts)}
		if got := p.names(&packages.Package{GoFiles: []string{"p.go"}}, p.marks.paths); got != tt.want {
			t.Errorf("%v for\n%s", got, tt.src)
		}
	}
}
