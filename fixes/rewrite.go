package fixes

import (
	"errors"
	"fmt"
	"go/token"

	"github.com/m2me/m2me/internal/decide"
	"github.com/m2me/m2me/internal/rest"
	"github.com/m2me/m2me/internal/scopemap"
)

// Input is one decided call to be rewritten.
type Input struct {
	Finding decide.Finding

	// User is the expression of the user's id, for calls that name nobody
	// (a row says implicit): the session id in scope. It wins over what the
	// call itself names.
	User rest.Span

	// Client is the import path of the Connect client that the program sets up,
	// empty if that is not known. Code that would use another is not rewritten.
	Client string
}

// Options are what all rewrites of a run share.
type Options struct {
	Source  Source
	Connect scopemap.Connect // how the Connect client is spelt

	// Kept are calls of the program that keep their machine token. What they
	// are spelt with is not edited: a finding that needs it is refused.
	Kept []rest.Call
}

// Rewrite returns the edits that carry out one finding, or a *[Refusal].
//
// Fixes of several findings merge if they touch different tokens. Findings of
// one function are better rewritten together, with a [Batch]: only then can a
// local die that both have used.
func Rewrite(in Input, opt Options) (*Edits, error) {
	b := NewBatch(opt)
	if err := b.Migrate(in); err != nil {
		return nil, err
	}
	files, err := b.Edits()
	if err != nil {
		return nil, err
	}
	return &Edits{Message: Message(in.Finding), Files: files}, nil
}

// Message says what a fix does.
func Message(f decide.Finding) string {
	me := f.Match.Me
	if me == "" {
		me = f.Match.Path
	}
	return fmt.Sprintf("Call %s with the Connect client", me)
}

// A Batch collects rewrites and makes their edits in one go: the operations of
// a declaration are carried out together, and what they share is done once.
type Batch struct {
	opt  Options
	memo *memo
	jobs []*draft
	all  *draft          // the jobs as one
	dead *draft          // the same, with what dies with them
	in   map[*File][]int // the jobs that change a file

	clients []string // import paths of the Connect clients that the jobs use
	kept    []rest.Call
	spelt   speltBy // of kept
}

// NewBatch returns an empty batch.
func NewBatch(opt Options) *Batch {
	b := &Batch{opt: opt, memo: newMemo(), in: map[*File][]int{}, kept: opt.Kept}
	b.all, b.dead = b.draft(), b.draft()
	return b
}

func (b *Batch) draft() *draft { return &draft{src: b.opt.Source, memo: b.memo} }

// Migrate adds the rewrite of a finding. The error is a *[Refusal] if the
// finding cannot be rewritten; the batch is as before then.
func (b *Batch) Migrate(in Input) error {
	call, match := in.Finding.Call, in.Finding.Match
	if in.User.IsValid() {
		call.User.Expr = in.User
	}
	p := &planner{opt: b.opt, call: &call, match: &match, draft: b.draft(), kept: b.kept, client: in.Client}
	if err := b.add(p.draft, func() error { return p.sayInput(p.plan()) }); err != nil {
		return err
	}
	b.clients[len(b.clients)-1] = p.used
	return nil
}

// Client returns the import path of the Connect client that a job uses, by the
// order they were added; empty if it imports none.
func (b *Batch) Client(job int) string { return b.clients[job] }

// RemoveScope adds the removal of a scope from the list that a credential asks
// for; src is the element of the list.
func (b *Batch) RemoveScope(src rest.Span) error {
	d := b.draft()
	return b.add(d, func() error { return d.removeScope(src, b.all) })
}

// add tries a job alone and beside the others before it takes it.
func (b *Batch) add(d *draft, plan func() error) error {
	var tried *draft
	err := safely(func() error {
		if err := plan(); err != nil {
			return err
		}
		b.spelt.add(b.kept)
		if err := b.spelt.spares(d); err != nil {
			return err
		}
		if _, err := b.all.with(d); err != nil {
			return err
		}
		var err error
		tried, err = b.try(d)
		return err
	})
	if err != nil {
		return err
	}
	b.dead.adopt(tried)
	for _, fd := range d.files {
		b.in[fd.file] = append(b.in[fd.file], len(b.jobs))
	}
	b.jobs, b.clients = append(b.jobs, d), append(b.clients, "")
	return b.all.merge(d)
}

// try tries a job alone and beside the others, and returns what becomes of the files
// that it changes. What died with the others is not looked for once more, unless it
// stands in the way: of hundreds of calls in one file each would look for that of all.
func (b *Batch) try(d *draft) (*draft, error) {
	alone := d.fresh()
	if err := alone.tryWith(d); err != nil {
		return nil, err
	}
	beside := b.dead.within(d)
	if len(beside.files) == 0 {
		return alone, nil
	}
	if beside.tryWith(d) == nil {
		return beside, nil
	}
	again := b.all.within(d)
	return again, again.tryWith(d)
}

// tryWith adds e to d and makes the edits, for the error.
func (d *draft) tryWith(e *draft) error {
	if err := d.merge(e); err != nil {
		return err
	}
	d.sweep()
	_, err := d.edits()
	return err
}

// Edits returns the edits of the whole batch, sorted by file name.
func (b *Batch) Edits() ([]FileEdits, error) {
	var out []FileEdits
	err := safely(func() error {
		d := b.draft()
		if err := d.merge(b.all); err != nil { // a sweep adds to it
			return err
		}
		d.sweep()
		var err error
		out, err = d.edits()
		return err
	})
	return out, err
}

// Touching returns which jobs, in the order they were added, change the
// top-level declaration that holds pos: those to leave out when it does not
// type-check afterwards.
func (b *Batch) Touching(pos token.Pos) []int {
	f, ok := b.opt.Source.FileAt(pos)
	if !ok {
		return nil
	}
	decl := f.declAt(pos)
	if decl == nil {
		return b.in[f]
	}
	var out []int
	for _, i := range b.in[f] {
		if len(opsIn(b.jobs[i].ops(f), decl)) > 0 {
			out = append(out, i)
		}
	}
	return out
}

// safely turns a panic of the printing machinery into a refusal: source that
// it cannot cope with is left alone.
func safely(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &Refusal{Rule: "internal", Reason: fmt.Sprintf("the rewriter cannot cope with this code: %v", r)}
		}
	}()
	err = f()
	var r *Refusal
	if err != nil && !errors.As(err, &r) {
		return &Refusal{Rule: "internal", Reason: err.Error()}
	}
	return err
}
