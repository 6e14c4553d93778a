// Package secret is the arithmetic of coming in, free of database and clock:
// password hashes and what makes a password weak, one-time codes, random tokens,
// and how long a guess must wait after the ones before it.
package secret
