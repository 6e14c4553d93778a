package db

import (
	"strconv"
	"strings"
)

// Rebind rewrites the placeholders of a statement for the engine: `?` becomes
// `$1`, `$2`, … on PostgreSQL. Question marks inside quoted text, quoted names
// and comments stay.
func (d *DB) Rebind(query string) string {
	if d.engine != Postgres || !strings.Contains(query, "?") {
		return query
	}
	var b strings.Builder
	b.Grow(len(query) + 16)
	n := 0
	for i := 0; i < len(query); {
		if end := skipQuoted(query, i); end > i {
			b.WriteString(query[i:end])
			i = end
			continue
		}
		if query[i] == '?' {
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
		} else {
			b.WriteByte(query[i])
		}
		i++
	}
	return b.String()
}

// skipQuoted returns the end of the quoted text, quoted name or comment that
// begins at i, or i when none begins there.
func skipQuoted(q string, i int) int {
	closing := ""
	switch {
	case q[i] == '\'' || q[i] == '"':
		closing = q[i : i+1]
	case strings.HasPrefix(q[i:], "--"):
		closing = "\n"
	case strings.HasPrefix(q[i:], "/*"):
		closing = "*/"
	default:
		return i
	}
	rest := strings.Index(q[i+1:], closing)
	if rest < 0 {
		return len(q)
	}
	return i + 1 + rest + len(closing)
}

// Placeholders returns n placeholders for an IN list or a VALUES row: "?, ?, ?".
func Placeholders(n int) string {
	if n <= 0 {
		return ""
	}
	return strings.Repeat("?, ", n-1) + "?"
}

// PlaceholderRows returns the placeholders of rows for VALUES: "(?, ?), (?, ?)".
func PlaceholderRows(rows, columns int) string {
	if rows <= 0 {
		return ""
	}
	one := "(" + Placeholders(columns) + ")"
	return strings.Repeat(one+", ", rows-1) + one
}

// EscapeLike escapes the wildcards of LIKE in text that a person typed. Use it
// with `LIKE ? ESCAPE '\'`.
func EscapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
