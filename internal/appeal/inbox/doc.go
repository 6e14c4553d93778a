// Package inbox keeps the columns of cases that the inbox filters, sorts and counts
// by in memory, so that every tray is counted exactly and any page is found in
// milliseconds at a million cases, on either database.
//
// Roll is pure: it holds, for each value of a column, the set of rows that have it,
// and a question becomes a few unions and intersections of such sets. Follower
// loads it and, before each question, asks the database what was changed since, by
// appeal_change, whose numbers rise in the order of the commits: whoever asks after
// a commit finds what it changed, on every node. What a page shows is read from the
// database by id; memory only says which.
//
// A row also holds its score, so that the three rates are counted here too.
//
// A row takes some 240 bytes without its text. Until a large inbox is loaded, Fresh
// returns nothing and the caller asks in SQL.
package inbox
