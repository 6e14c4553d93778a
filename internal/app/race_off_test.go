//go:build !race

package app_test

// raced says that this test binary looks for races.
const raced = false
