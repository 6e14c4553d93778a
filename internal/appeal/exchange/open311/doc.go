// Package open311 speaks Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2), the
// protocol in which apps and cities exchange reports: what one may report, a report,
// and what became of it, in JSON and XML.
//
// # Who may what
//
// What may be reported, everybody reads: it is the list of topics. To report takes
// the key of a partner of package exchange. To read reports takes such a key, and
// shows that partner's own, or a setting of the operator that opens a narrow sight
// to the public: topic, department, state and days of cases that name no unit
// complained of, whose reporter gave a name and did not ask for confidence; never a
// text, a place, a firm or a person.
//
// # Rules
//
// A report comes in by the same door as a line of a file or a signed message. The
// same form of the same partner on the same day is one report, since the protocol
// knows no other way to tell a second try from a second report. What is written
// down is what handling needs: an e-mail address and the ids of devices and accounts
// are not (个人信息保护法 art. 6); an address of media is text, which nothing
// follows.
//
// # Tables
//
// appeal_open311_key. A key is kept as its hash.
//
// # Events
//
// None of its own.
package open311
