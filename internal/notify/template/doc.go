// Package template holds what messages say: the reasons for which this program
// writes to people, the variables that each may use, and the words of each reason
// for each channel as they are shipped. An office changes the words, never the
// reasons and their variables.
//
// A text holds variables as {{.name}} and nothing else: no condition, no loop, no
// function. So whoever edits a text on screen can neither reach what the reason
// does not give nor make it fail for some people only.
package template
