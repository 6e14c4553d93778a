// Package delivery holds the rules by which a message travels: what may follow
// what, when a try is made, what a failure leads to, which hours are quiet, and
// when a channel rests. It knows neither database nor clock.
package delivery
