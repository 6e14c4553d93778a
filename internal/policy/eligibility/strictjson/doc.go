// Package strictjson reads one JSON text into a small tree that remembers where
// each value stood, and refuses what encoding/json lets pass: a member named
// twice, text that is not UTF-8, a number outside float64, and anything deeper
// or larger than the caller allows. Refusals are Chinese sentences with line and
// path, because their readers are policy editors and not programmers.
package strictjson
