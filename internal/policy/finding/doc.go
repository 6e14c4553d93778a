// Package finding helps people to find public measures: one search over what is
// public, titles while they type, and the words they may have meant. It keeps
// nothing.
package finding
