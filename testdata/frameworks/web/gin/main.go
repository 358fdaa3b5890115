// Command gin serves members and staff.
package main

import (
	"log"
	"net/http"
	"net/url"
	"os"

	"github.com/gin-gonic/gin"
	"golang.org/x/oauth2/clientcredentials"
)

const clinical = "https://clinical.platform.loop.health"

var machine = clientcredentials.Config{
	ClientID:     os.Getenv("LOOP_CLIENT_ID"),
	ClientSecret: os.Getenv("LOOP_CLIENT_SECRET"),
	TokenURL:     "https://identity.platform.loop.health/oauth/token",
	Scopes:       []string{"admin:clinical"},
}

// sessions holds user ids by the value of the cookie.
var sessions = map[string]string{}

func main() {
	r := gin.Default()
	r.GET("/healthz", health)
	api := r.Group("/api", authenticated)
	api.GET("/labs", labs)
	api.GET("/labs/:user", labsOf)
	staff := r.Group("/admin")
	staff.Use(authenticated)
	staff.GET("/labs/:user", labsOf2)
	r.POST("/webhooks/lab", resulted)
	log.Fatal(r.Run())
}

func authenticated(c *gin.Context) {
	sid, err := c.Cookie("sid")
	if err != nil || sessions[sid] == "" {
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	c.Set("user", sessions[sid])
}

func labs(c *gin.Context) {
	v, _ := c.Get("user")
	id := v.(string)
	forward(c)(machine.Client(c.Request.Context()).Get(clinical + "/v1/biomarkers?user_id=" + url.QueryEscape(id)))
}

func labsOf(c *gin.Context) {
	forward(c)(machine.Client(c.Request.Context()).Get(clinical + "/v1/biomarkers?user_id=" + c.Param("user")))
}

func labsOf2(c *gin.Context) {
	forward(c)(machine.Client(c.Request.Context()).Get(clinical + "/v1/biomarkers?user_id=" + c.Param("user")))
}

func resulted(c *gin.Context) {
	var event struct {
		Patient string `json:"patient"`
	}
	if err := c.ShouldBindJSON(&event); err != nil {
		c.Status(http.StatusBadRequest)
		return
	}
	forward(c)(machine.Client(c.Request.Context()).Get(clinical + "/v1/biomarkers?user_id=" + event.Patient))
}

func health(c *gin.Context) {
	forward(c)(machine.Client(c.Request.Context()).Get(clinical + "/v1/biomarkers?user_id=probe"))
}

func forward(c *gin.Context) func(*http.Response, error) {
	return func(resp *http.Response, err error) {
		if err != nil {
			c.Status(http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		c.DataFromReader(resp.StatusCode, resp.ContentLength, "application/json", resp.Body, nil)
	}
}
