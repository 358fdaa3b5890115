package idiom

import "github.com/m2me/m2me/internal/flow"

// Pointer is the helpers that return a pointer to a copy of their argument, as
// the optional parameters of generated clients want them.
func Pointer() Idiom {
	return Idiom{Name: "pointers", Values: true, Models: pointerModels()}
}

// pointerFuncs are such helpers, by import path.
var pointerFuncs = map[string][]string{
	"github.com/aws/aws-sdk-go-v2/aws":                {"String", "Int64", "Int32", "Bool"},
	"github.com/aws/aws-sdk-go/aws":                   {"String", "Int64", "Bool"},
	"github.com/AlekSi/pointer":                       {"To", "ToString", "ToInt", "ToInt64", "ToBool"},
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to": {"Ptr"},
	"github.com/go-openapi/swag":                      {"String", "Int64", "Int32", "Bool"},
	"github.com/go-openapi/swag/conv":                 {"Pointer"},
	"github.com/gotidy/ptr":                           {"Of", "String", "Int64"},
	"github.com/samber/lo":                            {"ToPtr"},
	"google.golang.org/protobuf/proto":                {"String", "Int64", "Int32", "Bool"},
	"k8s.io/utils/pointer":                            {"String", "Int64", "Int32", "Bool", "To"},
	"k8s.io/utils/ptr":                                {"To"},
}

func pointerModels() map[string]flow.Model {
	models := map[string]flow.Model{}
	for path, names := range pointerFuncs {
		for _, name := range names {
			models[path+"."+name] = func(c *flow.Call) []*flow.Value { return one(flow.Pointer(c.Arg(0))) }
		}
	}
	return models
}
