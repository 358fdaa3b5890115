package cli

import (
	"errors"

	"github.com/m2me/m2me/internal/plan"
	"github.com/m2me/m2me/internal/verify"
)

// rewrite returns the edits of the wanted findings, and why others have none.
func (p *proposer) rewrite(want []int) ([]verify.Edit, map[int]string, error) {
	if len(want) > 0 {
		return nil, nil, errors.New("not wired")
	}
	return nil, nil, nil
}

// dropScope returns the edit that takes a scope out of its list.
func (p *proposer) dropScope(r plan.Removable) (verify.Edit, error) {
	return verify.Edit{}, errors.New("not wired")
}
