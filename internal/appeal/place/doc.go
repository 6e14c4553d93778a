// Package place keeps places of reporting: parks, buildings, halls and markets
// where a QR code hangs, so that whoever scans it need not say where they are.
//
// A place has a code, printed and for ever: paper with it hangs for years. A
// closed place still has its code, but whoever scans it reports without a place.
// Openings are counted by place and day, and by nothing else: no address, no
// cookie, no device.
//
//	open ──► closed
//	  ▲         │
//	  └─────────┘
//
// # Tables
//
// appeal_place, appeal_place_scan.
//
// # Events
//
// Emitted: appeal.place_changed. Heard: none.
package place
