// Package cover finds a smallest set of items that meets a condition made of
// "all of these items" and "at least k of these conditions". It is what names the
// fewest facts an enterprise has to supply. The problem is that of a minimum
// hitting set, hard in general and easy in practice: parts that share no item are
// solved one by one, and only the rest is searched.
package cover
