// Package specimen makes up appeals of enterprises, from which the models that
// ship with the program are trained. Every phrase was written for this package;
// no firm, person or text in it is real, so that whatever is learned from it may
// be handed on.
//
// Made-up sentences are cleaner than real ones. A model of them is a beginning: an
// office trains its own from what its people corrected (yikou model rows).
package specimen
