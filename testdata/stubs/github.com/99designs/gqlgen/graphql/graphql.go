// Package graphql has the signatures of github.com/99designs/gqlgen/graphql that cases use.
package graphql

type ExecutableSchema interface {
	Complexity(typeName, fieldName string) (int, bool)
}
