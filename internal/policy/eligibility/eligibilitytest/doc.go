// Package eligibilitytest draws random measures and enterprises with every
// operator of the file contract, for property tests that compare the engines.
// Values come from small pools that hold the thresholds, so that ties, closed
// sources, weak evidence and values of a wrong type all happen often.
package eligibilitytest
