// Package httpx has the signatures of github.com/zeromicro/go-zero/rest/httpx that cases use.
package httpx

import "net/http"

func Parse(r *http.Request, v any) error { return nil }
