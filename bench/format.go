package main

import (
	"fmt"
	"strconv"
	"strings"
)

// grouped writes a whole number with commas.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// seconds writes a time with three digits that count.
func seconds(s float64) string {
	switch {
	case s >= 100:
		return grouped(int(s+0.5)) + " s"
	case s >= 10:
		return fmt.Sprintf("%.1f s", s)
	case s >= 1:
		return fmt.Sprintf("%.2f s", s)
	}
	return fmt.Sprintf("%.3f s", s)
}

func milliseconds(ms float64) string {
	if ms < 1 {
		return fmt.Sprintf("%.3f ms", ms)
	}
	return fmt.Sprintf("%.1f ms", ms)
}

func mebibytes(n int64) string { return grouped(int(n>>20)) + " MiB" }

// times writes a ratio.
func times(x float64) string {
	if x < 10 {
		return fmt.Sprintf("%.1f ×", x)
	}
	return grouped(int(x+0.5)) + " ×"
}

func rate(rows float64) string { return grouped(int(rows)) + " rows/s" }

// perPair writes the time that one (enterprise, measure) took.
func perPair(o *Outcome) string {
	ns := o.Seconds / o.Pairs() * 1e9
	if ns < 10 {
		return fmt.Sprintf("%.2f ns", ns)
	}
	return grouped(int(ns+0.5)) + " ns"
}
