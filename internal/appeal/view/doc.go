// Package view keeps how somebody likes to look at the inbox: a tray, what narrows
// it and an order, under a name. A view is its owner's, or shared with the owner's
// department and those below it. It holds no cases: who opens it sees those in his
// own sight, and so does its count.
//
// What was typed into the search is not kept: it may name a person.
//
// # Tables
//
// appeal_view.
package view
