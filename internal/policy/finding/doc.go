// Package finding helps people to find what is public: measures, policies with the
// articles that hold the words, titles while they type, and the words they may
// have meant. It keeps nothing.
package finding
