//go:build !unix

package store

import "context"

var systemRoles map[string]func(ctx context.Context, path string) error
