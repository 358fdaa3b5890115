//go:build !linux

package wire_test

import (
	"errors"
	"testing"
)

// smallDisk is for Linux.
func smallDisk(*testing.T, string) (string, error) { return "", errors.New("not on this system") }
