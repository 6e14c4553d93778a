// Package subscription keeps what enterprises want to hear of and finds those who
// subscribed to what a measure is about.
//
// Table: policy_library_subscription. Events: none.
package subscription
