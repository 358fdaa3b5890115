package agents

import (
	"net/http"

	"example.com/clients/sess"
	"github.com/gofiber/fiber/v2"
)

func get(w http.ResponseWriter, r *http.Request) {
	code, body, errs := fiber.Get("https://clinical.platform.loop.health/v1/biomarkers").
		Set("Authorization", "Bearer "+sess.Must(r.Context())).
		QueryString("user_id=" + sess.User(r.Context())).Bytes()
	if len(errs) > 0 {
		http.Error(w, "upstream", 502)
		return
	}
	w.WriteHeader(code)
	w.Write(body)
}

func agent(w http.ResponseWriter, r *http.Request) {
	a := fiber.AcquireAgent()
	defer fiber.ReleaseAgent(a)
	req := a.Request()
	req.Header.SetMethod(fiber.MethodGet)
	req.Header.Set("Authorization", "Bearer "+sess.Must(r.Context()))
	req.SetRequestURI("https://users.platform.loop.health/v1/users/" + sess.User(r.Context()) + "/settings")
	if err := a.Parse(); err != nil {
		http.Error(w, "upstream", 502)
		return
	}
	var out bio
	code, _, errs := a.Struct(&out)
	if len(errs) > 0 {
		http.Error(w, "upstream", 502)
		return
	}
	w.WriteHeader(code)
}

func client(w http.ResponseWriter, r *http.Request) {
	c := &fiber.Client{UserAgent: "labs"}
	agent := c.Get("https://clinical.platform.loop.health/v1/biomarkers?user_id=" + sess.User(r.Context()))
	agent.Set("Authorization", "Bearer "+sess.Must(r.Context()))
	_, body, _ := agent.String()
	w.Write([]byte(body))
}

func Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /agents/get", get)
	mux.HandleFunc("GET /agents/agent", agent)
	mux.HandleFunc("GET /agents/client", client)
}

type bio struct{ Name string }
