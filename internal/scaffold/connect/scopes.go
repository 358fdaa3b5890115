package connect

// defaultScopes is what FromEnv asks for unless LOOP_SCOPES says otherwise. Put
// the scopes here that "m2me plan" lists for your calls; "openid" makes the
// platform say who the user is.
var defaultScopes = [...]string{
	"openid",
}
