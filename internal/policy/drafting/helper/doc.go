// Package helper asks a language model behind an OpenAI-compatible address about
// stretches that the rules of drafting did not understand. It is off unless an
// operator configures it. The text of the policy, which is public, leaves the
// house; nothing about enterprises or people does.
//
// What comes back is only a proposal: package drafting takes a clause where its
// quote stands in the text and it decodes. After three failures in a row the
// model is left alone for a minute; a caller who goes away is no failure.
package helper
