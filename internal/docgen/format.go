package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// formatTypes are the types of the table's format, in the order of the page.
// The test fails if the format refers to one that is missing here.
var formatTypes = []string{
	"File", "Platform", "Token", "Endpoint", "TokenParam", "Env", "Scopes", "Scope", "Implication",
	"Convention", "Row", "UserAt", "Place", "Contexts", "Route", "Trigger", "Connect",
}

// words are the values of the types that are one word of a list.
var words = map[string]string{
	"Disposition": "`migrate`, `keep` or `ask`",
	"Confidence":  "`guide`, `reference` or `inferred`",
	"Kind":        "`user`, `scheduled`, `event`, `batch` or `admin`",
}

// scalars are the types that need no section of their own.
var scalars = map[string]string{
	"string": "text", "bool": "true or false", "int": "number", "Strings": "list of texts",
}

// renderFormat renders the reference of the format from the types of package
// scopemap and their comments.
func renderFormat(root string) ([]byte, error) {
	structs, err := readStructs(filepath.Join(root, "internal", "scopemap"))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, name := range formatTypes {
		s, ok := structs[name]
		if !ok {
			return nil, fmt.Errorf("package scopemap has no type %s", name)
		}
		fmt.Fprintf(&b, "\n### %s\n\n%s\n", title(name), s.doc)
		fmt.Fprint(&b, "\n| key | value | |\n|---|---|---|\n")
		if err := s.rows(&b, structs); err != nil {
			return nil, fmt.Errorf("type %s: %w", name, err)
		}
	}
	b.WriteString("\n")
	return b.Bytes(), nil
}

// A structType is a type of the format with its comment.
type structType struct {
	doc    string
	fields *ast.FieldList
}

func readStructs(dir string) (map[string]structType, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	structs := map[string]structType{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok || gen.Tok != token.TYPE {
				continue
			}
			spec := gen.Specs[0].(*ast.TypeSpec)
			if st, ok := spec.Type.(*ast.StructType); ok {
				structs[spec.Name.Name] = structType{flow(gen.Doc.Text()), st.Fields}
			}
		}
	}
	return structs, nil
}

// rows renders the keys of a type; those of embedded types come with it.
func (s structType) rows(b *bytes.Buffer, structs map[string]structType) error {
	for _, f := range s.fields.List {
		if len(f.Names) == 0 {
			if err := structs[typeOf(f.Type)].rows(b, structs); err != nil {
				return err
			}
			continue
		}
		if f.Tag == nil {
			continue
		}
		tag, err := strconv.Unquote(f.Tag.Value)
		if err != nil {
			return err
		}
		key := reflect.StructTag(tag).Get("yaml")
		if key == "-" {
			continue
		}
		if key == ",key" {
			fmt.Fprintf(b, "| *name* | text | the key of the mapping%s |\n", comment(f))
			continue
		}
		value, err := valueOf(f.Type)
		if err != nil {
			return fmt.Errorf("key %s: %w", key, err)
		}
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", key, value, flow(f.Doc.Text()))
	}
	return nil
}

// comment returns what stands behind a field, as ": text".
func comment(f *ast.Field) string {
	if text := flow(f.Comment.Text()); text != "" {
		return ": " + text
	}
	return ""
}

// valueOf describes the value of a key.
func valueOf(t ast.Expr) (string, error) {
	name := typeOf(t)
	if text, ok := scalars[name]; ok {
		return text, nil
	}
	if text, ok := words[name]; ok {
		return text, nil
	}
	for _, known := range formatTypes {
		if name != known {
			continue
		}
		link := fmt.Sprintf("[%s](#%s)", title(name), strings.ReplaceAll(title(name), " ", "-"))
		if _, list := t.(*ast.ArrayType); !list {
			return link, nil
		}
		if name == "Platform" || name == "Scope" || name == "TokenParam" {
			return "mapping of names to " + link, nil
		}
		return "list of " + link, nil
	}
	return "", fmt.Errorf("the page has no section for type %s", name)
}

// typeOf returns the name of a type without * and [].
func typeOf(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.Ident:
		return t.Name
	case *ast.StarExpr:
		return typeOf(t.X)
	case *ast.ArrayType:
		return typeOf(t.Elt)
	}
	return ""
}

// title is the heading of a type: "token param" for TokenParam.
func title(name string) string {
	switch name {
	case "File":
		return "the file"
	case "UserAt":
		return "user"
	}
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

// flow joins the lines of a comment and guards what Markdown would read.
func flow(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.NewReplacer("|", `\|`, "*", `\*`, "<", "&lt;").Replace(text)
}
