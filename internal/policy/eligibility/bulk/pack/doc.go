// Package pack turns the rows that a run finds, block after block, into
// RoaringBitmaps of the portable format, thousands of them at once.
package pack
