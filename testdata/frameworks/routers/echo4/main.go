// Command echo4 serves members and staff.
package main

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.com/routers/loop"
)

// sessions holds user ids by the value of the cookie.
var sessions = map[string]string{}

func main() {
	e := echo.New()
	api := e.Group("/api", authenticated)
	api.GET("/labs", labs)
	api.GET("/users/:user/labs", labsOf)
	staff := e.Group("/admin")
	staff.Use(authenticated)
	staff.GET("/labs/:user", office)
	http.ListenAndServe(":8080", e)
}

func authenticated(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		sid, err := c.Cookie("sid")
		if err != nil || sessions[sid.Value] == "" {
			return echo.ErrUnauthorized
		}
		c.Set("user", sessions[sid.Value])
		return next(c)
	}
}

func labs(c echo.Context) error {
	id, _ := c.Get("user").(string)
	_, err := loop.Client(c.Request().Context()).Get(loop.Labs + "?user_id=" + id)
	return err
}

func labsOf(c echo.Context) error {
	_, err := loop.Client(c.Request().Context()).Get(loop.Labs + "?user_id=" + c.Param("user"))
	return err
}

func office(c echo.Context) error {
	_, err := loop.Client(c.Request().Context()).Get(loop.Labs + "?user_id=" + c.Param("user"))
	return err
}
