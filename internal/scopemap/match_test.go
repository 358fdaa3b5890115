package scopemap

import (
	"testing"

	"github.com/m2me/m2me/internal/rest"
)

func TestSmoke(t *testing.T) {
	tab, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	m := tab.Match(&rest.Call{Method: "GET", URL: rest.Template{{Hole: "base"}, {Text: "/v1/biomarkers"}}, Query: []rest.Param{{Key: "user_id"}}})
	t.Logf("%+v", m)
	m = tab.Match(&rest.Call{Method: "GET", URL: rest.Template{{Text: "https://clinical.dev.platform.loop.health/v1/check-ins"}}, Query: []rest.Param{{Key: "user_id"}}})
	t.Logf("%+v", m)
}
