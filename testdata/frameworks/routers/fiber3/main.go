// Command fiber3 serves members and staff.
package main

import (
	"log"

	"github.com/gofiber/fiber/v3"

	"example.com/routers/loop"
)

// sessions holds user ids by the value of the cookie.
var sessions = map[string]string{}

func main() {
	app := fiber.New()
	api := app.Group("/api", authenticated)
	api.Get("/labs", labs)
	api.Get("/users/:user/labs", labsOf)
	app.Group("/admin").Get("/labs/:user", office)
	log.Fatal(app.Listen(":8080"))
}

func authenticated(c fiber.Ctx) error {
	id, ok := sessions[c.Cookies("sid")]
	if !ok {
		return fiber.ErrUnauthorized
	}
	c.Locals("user", id)
	return c.Next()
}

func labs(c fiber.Ctx) error {
	id, _ := c.Locals("user").(string)
	_, err := loop.Client(c.Context()).Get(loop.Labs + "?user_id=" + id)
	return err
}

func labsOf(c fiber.Ctx) error {
	_, err := loop.Client(c.Context()).Get(loop.Labs + "?user_id=" + c.Params("user"))
	return err
}

func office(c fiber.Ctx) error {
	_, err := loop.Client(c.Context()).Get(loop.Labs + "?user_id=" + c.Params("user"))
	return err
}
