// Package prooftest is the machinery of the proofs that hold for every operation
// of the API (docs/proofs.md): who may do what against reviewed files, ids that
// leak, fields that nobody may set, steps out of order, and broken input. It
// knows operations, roles and planted objects only by name; the tests of
// internal/app give it a world to act in.
package prooftest
