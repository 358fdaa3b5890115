package program

import (
	"bytes"
	"context"
	"go/types"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/m2me/m2me/internal/scopemap"
)

// modules is a program with a client library of its own platform: the library is imported
// as it is and through a package of a third module.
const modules = `
-- app/go.mod --
module example.com/app

go 1.26.0

require (
	example.com/kit v1.0.0
	example.com/sdk v1.0.0
)

replace example.com/kit => ../kit

replace example.com/sdk => ../sdk
-- app/app.go --
package app

import (
	"example.com/kit"
	"example.com/sdk"
)

var client *sdk.Client = kit.New()

func Get(id string) error { return client.Get(id) }
-- app/plain/plain.go --
package plain

import "strings"

var Up = strings.ToUpper
-- app/upper/upper.go --
package upper

import (
	"example.com/app"
	"example.com/app/plain"
)

func Get(id string) error { return app.Get(plain.Up(id)) }
-- kit/go.mod --
module example.com/kit

go 1.26.0

require example.com/sdk v1.0.0

replace example.com/sdk => ../sdk
-- kit/kit.go --
package kit

import "example.com/sdk"

func New() *sdk.Client { return new(sdk.Client) }
-- sdk/go.mod --
module example.com/sdk

go 1.26.0
-- sdk/sdk.go --
package sdk

import "net/http"

type Client struct{ http http.Client }

func (c *Client) Get(id string) error {
	_, err := c.http.Get(host + "PATH" + id)
	return err
}

var host = ""
`

// loadModules loads the program with the path that the library calls, and more
// files in its main module.
func loadModules(t *testing.T, path, more string) *Program {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(modules + more)).Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		data := bytes.ReplaceAll(f.Data, []byte("PATH"), []byte(path))
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	table, err := scopemap.Default()
	if err != nil {
		t.Fatal(err)
	}
	p, err := Load(context.Background(), Options{
		Dir: filepath.Join(dir, "app"), Env: append(os.Environ(), "GOWORK=off", "GOFLAGS="), Table: table, ReadFile: os.ReadFile,
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Broken) > 0 {
		t.Fatalf("%s: %v", p.Broken[0].PkgPath, p.Broken[0].Errors)
	}
	return p
}

// TestDeepen holds that a client library is read from source, and that all of the
// program speaks of its objects then, also what came from export data between them.
func TestDeepen(t *testing.T) {
	p := loadModules(t, "/v1/biomarkers/", "")
	if len(p.Client) != 1 || p.Client[0].PkgPath != "example.com/sdk" {
		t.Fatalf("client libraries: %v, want example.com/sdk", p.Client)
	}
	sdk, app := p.Client[0], byPath(t, p, "example.com/app")
	if len(sdk.Syntax) != 1 {
		t.Fatalf("%d files of the library have syntax, want 1", len(sdk.Syntax))
	}
	var get types.Object
	for id, obj := range sdk.TypesInfo.Defs {
		if id.Name == "Get" {
			get = obj
		}
	}
	used := 0
	for id, obj := range app.TypesInfo.Uses {
		if id.Name == "Get" {
			used++
			if obj != get {
				t.Errorf("app calls another Get than the library has: %p, want %p", obj, get)
			}
		}
	}
	if used != 1 {
		t.Errorf("app uses Get %d times, want once", used)
	}
	upper := byPath(t, p, "example.com/app/upper")
	if upper.Imports["example.com/app"].Types != app.Types {
		t.Error("upper imports another app than there is")
	}
}

// TestCommonPaths holds that a path that others have as well makes no client
// library, unless the program says what platform it calls.
func TestCommonPaths(t *testing.T) {
	if p := loadModules(t, "/v1/users/", ""); len(p.Client) != 0 {
		t.Errorf("read %s, which may call anybody", p.Client[0].PkgPath)
	}
	said := "-- app/scope/scope.go --\npackage scope\n\nconst Admin = \"admin:\" // + the area\n"
	if p := loadModules(t, "/v1/users/", said); len(p.Client) != 1 {
		t.Error("did not read the library of a program that puts machine scopes together")
	}
}

// TestDomain holds that a library that names the host of a platform is read, though its
// paths are relative to that and name nothing.
func TestDomain(t *testing.T) {
	base := func(host string) string {
		return "-- sdk/base.go --\npackage sdk\n\nconst Base = \"https://" + host + "/v1/\"\n"
	}
	if p := loadModules(t, "biomarkers?user_id=", base("clinical.platform.loop.health")); len(p.Client) != 1 {
		t.Error("did not read a library of the platform")
	}
	if p := loadModules(t, "biomarkers?user_id=", base("clinical.example.com")); len(p.Client) != 0 {
		t.Errorf("read %s, which calls somebody else", p.Client[0].PkgPath)
	}
}

func byPath(t *testing.T, p *Program, path string) *packages.Package {
	t.Helper()
	for _, pkg := range p.Packages {
		if pkg.PkgPath == path {
			return pkg
		}
	}
	t.Fatalf("no package %s", path)
	return nil
}
