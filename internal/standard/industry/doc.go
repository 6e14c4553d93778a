// Package industry holds the classification of economic activities
// (国民经济行业分类) GB/T 4754-2017 with amendment 1 of 2019, and finds a class
// from a name or from the words of a business scope.
//
// A code is a section letter (门类), then two digits of the division (大类),
// three of the group (中类) or four of the class (小类): C, C35, C351, C3511.
// The standard prints divisions and below without their letter; both spellings
// are read, the one with the letter is written.
package industry
