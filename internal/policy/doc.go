// Package policy holds the policies of a place, the measures that enterprises
// can get out of them, and who gets what: verdicts for one enterprise, runs of
// the matcher over the whole registry, and the trial of a draft.
//
// The use cases and operations are here. Below them: eligibility decides (pure),
// definition reads measures and policies and knows what publication asks,
// wording puts clauses, facts and gaps into plain Chinese, matchrun holds what a
// run found and compares runs, storage has the SQL, body the JSON.
//
// # States of a measure
//
//	draft ──► published ──► withdrawn
//	  │                        │
//	  └──────► withdrawn       └──► published
//
// An import publishes a measure as soon as nothing is missing for its public
// page (see Gaps), which the law asks to state conditions, process, materials,
// time limit, payment term, contact and a fair-competition review. A measure
// that lacks something stays a draft: it is matched and its results can be read
// at the desk, which lists what is missing, but no visitor and no enterprise
// sees it. A new version of a published measure that lacks something is refused.
//
// # Versions
//
// A version is never changed. It counts from its effective date; the first
// version of a measure, unless it states a date, counts for every day, so that
// a run as of an earlier day can be repeated.
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
// policy_measure_version, policy_catalogue, policy_match_run,
// policy_match_result.
//
// # Events
//
// Emitted: policy.imported, policy.matched. Heard: enterprise.imported and
// enterprise.facts_recorded, which bring the columns in memory up to date early;
// a run brings them up to date in any case.
package policy
