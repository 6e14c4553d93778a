// Package civil holds calendar dates without time and zone, and ISO 8601
// periods of years, months and days.
//
// Statutory terms, validity periods and "as of" dates are dates, not moments:
// giving them a time of day or a zone makes them wrong by one day somewhere.
// Months end by article 202 of the Civil Code (民法典): on the day with the same
// number, or on the month's last day where there is none.
package civil
