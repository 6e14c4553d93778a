// Package prose reads the form of a Chinese text, not its sense: uniform writing
// with the way back to the source, sentences and numbered items under what leads
// them, numbers with their units and the words that compare, years.
//
// Words of comparison follow article 1259 of the Civil Code (民法典): 以上, 以下, 以内,
// 届满 include the figure itself; 不满, 超过, 以外 do not.
package prose
