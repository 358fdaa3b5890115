package wire_test

import "net/http"

// desk is what the front desk's browser sends.
var desk = http.Header{"Authorization": {"Basic ZGVzazpkZXNr"}} // desk:desk

// smallPrograms are one per shape of the rewriter.
func smallPrograms() []*program {
	plain := small("inline", "A", 1, step{user: ada, path: "/labs"}, step{user: ben, path: "/labs"}, step{user: ada, path: "/labs"})
	plain.plain = true
	wrapper := small("wrapper", "D with guard", 3,
		step{user: ada, path: "/labs"}, step{user: ada, path: "/progress?from=2026-01-01"},
		step{user: ada, method: "POST", path: "/protocols/sleep/start"},
		step{path: "/admin/members/" + ben, header: desk})
	wrapper.leftover = []string{"admin:clinical"} // in one string with another: by hand
	split := small("split", "-split over ten packages", 1,
		step{user: ada, path: "/labs"}, step{user: ben, path: "/labs"}, step{user: ada, path: "/labs"},
		step{method: "POST", path: "/webhooks/loop", body: `{"user_id":"` + ada + `"}`},
		step{job: "DIGEST=@every 1s", calls: 3})
	split.answers = []string{"-split"}
	return []*program{
		plain,
		wrapper,
		split,
		small("sprintf", "B, file store", 1,
			step{user: ada, path: "/rewards?n=3"}, step{user: ben, path: "/rewards?n=7"}, step{user: ada, path: "/rewards?n=1"}),
		small("values", "C, SQL store", 2,
			step{user: ada, path: "/check-ins"}, step{user: ada, path: "/labs"}, step{user: ben, path: "/labs"}),
		small("sdk", "D'", 1, step{user: ada, path: "/inbox"}, step{user: ben, path: "/inbox"}),
		small("nocontext", `D"`, 2,
			step{user: ada, path: "/payments"}, step{user: ada, path: "/payments?n=2"}, step{user: ben, path: "/payments?n=2"}),
		small("chain", "E, resty", 1, step{user: ada, path: "/labs"}, step{user: ben, path: "/labs"}),
		small("segment", "F", 1, step{user: ada, path: "/settings"}, step{user: ben, path: "/settings"}),
		small("constant", "G, webhook beside it", 1,
			step{user: ada, path: "/labs"}, step{user: ben, path: "/labs"},
			step{user: kim, path: "/family", kept: []string{"GET /v1/biomarkers"}},
			step{method: "POST", path: "/webhooks/loop", body: `{"user_id":"` + ada + `"}`}),
		publicClient(small("scopes", "H, public client", 1,
			step{user: ada, path: "/payments"}, step{user: ada, method: "POST", path: "/referrals/XY", kept: []string{"POST /v1/cash/grants"}})),
		small("implicit", "admintoken", 1,
			step{user: ada, path: "/check-ins", differs: "a machine has no check-ins: the page was empty"},
			step{user: ben, path: "/check-ins", differs: "as above"}),
		small("cron", "D, cron beside it", 1,
			step{user: ada, path: "/labs"}, step{user: ben, path: "/labs"},
			step{job: "DIGEST=@every 1s", calls: 3}),
		small("ownership", "A, ownership check, sealed files", 1,
			step{user: ada, path: "/members/" + ada + "/labs"}, step{user: ben, path: "/members/" + ben + "/labs"}),
	}
}

// publicClient gives the Connect client no secret.
func publicClient(p *program) *program {
	p.public = true
	return p
}
