package plan

import "testing"

func TestEditService(t *testing.T) {
	payments := map[string]bool{"admin:payments": true}
	both := map[string]bool{"admin:payments": true, "admin:comms": true}
	for _, tt := range []struct {
		name       string
		remove     map[string]bool
		in         string
		want, edit string
	}{
		{"block list", payments,
			"name: portal # ours\nscopes:\n  # health\n  - admin:clinical  # digest\n  # money\n  - admin:payments  # history\nowner: team\n",
			"name: portal # ours\nscopes:\n  # health\n  - admin:clinical  # digest\n  # money\nowner: team\n",
			"remove admin:payments"},
		{"map with m2m", payments,
			"scopes:\n  m2m:\n  - \"admin:payments\"\n  - admin:clinical\n  connect: [read:payments]\n",
			"scopes:\n  m2m:\n  - admin:clinical\n  connect: [read:payments]\n",
			"remove admin:payments"},
		{"map with required", payments,
			"scopes: {required: [admin:clinical, 'admin:payments']}\n",
			"scopes: {required: [admin:clinical]}\n",
			"remove admin:payments"},
		{"flow list, first and middle", both,
			"scopes: [admin:payments, admin:clinical, admin:comms, admin:labs] # all\n",
			"scopes: [admin:clinical, admin:labs] # all\n",
			"remove admin:comms, admin:payments"},
		{"flow list, last two", both,
			"scopes: [admin:clinical, admin:payments, admin:comms]\n",
			"scopes: [admin:clinical]\n",
			"remove admin:comms, admin:payments"},
		{"flow list over lines", payments,
			"scopes: [\n  admin:clinical,\n  admin:payments\n]\n",
			"scopes: [\n  admin:clinical\n]\n",
			"remove admin:payments"},
		{"crlf", payments,
			"scopes:\r\n- admin:payments\r\n- admin:clinical\r\n",
			"scopes:\r\n- admin:clinical\r\n",
			"remove admin:payments"},
		{"no final newline", payments,
			"scopes:\n- admin:clinical\n- admin:payments",
			"scopes:\n- admin:clinical\n",
			"remove admin:payments"},
		{"second document", payments,
			"a: b\n---\nscopes:\n- admin:clinical\n- admin:payments\n",
			"a: b\n---\nscopes:\n- admin:clinical\n",
			"remove admin:payments"},
		{"nothing to do", payments, "scopes: [admin:clinical]\n", "scopes: [admin:clinical]\n", ""},
		{"no scopes", payments, "name: portal\n", "name: portal\n", ""},
		{"empty", payments, "", "", ""},
		{"last of the list", payments, "scopes:\n- admin:payments\n", "scopes:\n- admin:payments\n",
			"left alone: no call needs admin:payments any more, the last of the list at line 2; take the list out by hand"},
		{"a string", payments, "scopes: admin:payments\n", "scopes: admin:payments\n", "left alone: " + errShape.Error()},
		{"items with fields", payments, "scopes:\n- name: admin:payments\n", "scopes:\n- name: admin:payments\n", "left alone: " + errShape.Error()},
		{"other map", payments, "scopes:\n  admin: [payments]\n", "scopes:\n  admin: [payments]\n", "left alone: " + errShape.Error()},
		{"not YAML", payments, "scopes: [\n", "scopes: [\n", "left alone: it is not YAML: line 1: did not find expected node content"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := EditService("service.yaml", []byte(tt.in), tt.remove)
			if string(got.New) != tt.want {
				t.Errorf("text:\n%s\nwant:\n%s", got.New, tt.want)
			}
			if got.Edit != tt.edit {
				t.Errorf("edit: %s\nwant: %s", got.Edit, tt.edit)
			}
		})
	}
}
