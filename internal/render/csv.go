package render

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/m2me/m2me/internal/plan/document"
)

// CSV prints one row for each call, for spreadsheets.
func CSV(w io.Writer, p *document.Plan) error {
	rows := [][]string{{
		"file", "line", "func", "method", "service", "path", "me", "verdict", "rule", "reason", "todo",
		"origin", "via", "subject", "m2m_scopes", "connect_scopes", "fixable", "refused",
	}}
	for _, f := range p.Findings {
		rows = append(rows, []string{
			f.File, strconv.Itoa(f.Line), f.Func, f.Method, f.Service, f.Path, f.Me, f.Verdict, f.Rule, f.Reason, f.Todo,
			f.Origin, strings.Join(f.Via, " > "), f.Subject, strings.Join(f.M2MScopes, " "), strings.Join(f.ConnectScopes, " "),
			strconv.FormatBool(f.Fixable), f.Refused,
		})
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	return nil
}
