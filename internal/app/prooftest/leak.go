package prooftest

import (
	"bytes"
	"regexp"
	"slices"
)

// innards are what an answer must never show (S19): stacks, SQL, driver and
// parser texts, names of Go types, paths on the server.
var innards = []*regexp.Regexp{
	regexp.MustCompile(`goroutine \d+|\.go:\d+|runtime error|\bpanic\b|debug\.Stack`),
	regexp.MustCompile(`(?i)\bselect\s+.{1,200}\bfrom\s+\w|\binsert\s+into\b|\bupdate\s+\w+\s+set\b|\bdelete\s+from\b`),
	regexp.MustCompile(`(?i)SQLSTATE|\bsqlite|\bpq:|\bpgx\b|pgconn|constraint failed|violates|duplicate key|syntax error at|no such (table|column)|near "`),
	regexp.MustCompile(`json: |strconv\.|invalid character|unexpected (EOF|end of JSON)|cannot unmarshal|cannot parse|invalid UTF-8|invalid byte sequence`),
	regexp.MustCompile(`context (deadline exceeded|canceled)|broken pipe|connection re(fused|set)|i/o timeout|EOF\b`),
	regexp.MustCompile(`(?:^|[\s"'(=:])/(?:tmp|home|root|usr|var|etc|work|proc|data)/[\w.-]+`),
	regexp.MustCompile(`\*?\b(?:errs|web|huma|http|sql|db|kernel|account|enterprise|policy|org|jobs)\.[A-Z]\w+|\bmap\[string\]|\[\]uint8|interface \{\}|%!\w\(`),
}

// signs are what a text in small letters has one of if it shows one of the innards.
var signs = [][]string{
	{"goroutine ", ".go:", "runtime error", "panic", "debug.stack"},
	{"select", "insert", "update", "delete"},
	{"sqlstate", "sqlite", "pq:", "pgx", "pgconn", "constraint failed", "violates", "duplicate key", "syntax error", "no such ", `near "`},
	{"json: ", "strconv.", "invalid ", "unexpected ", "cannot "},
	{"context ", "broken pipe", "connection re", "i/o timeout", "eof"},
	{"tmp/", "home/", "root/", "usr/", "var/", "etc/", "work/", "proc/", "data/"},
	{"errs.", "web.", "huma.", "http.", "sql.", "db.", "kernel.", "account.", "enterprise.", "policy.", "org.", "jobs.", "map[string]", "[]uint8", "interface {}", "%!"},
}

// Innards returns what of the program's inside an answer shows, empty for
// nothing.
func Innards(text []byte) string {
	small := bytes.ToLower(text)
	for n, pattern := range innards {
		if !slices.ContainsFunc(signs[n], func(sign string) bool { return bytes.Contains(small, []byte(sign)) }) {
			continue
		}
		if found := pattern.Find(text); found != nil {
			return string(found)
		}
	}
	return ""
}
