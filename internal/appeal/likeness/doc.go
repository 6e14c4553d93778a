// Package likeness says how alike what people report is: by the pairs of
// neighbouring characters that two texts share, which needs no words to be found
// in Chinese. It is arithmetic on texts; who may see which text is for callers to
// settle before.
package likeness
