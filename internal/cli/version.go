package cli

import (
	"fmt"

	"hearsay/internal/cli/console"
	"hearsay/internal/reading"
	"hearsay/internal/weights"
)

type versionCmd struct{}

// Help says what the lines are good for.
func (*versionCmd) Help() string {
	return "Prints the reader's version, the format of its JSON, and each model with its sha256: the same bytes read by the same version and models give the same reading."
}

// Run prints the version.
func (*versionCmd) Run(io *console.Streams) error {
	if _, err := fmt.Fprintf(io.Out, "hearsay %s, format %s\n", reading.Version, reading.Format); err != nil {
		return err
	}
	for _, name := range weights.Names() {
		m, err := weights.Digest(name)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(io.Out, "model %s sha256 %s\n", m.Name, m.SHA256); err != nil {
			return err
		}
	}
	return nil
}
