// Package runtime has the signatures of github.com/oapi-codegen/runtime that
// generated clients use.
package runtime

// ParamLocation is where a parameter travels.
type ParamLocation int

// The locations.
const (
	ParamLocationUndefined ParamLocation = iota
	ParamLocationQuery
	ParamLocationPath
	ParamLocationHeader
	ParamLocationCookie
)

func StyleParamWithLocation(style string, explode bool, paramName string, paramLocation ParamLocation, value any) (string, error) {
	return "", nil
}
