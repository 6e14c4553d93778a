// Package record is the model of the registry: the entry of an enterprise, facts
// with provenance, the dictionary of facts, imports and their reports, contacts,
// and every rule about them. It is pure: no database, clock or file.
package record
