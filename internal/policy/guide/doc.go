// Package guide keeps 扫码指南: measures for an audience (an industry, a size, a
// building, a theme) behind a short code that is printed as QR code and hung up.
// The code always opens the current measures and says when the paper is old.
//
// A guide's measures are pinned ones first, then those that a filter finds when
// the guide is opened: by what it is about, by industry, size and division as far
// as conditions rule none of them out, and without those whose time is over. They
// are worked out once until a measure or the day changes.
//
// Each print has a number, which its QR code carries, and keeps which measures in
// which version stood on it; what differs now is told to whoever scans it. A guide
// has an edition, which rises with what its editor decides of it: closing it and
// opening it again makes no paper old.
//
// Openings are counted by guide, print and day, and by nothing else: no address,
// no cookie, no device.
//
//	open ──► closed
//	  ▲         │
//	  └─────────┘
//
// # Tables
//
// policy_guide, policy_guide_print, policy_guide_scan.
//
// # Events
//
// Emitted: policy.guide_changed, policy.guide_printed. Heard: none.
package guide
