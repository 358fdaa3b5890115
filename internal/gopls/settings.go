package gopls

import (
	"fmt"
	"strconv"
)

// Settings returns how editors are told to run an executable as gopls.
func Settings(file string) string {
	quoted := strconv.Quote(file)
	return fmt.Sprintf(`VS Code, settings.json:

	"go.alternateTools": {"gopls": %[1]s}

Neovim (0.11 or newer), init.lua:

	vim.lsp.config("gopls", {cmd = {%[1]s}})
	vim.lsp.enable("gopls")

Helix, languages.toml:

	[language-server.gopls]
	command = %[1]s

GoLand, with the plugin LSP4IJ: Languages & Frameworks > Language Servers > +,
	command %[1]s, mapped to the language Go with the id go.

Restart the language server after this, and after you edit a scopemap.yaml.
To silence one analyzer, in the settings of gopls: "analyses": {"directive": false}
`, quoted)
}
