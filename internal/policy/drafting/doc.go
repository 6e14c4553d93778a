// Package drafting turns a paragraph of a policy into draft clauses, an amount
// and a time window for a person to confirm one by one. The reading itself is
// reader's, by rules; evaluation measures it. An outside language model can be
// configured to look at what the rules did not understand (see Helper): what it
// answers is a proposal that must quote the text word for word and decode like
// everything else, and nothing depends on it.
//
// Nothing is kept and nothing is changed. It has no tables and neither emits nor
// hears events.
package drafting
