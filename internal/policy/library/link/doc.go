// Package link looks whether the sources that policies name are still there. It
// connects to nobody unless it is given a client, follows no redirects and reads
// nothing but the status.
//
// Table: policy_library_entry, of which it writes what it found. Events: none.
package link
