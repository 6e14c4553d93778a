// Package reading reads an appeal in the moment it arrives and proposes its kind,
// its topic on three levels, its place, how urgent it is and which department it
// falls to: each with how sure it is, the words that decided, and whether the
// proposal stands by itself, is checked by sample, or is left to a person.
//
// Kind and topic come from linear models (platform/classify), the department from
// the duties of the topics, the place from names, urgency from rules. The models
// that ship were trained on made-up sentences only (package specimen); an office
// puts its own into the folder models of its data. Nothing here decides: a
// proposal is shown to whoever does, and what they decide is kept as a row to
// train from.
//
// # Tables
//
// appeal_reading_edition: the thresholds, one edition after the other, never
// changed. appeal_reading_text: the text of a case without names and numbers,
// sealed. appeal_reading_decision: what was proposed for a field and what a person
// decided.
//
// # Events
//
// Emitted: appeal.reading_edition_added. Heard: none.
package reading
