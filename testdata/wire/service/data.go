package service

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"strings"
)

// number is a value that depends on the user and a word.
func number(user, word string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(user + "/" + word))
	return int(h.Sum32() % uint32(n))
}

// items wraps a list.
func items(list ...any) map[string]any { return map[string]any{"items": list} }

func biomarkers(user string, r *http.Request) any {
	if strings.Contains(r.Header.Get("Accept"), "series") {
		return map[string][]int{"ldl": {number(user, "ldl1", 200), number(user, "ldl2", 200)}}
	}
	list := []any{
		map[string]any{"key": "ldl", "value": number(user, "ldl", 200), "unit": "mg/dL", "measured_at": "2026-01-02T08:00:00Z", "flag": "high"},
		map[string]any{"key": "hba1c", "value": number(user, "hba1c", 9), "unit": "%", "measured_at": "2026-01-02T08:00:00Z"},
	}
	if n, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil && n < len(list) {
		list = list[:max(n, 0)]
	}
	return map[string]any{"items": list, "period": r.URL.Query().Get("period")}
}

func checkIns(user string, r *http.Request) any {
	if user == "" {
		return items()
	}
	return map[string]any{"items": []any{
		map[string]any{"id": "ci_" + user, "at": "2026-01-05T08:00:00Z", "score": number(user, "score", 10), "notes": "slept well"},
	}, "order": r.URL.Query().Get("order")}
}

func nextCheckIn(user string, r *http.Request) any {
	return map[string]any{"due_at": r.URL.Query().Get("enrolled_at") + "T09:00:00Z"}
}

func enrollment(user string, r *http.Request) any {
	return map[string]any{"id": fmt.Sprint("en_", number(user, "enrollment", 1000)), "protocol_id": "sleep", "status": "started"}
}

func payments(user string, r *http.Request) any {
	return items(map[string]any{
		"id": fmt.Sprint("pay_", number(user, "pay", 1000)), "created_at": "2026-01-03T08:00:00Z",
		"amount_cents": number(user, "cents", 10000), "status": "paid " + r.URL.Query().Get("limit"),
	})
}

func inbox(user string, r *http.Request) any {
	return map[string]any{"unread": number(user, "unread", 9), "items": []any{
		map[string]any{"id": "msg_1", "subject": "Hello from " + r.URL.Query().Get("brand_id"), "sent_at": "2026-01-04T08:00:00Z"},
	}}
}

func balance(user string, r *http.Request) any {
	return map[string]any{"balance_cents": number(user, "balance", 5000), "currency": "USD"}
}

func ledger(user string, r *http.Request) any {
	return map[string]any{"entries": []any{map[string]any{
		"id": fmt.Sprint("led_", number(user, "ledger", 1000)), "created_at": "2026-01-03T08:00:00Z",
		"amount_cents": number(user, "entry", 500), "reason": "limit " + r.URL.Query().Get("limit"),
	}}}
}

func settings(user string, r *http.Request) any {
	return map[string]any{"locale": "en", "units": []string{"metric", "us"}[number(user, "units", 2)], "time_zone": "UTC"}
}

func entitlements(user string, r *http.Request) any {
	return map[string]any{"entitlements": []string{"labs", fmt.Sprint("tier-", number(user, "tier", 3))}}
}

func visits(user string, r *http.Request) any {
	return []any{map[string]any{"id": fmt.Sprint("v_", number(user, "visit", 1000)), "starts_at": "2026-02-01T08:00:00Z", "coach_name": "Kim"}}
}

func devices(user string, r *http.Request) any {
	return []any{map[string]any{"vendor": "ring", "status": cmp.Or(user, "nobody")}}
}

func affiliate(user string, r *http.Request) any {
	return map[string]any{"id": "", "code": "", "earned_cents": 0}
}

// echo is for calls that only services make.
func echo(user string, r *http.Request) any {
	return map[string]any{"user": user, "path": r.URL.Path}
}
