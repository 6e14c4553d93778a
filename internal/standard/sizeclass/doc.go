// Package sizeclass derives whether an enterprise is large, medium, small or
// micro by 工信部联企业〔2011〕300号 (in force since 2011-06-18), with the
// industries assigned to GB/T 4754-2017 by 国统字〔2017〕213号.
//
// Large, medium and small each ask for both lower limits of the industry's pair
// of indicators; an enterprise that misses one falls to the next class below,
// and so on. The class is therefore that of the weaker indicator.
//
// The limits are data with a date: a later regulation is a second Standard in
// the list, and what was derived for an earlier day can be derived again.
package sizeclass
