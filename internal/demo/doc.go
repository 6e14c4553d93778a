// Package demo is the demo city: 东屿省 霁川市 望渚区, a place that does not exist,
// with its streets, communities and grids, departments, staff, enterprises with
// facts, policy documents and measures. An instance without data fills itself
// from here through the same import services that a real office uses.
//
// Nothing in it is real. Province code 39 is not assigned in GB/T 2260, so no
// division code and no 统一社会信用代码 of the demo can belong to anybody; the place
// names occur in no list of divisions, and every enterprise name begins with
// one of them. Persons are called 示例, 样例, 演示 and so on. Mobile numbers are
// 1900000 followed by four digits, landlines have area code 0390, which is not
// in use. Policy texts and measures are written for this package.
//
// Everything follows from Options: the same seed, number and day give the same
// bytes. The package is pure: no clock, no files, no database.
package demo
