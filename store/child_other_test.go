//go:build !unix

package store

import (
	"context"
	"io/fs"
)

var systemRoles map[string]func(ctx context.Context, path string) error

var errNotFolder = fs.ErrNotExist
