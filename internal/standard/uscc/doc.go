// Package uscc reads, checks and makes unified social credit codes
// (统一社会信用代码) by GB 32100-2015.
//
// A code has 18 characters of an alphabet of 31: one for the registering organ,
// one for the kind of subject, six digits of the administrative division, nine
// of the organisation code (GB 11714) and one check character.
//
// Wrong length and wrong alphabet are errors: such a text is no code. A wrong
// check character is not: some codes of the early pilot fail the check and are
// legal, so Parse accepts them and CheckValid tells.
package uscc
