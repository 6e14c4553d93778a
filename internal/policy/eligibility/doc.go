// Package eligibility decides what an enterprise may get: four-valued verdicts
// of measures over facts that may be missing, with the clause, the fact, the
// threshold and the gap behind each, the smallest set of facts that would settle
// the rest, and the amount in fen.
//
// It is pure: no database, no clock, no context. The meaning is the reference
// evaluator of this package (Evaluate), written to be read by the people who
// answer for a refusal. Package bulk computes the same for a whole registry at
// once and must agree with it on every pair.
//
// Where the file contract leaves room, this package reads it so:
//
//   - A fact whose value is null is not there at all: it neither wins over a
//     weaker fact nor makes `exists` true.
//   - The strongest fact is chosen before its type is looked at. One that the
//     operator cannot use (text where a number is compared, a date that is no
//     date, a division code of a wrong length) is as good as missing: the clause
//     is unknown and the fact is named among the missing. `exists` still holds,
//     and a closed source does not make it false, since it is not absent.
//   - `min_tier` is applied before anything else: evidence that is too weak is
//     absent, also for `exists`, for a closed source and for the facts a size
//     class is derived from.
//   - Text compares as a date where the operand is a date.
//   - Qualifications are a set. `has` looks at every fact with that value that
//     is strong enough; one valid record is enough, records out of their
//     validity and nothing else make it false.
//   - Size class is derived only for a clause without period and counts as being
//     there for `exists`. Where it cannot be derived the missing fact is the size
//     class itself: it is what the clause asks for.
//   - An expression over a missing fact is unknown even where another part of it
//     divides by zero. A result outside float64 has no value, like a division by
//     zero.
//   - A bonus counts as true when it holds whatever a person decides on its
//     discretion clauses, as false when it fails whatever they decide, else it may
//     rise. A bonus that holds and whose own term is unknown makes the amount
//     null. A measure with bonuses and no benefit starts from nought; one with
//     neither has no amount. Nothing may rise for who is ineligible.
//   - Amounts are exact decimals: each float64 stands for its shortest decimal
//     text, products are exact, one rounding half up to the fen. Sums beyond
//     MaxAmount stay there.
package eligibility
