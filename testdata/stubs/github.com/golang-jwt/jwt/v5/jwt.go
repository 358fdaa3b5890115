// Package jwt has the signatures of github.com/golang-jwt/jwt/v5 that cases use.
package jwt

type Claims interface {
	GetSubject() (string, error)
}

type MapClaims map[string]any

func (MapClaims) GetSubject() (string, error) { return "", nil }

type RegisteredClaims struct {
	Issuer  string
	Subject string
	ID      string
}

func (RegisteredClaims) GetSubject() (string, error) { return "", nil }

type Token struct {
	Claims Claims
	Valid  bool
}

type Keyfunc func(*Token) (any, error)

type ParserOption func(*Parser)

type Parser struct{}

func NewParser(...ParserOption) *Parser { return nil }

func Parse(token string, key Keyfunc, options ...ParserOption) (*Token, error) { return nil, nil }
func ParseWithClaims(token string, claims Claims, key Keyfunc, options ...ParserOption) (*Token, error) {
	return nil, nil
}

func (*Parser) Parse(token string, key Keyfunc) (*Token, error) { return nil, nil }
func (*Parser) ParseWithClaims(token string, claims Claims, key Keyfunc) (*Token, error) {
	return nil, nil
}
func (*Parser) ParseUnverified(token string, claims Claims) (*Token, []string, error) {
	return nil, nil, nil
}
