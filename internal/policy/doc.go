// Package policy holds the policies of a place, the measures that enterprises
// can get out of them, and who gets what: verdicts for one enterprise, runs of
// the matcher over the whole registry, and the trial of a draft.
//
// The use cases and operations are here. Below them: eligibility decides (pure),
// definition reads measures and policies and knows what publication asks,
// library keeps the policies themselves,
// wording puts clauses, facts and gaps into plain Chinese, matchrun holds what a
// run found and compares runs, storage has the SQL, body the JSON.
//
// # Versions
//
// A measure is a series of versions, each with a state of its own; package life
// takes them from draft to end. What the system imports and what lacks nothing for
// its public page (definition.Gate: the law asks it to state conditions,
// process, materials, time limit, payment term, contact and a fair-competition
// review) is published at once; what a person imports is a draft that somebody else
// has to review. A measure that was never published is matched and its results can
// be read at the desk, which lists what is missing, but no visitor and no
// enterprise sees it.
//
// A version that was published is never changed. It counts from its effective date;
// the first version of a measure, where an import states no date, counts for every
// day. The catalogue of a day holds the version that the recorded steps put in
// force on it (definition.Standing), so verdicts of past days can be asked for at
// any time (Moment), over the facts as they held on that day.
//
// # Runs
//
// A run writes all its results in the transaction that finishes it, so a run
// that was killed leaves nothing and is done again. Results are bitmaps over the
// ordinals of enterprises; counts, lists, differences and exports all come from
// the same bitmaps, narrowed to the reader's scope, and therefore agree.
//
// Near is who misses a measure by one clause that a step could change: a
// threshold not reached or a fact not known.
//
// # Tables
//
// policy_document, policy_document_version, policy_measure,
// policy_measure_version, policy_measure_step, policy_measure_author, policy_catalogue, policy_match_run,
// policy_match_result.
//
// # Events
//
// Emitted: policy.imported, policy.matched. Heard: enterprise.imported and
// enterprise.facts_recorded, which bring the columns in memory up to date early;
// a run brings them up to date in any case.
package policy
