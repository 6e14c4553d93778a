// Package directory answers who somebody is and who holds what, for modules that
// have to reach people: it reads the tables of accounts and changes nothing. It
// asks for no permission, because the program itself is what asks.
package directory
