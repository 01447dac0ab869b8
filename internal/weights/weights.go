// Package weights holds the model files, embedded and compressed, one card
// each in docs/models/. Side room: it knows bytes, not what they mean.
package weights

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

//go:embed files
var files embed.FS

const suffix = ".zst"

// Model names one weight file and the digest of its compressed bytes.
type Model struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Names lists the models in the binary, sorted.
func Names() []string {
	entries, err := files.ReadDir("files")
	if err != nil {
		panic(err) // the folder is embedded: it cannot be missing
	}
	var names []string
	for _, e := range entries {
		if n, ok := strings.CutSuffix(e.Name(), suffix); ok {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// Open returns the decompressed bytes of a model. The caller owns them.
func Open(name string) ([]byte, error) {
	packed, err := files.ReadFile("files/" + name + suffix)
	if err != nil {
		return nil, fmt.Errorf("model %s is not in this binary: %w", name, err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	raw, err := dec.DecodeAll(packed, make([]byte, 0, room(packed)))
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", name, err)
	}
	return raw, nil
}

// room is how many bytes to set aside for a model's: what its frame states, else
// a ratio that the models stay below. To grow in small steps took half the time
// of opening one.
func room(packed []byte) int {
	var h zstd.Header
	if err := h.Decode(packed); err == nil && h.HasFCS {
		return int(min(h.FrameContentSize, 1<<30))
	}
	return 4 * len(packed)
}

// Digest names a model with the sha256 of its compressed bytes.
func Digest(name string) (Model, error) {
	packed, err := files.ReadFile("files/" + name + suffix)
	if err != nil {
		return Model{}, fmt.Errorf("model %s is not in this binary: %w", name, err)
	}
	sum := sha256.Sum256(packed)
	return Model{Name: name, SHA256: hex.EncodeToString(sum[:])}, nil
}

// Pack compresses a model for the files folder; the same bytes in give the
// same bytes out.
func Pack(w io.Writer, raw []byte) error {
	enc, err := zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	if _, err := enc.Write(raw); err != nil {
		return err
	}
	return enc.Close()
}
