// Portalctl does the clinic's bulk work on the Loop platform.
//
//	portalctl enrol  user_01HXY user_01HXZ ...   makes them members of our brand
//	portalctl export user_01HXY user_01HXZ ...   prints their lab values, a line each
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"time"

	"example.com/portal/internal/config"
	"example.com/portal/internal/loop"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "portalctl:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("usage: portalctl enrol|export user ...")
	}
	cfg := config.FromEnv()
	hc := &http.Client{Timeout: time.Minute}
	client := loop.New(cfg.Loop.BaseURL, hc, &loop.TokenCache{
		URL:          cfg.Loop.TokenURL,
		ClientID:     cfg.Loop.ClientID,
		ClientSecret: cfg.Loop.ClientSecret,
		Scopes:       []string{"admin:membership", "admin:clinical"},
		HTTP:         hc,
	})
	switch args[0] {
	case "enrol":
		return enrol(ctx, client, cfg.Brand, args[1:])
	case "export":
		return export(ctx, client, args[1:])
	default:
		return fmt.Errorf("unknown command %q", args[0])
	}
}

func enrol(ctx context.Context, client *loop.Client, brand string, ids []string) error {
	for _, id := range ids {
		in := map[string]string{"user_id": id, "brand_id": brand, "tier": "basic"}
		if err := client.Post(ctx, "membership", "/v1/memberships", in, nil); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
	}
	return nil
}

func export(ctx context.Context, client *loop.Client, ids []string) error {
	out := json.NewEncoder(os.Stdout)
	for _, id := range ids {
		var list loop.BiomarkerList
		if err := client.Get(ctx, "clinical", "/v1/biomarkers", url.Values{"user_id": {id}}, &list); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		if err := out.Encode(list); err != nil {
			return err
		}
	}
	return nil
}
