// Package command is the command line of the program: what an operator can ask
// for, and what is answered on a terminal or, with --json, as one object.
package command
