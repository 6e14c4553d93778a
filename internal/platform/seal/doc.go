// Package seal keeps personal data unreadable to whoever holds the database
// without the keys: fields are encrypted one by one, found again by a blind
// index, and shown masked.
//
// A sealed field is AES-256-GCM or SM4-GCM with the table, column and row as additional
// data, so a value moved to another row does not open. Several keys may be in
// use: each value names the one it was sealed with, and Reseal moves it to the
// active one while the program runs.
//
// Keys come through the KeyProvider port. The one here reads a file, in which each
// key names its suite. A provider on a certified hardware module, as GB/T 39786
// asks of systems of level three, takes its place without a change anywhere else.
package seal
