package cli

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/m2me/m2me/internal/program"
	"github.com/m2me/m2me/internal/scaffold"
	"github.com/m2me/m2me/internal/verify"
)

// connectFiles returns the Connect client as it is written to dir, by absolute
// path. The package is called as the directory is, and asks for scopes.
func connectFiles(dir string, scopes ...string) (map[string][]byte, error) {
	named, err := scaffold.FilesAs(filepath.Base(dir))
	if err != nil {
		return nil, err
	}
	scaffold.WithScopes(named, scopes)
	files := map[string][]byte{}
	for name, text := range named {
		files[filepath.Join(dir, name)] = text
	}
	return files, nil
}

// A missingClient is a Connect client that rewritten code imports and that is
// not there yet.
type missingClient struct {
	dir      string        // where it goes
	module   module        // the one it goes to
	modFiles []verify.File // changes to its go.mod and go.sum
	modFile  string        // a copy of go.mod with the changes
	err      error         // why it cannot be added
}

// clientPath returns the import path of the Connect client that a package uses.
func (a *analysis) clientPath(pkg string) string {
	m, ok := a.work.owner(pkg)
	if !ok {
		return ""
	}
	return a.connect.ImportPath(m.path)
}

// connectImport returns the import path of the Connect client, empty if every
// module has one of its own.
func (a *analysis) connectImport() string {
	path := a.connect.ImportPath(a.work.modules[0].path)
	for _, m := range a.work.modules {
		if a.connect.ImportPath(m.path) != path {
			return ""
		}
	}
	return path
}

// client returns the import path of the Connect client that is set up for a
// call, empty if that is not known: the one of the programs that start it and of
// the handler that answers a missing consent. A client of another module would
// know neither their users nor their grants.
func (a *analysis) client(f program.Finding) (string, error) {
	from := a.prog.MainsOf(f)
	if via := f.Origin.Via; len(via) > 1 {
		from = append(slices.Clone(from), via[1].At.Pkg)
	}
	found := ""
	for _, pkg := range from {
		switch path := a.clientPath(pkg); {
		case path == "" || path == found:
		case found != "":
			return "", fmt.Errorf("%s", a.choose(f, found, path))
		default:
			found = path
		}
	}
	return found, nil
}

// choose says what to do about a call that needs the client of several modules.
func (a *analysis) choose(f program.Finding, one, other string) string {
	lowest := f.Call.Frames[len(f.Call.Frames)-1].In.Pkg
	m, _ := a.work.owner(lowest)
	return fmt.Sprintf("it would need %s and %s, which do not know each other's users; choose one client that the modules share: connect: {import: %s/connect} in scopemap.yaml beside go.work",
		one, other, m.path)
}

// missingClients returns the Connect clients that rewrites of the selected
// findings may import and that are not there, by import path.
func (p *proposer) missingClients(ctx context.Context) map[string]*missingClient {
	out := map[string]*missingClient{}
	for _, i := range p.selected {
		f := p.res.Findings[i]
		for _, frame := range f.Call.Frames {
			path := p.clientPath(frame.In.Pkg)
			if path == "" || out[path] != nil {
				continue
			}
			m, sub, ok := p.work.find(path)
			if !ok {
				continue // the table says that it is somewhere else
			}
			dir := filepath.Join(m.dir, sub)
			if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
				continue
			}
			c := &missingClient{dir: dir, module: m}
			c.modFiles, c.modFile, c.err = p.session.needOAuth2(ctx, p.work, m)
			out[path] = c
		}
	}
	return out
}

// unavailable returns why a Connect client that a call needs cannot be added.
func (p *proposer) unavailable(f program.Finding) error {
	for _, frame := range f.Call.Frames {
		if c := p.missing[p.clientPath(frame.In.Pkg)]; c != nil && c.err != nil {
			return c.err
		}
	}
	return nil
}

// created returns the missing clients that the rewritten calls of the last round
// import, sorted by import path.
func (p *proposer) created() []*missingClient {
	used := map[string]*missingClient{}
	for _, path := range p.last.client {
		if c := p.missing[path]; c != nil {
			used[path] = c
		}
	}
	var out []*missingClient
	for _, path := range slices.Sorted(maps.Keys(used)) {
		out = append(out, used[path])
	}
	return out
}

// create returns the files of the clients that the rewritten calls import.
func (p *proposer) create(r *rewriting) (map[string][]byte, error) {
	all := map[string][]byte{}
	for path, c := range p.missing {
		if !slices.Contains(slices.Collect(maps.Values(r.client)), path) {
			continue
		}
		files, err := connectFiles(c.dir, p.scopes(r, path)...)
		if err != nil {
			return nil, err
		}
		maps.Copy(all, files)
	}
	return all, nil
}
