// Platform runs the wire test's platform by itself. It reads its configuration
// (JSON, see package platform) from standard input, prints its addresses as one
// line of JSON, and ends when standard input does.
package main

import (
	"encoding/json"
	"io"
	"log"
	"os"

	"github.com/m2me/m2me/testdata/wire/platform"
)

func main() {
	in := json.NewDecoder(os.Stdin)
	var cfg platform.Config
	if err := in.Decode(&cfg); err != nil {
		log.Fatal("platform: ", err)
	}
	addrs, err := platform.Start(cfg)
	if err != nil {
		log.Fatal("platform: ", err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(addrs); err != nil {
		log.Fatal("platform: ", err)
	}
	io.Copy(io.Discard, os.Stdin)
}
