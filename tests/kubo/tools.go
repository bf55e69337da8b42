//go:build tools

// Package kubo pins the IPFS daemon the tests run against. Nothing here is compiled into Medquorum: the import makes
// `go build github.com/ipfs/kubo/cmd/ipfs` resolve to the version and checksums in go.mod and go.sum.
package kubo

import _ "github.com/ipfs/kubo/cmd/ipfs"
