// Package figure counts how appeals are handled: the board of what is due, and the
// three rates (北京市接诉即办工作条例 art. 32).
//
// Every number is made by the rule that also makes the list behind it, in the sight
// of whoever looks: a count and its list are always equal.
package figure
