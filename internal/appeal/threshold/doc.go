// Package threshold settles from which confidence on what is read from an appeal
// takes effect (分拣门槛): by itself, by itself with a share that is checked, or only
// when a person says so. Somebody asks for thresholds, a second person agrees
// (package draft), and an edition of package reading comes of it. Beside each threshold stands what
// people made of the proposals so far: how often they agreed, out of how many, by
// the model that is in use.
//
// No field takes effect by itself before enough proposals were checked and agreed
// with (Bar). Where the checks of what took effect say that it no longer holds, the
// field goes back to people by itself: an edition of the program's own.
//
// Cases that complain of a department are left out of every figure here, so that
// the figures are the same for whoever reads them and tell nobody of such a case.
//
// # Tables
//
// appeal_threshold_draft, appeal_threshold_draft_limit: what was asked for.
// appeal_threshold_bar: what must have been measured, as data with a version.
//
// # Events
//
// Emitted: appeal.threshold_asked, appeal.threshold_set_back. Heard: none.
package threshold
