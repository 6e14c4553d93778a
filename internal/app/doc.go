// Package app puts the program together. It is the only package that knows
// every module: it opens the platform, builds the modules, adapts one to the
// needs of another, and holds the three tables of who serves, who listens and
// what runs. Read app.go from top to bottom.
package app
