// Package bridge joins modules that do not know each other: each type gives a port
// of one module what another module has.
package bridge
