// Command cobra has a command for operators and one that serves pages.
package main

import (
	"net/http"

	"github.com/spf13/cobra"

	"example.com/commands/loop"
)

type signedIn struct{}

func main() {
	root := &cobra.Command{Use: "site", PersistentPreRunE: func(cmd *cobra.Command, args []string) error {
		_, err := loop.Client(cmd.Context()).Get(loop.Labs + "?user_id=probe")
		return err
	}}
	show := &cobra.Command{Use: "show", Args: cobra.ExactArgs(1), RunE: show}
	serve := &cobra.Command{Use: "serve", Run: func(cmd *cobra.Command, args []string) {
		http.HandleFunc("GET /labs", labs)
		cobra.CheckErr(http.ListenAndServe(":8080", nil))
	}}
	root.AddCommand(show, serve)
	cobra.CheckErr(root.Execute())
}

func show(cmd *cobra.Command, args []string) error {
	_, err := loop.Client(cmd.Context()).Get(loop.Labs + "?user_id=" + args[0])
	return err
}

func labs(w http.ResponseWriter, r *http.Request) {
	id, _ := r.Context().Value(signedIn{}).(string)
	loop.Client(r.Context()).Get(loop.Labs + "?user_id=" + id)
}
