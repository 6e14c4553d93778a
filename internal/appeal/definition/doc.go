// Package definition lets people change what the three rates mean (口径): somebody
// drafts a new version that counts from a later month on, a second person approves it
// (package draft); a version of package figure comes of it.
//
// A draft says how it differs from the version before it in sentences, and what the
// last month would have been by both. Months keep the version of their time: no
// version counts from a month that has begun, or from before another one. What solved
// means is no matter of a version: only what is solved and confirmed counts
// (北京市接诉即办工作条例 art. 32).
//
// # Tables
//
// appeal_figure_draft.
//
// # Events
//
// EventDrafted.
package definition
