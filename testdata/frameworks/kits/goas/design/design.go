//go:build ignore

package design

import . "goa.design/goa/v3/dsl"

var JWT = JWTSecurity("jwt", func() {})

var _ = Service("labs", func() {
	Method("own", func() {
		Security(JWT)
		Payload(func() { Token("token", String) })
		Result(ArrayOf(String))
		HTTP(func() { GET("/labs") })
	})
	Method("of", func() {
		Payload(func() { Attribute("user", String); Required("user") })
		Result(ArrayOf(String))
		HTTP(func() { GET("/users/{user}/labs") })
	})
	Method("office", func() {
		Payload(func() { Attribute("user", String); Required("user") })
		Result(ArrayOf(String))
		HTTP(func() { GET("/admin/labs/{user}") })
	})
})
