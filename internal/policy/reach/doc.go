// Package reach brings a measure to those who can have it: it tells enterprises
// what they have become eligible for, gives officers the list for their calls, and
// counts how far a measure got.
//
// # From publication to the firm
//
//	policy.published    or an import that publishes: a run of the matcher is asked for (one a day is alive)
//	policy.matched      the job policy.reach lists and tells
//	policy.reach_sweep  every quarter of an hour: goes on with what broke off or
//	                    met the day's bound, and asks for a run when a version has
//	                    taken effect since the last one
//
// Only runs as of the day they were asked for are told, only the last of them, and
// of it only measures that are in force in the version that was matched: nothing
// leaves for drafts or suspended measures.
//
// # Once
//
// An enterprise is told of a measure once, and once what it misses it by: the
// primary key of policy_reach_told says so. All that an enterprise is told in a
// run goes into one message of each kind, in one transaction with those rows, so
// that a crash leaves either both or neither. An enterprise of which nobody wants
// messages is not told, and not marked as told.
//
// A message about a near miss appears in-app alone, and only for enterprises that
// somebody acts for; what is missing is a fact to supply or one threshold.
//
// # Lists
//
// New to a list is who was not eligible in any run before. Lists, counts and the
// funnel are made from the same bitmaps, narrowed to the reader's scope, and
// therefore agree. That an enterprise opened a measure is kept once, without who.
//
// # Tables
//
// policy_reach_run, policy_reach_gate, policy_reach_seen, policy_reach_fresh,
// policy_reach_message, policy_reach_told, policy_reach_day, policy_reach_officer,
// policy_reach_opened, policy_reach_visit. It reads policy_match_run and
// policy_match_result.
//
// # Events
//
// Heard: policy.published, policy.imported, policy.matched. Emitted: policy.visited.
package reach
