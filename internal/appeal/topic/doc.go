// Package topic is what appeals of enterprises are about: nine fields, each with
// some groups, each with some topics, our own taxonomy. A code says the way down
// ("tax.invoice.quota"). Each topic names the duty that it usually falls to, in
// words that stand in the names of the departments that hold it.
//
// An office may put its own list in the place of this one; cases keep the code
// they were given.
package topic
