package prooftest

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

var (
	uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	usccForm = regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{18}$`)
)

var (
	uuidWithin = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	usccWithin = regexp.MustCompile(`\b[0-9A-HJ-NPQRTUWXY]{18}\b`)
)

// within returns every name that a file holds, a workbook's in each of its parts.
func within(file []byte) map[string]bool {
	found := map[string]bool{}
	look := func(text []byte) {
		for _, form := range []*regexp.Regexp{uuidWithin, usccWithin} {
			for _, name := range form.FindAll(text, -1) {
				found[string(name)] = true
			}
		}
	}
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		look(file)
		return found
	}
	for _, part := range archive.File {
		reader, err := part.Open()
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(io.LimitReader(reader, answerLimit)) // what can be read is looked at
		_ = reader.Close()
		look(text)
	}
	return found
}

// named returns every name that an answer shows.
func (a Answer) named() map[string]bool {
	if body, ok := a.decoded(); ok {
		return IDs(body)
	}
	if a.Status >= 300 {
		return nil
	}
	return within(a.Body)
}

// naming are fields whose values name a thing or a place in a list.
var naming = []string{"id", "job", "run", "next", "cursor", "uscc", "measure", "policy", "file", "token", "etag"}

// shortest is the length of a name, in bytes: what is shorter counts, ranks or sorts.
const shortest = 6

// IDs returns every value of an answer that names a thing.
func IDs(body any) map[string]bool {
	found := map[string]bool{}
	walk(body, "", func(path string, value any) {
		text, is := value.(string)
		if !is || len(text) < shortest || len(text) > 400 {
			return
		}
		field := path[strings.LastIndexByte(path, '.')+1:]
		if uuidForm.MatchString(text) || usccForm.MatchString(text) || slices.Contains(naming, field) || strings.HasSuffix(field, "_id") {
			found[text] = true
		}
	})
	return found
}

// walk calls fn for every value that is neither object nor list, with the path
// of its field ("items[].id"), and for every field of an object.
func walk(v any, path string, fn func(path string, value any)) {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			below := name
			if path != "" {
				below = path + "." + name
			}
			walk(value, below, fn)
		}
	case []any:
		for _, value := range v {
			walk(value, path+"[]", fn)
		}
	default:
		fn(path, v)
	}
}

// recursive are fields that hold the like of what holds them; the paths of
// fields show one level of them.
var recursive = regexp.MustCompile(`(children\[\]\.)+`)

// open are fields whose content has no fixed fields: what an audit entry says of
// the event. What may stand there is proved where it is written.
var open = []string{"detail"}

// collectFields adds the paths of all fields of an answer.
func collectFields(body any, path string, into map[string]bool) {
	switch body := body.(type) {
	case map[string]any:
		for name, value := range body {
			below := name
			if path != "" {
				below = path + "." + name
			}
			into[recursive.ReplaceAllString(below, "children[].")] = true
			if !slices.Contains(open, name) {
				collectFields(value, below, into)
			}
		}
	case []any:
		for _, value := range body {
			collectFields(value, path+"[]", into)
		}
	}
}

// differ says in what two answers differ to somebody who looks for a difference,
// once the names that the caller himself gave are taken out. It is empty for
// answers that look the same.
func differ(a, b Answer, namesA, namesB []string) string {
	if a.Status != b.Status {
		return fmt.Sprintf("status %d and %d", a.Status, b.Status)
	}
	headers := []string{"Content-Type", "ETag", "Retry-After", "Location", "Content-Disposition"}
	if a.Status < 300 { // each export has a number of its own
		headers = headers[:4]
	}
	for _, header := range headers {
		if x, y := neutral([]byte(a.Header.Get(header)), namesA), neutral([]byte(b.Header.Get(header)), namesB); x != y {
			return fmt.Sprintf("%s %q and %q", header, x, y)
		}
	}
	if !strings.Contains(a.Header.Get("Content-Type"), "json") && a.Status < 300 {
		return "" // a file: its bytes carry the time of its making
	}
	if a.Status < 300 && a.made {
		return "" // what was made differs in its own names; leaks are looked for apart
	}
	if x, y := neutral(a.Body, namesA), neutral(b.Body, namesB); x != y {
		return fmt.Sprintf("%s and %s", brief([]byte(x)), brief([]byte(y)))
	}
	return ""
}

var requestID = regexp.MustCompile(`"request_id":"[^"]*",?`)

// neutral returns a body without the number of the request and the names that
// the caller gave.
func neutral(body []byte, names []string) string {
	text := requestID.ReplaceAllString(string(body), "")
	for _, name := range names {
		if len(name) > 3 {
			quoted, _ := json.Marshal(name)
			text = strings.ReplaceAll(text, strings.Trim(string(quoted), `"`), "◊")
		}
	}
	return text
}

// Fields returns what each operation shows to whom, for the reviewed file: roles
// that are shown the same stand together.
func (p *Proof) Fields() map[string][]Shown {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := map[string][]Shown{}
	for id, byRole := range p.fields {
		groups := map[string][]string{}
		for role, paths := range byRole {
			list := strings.Join(slices.Sorted(maps.Keys(paths)), "\n")
			groups[list] = append(groups[list], role)
		}
		for list, roles := range groups {
			slices.Sort(roles)
			out[id] = append(out[id], Shown{Roles: strings.Join(roles, " "), Fields: strings.Split(list, "\n")})
		}
		slices.SortFunc(out[id], func(a, b Shown) int { return strings.Compare(a.Roles, b.Roles) })
	}
	return out
}

// Shown is what one operation shows to the roles.
type Shown struct {
	Roles  string   `yaml:"roles"`
	Fields []string `yaml:"fields"`
}

// fieldsHead stands on top of the reviewed list.
const fieldsHead = `# What each operation shows to whom: every field of its answers in the world of the
# proofs (S3). Written by the program, read by a reviewer: does this role need this
# field? Regenerate with: go test ./internal/app -run Matrix -update
`

// WriteFields returns the reviewed list as it stands in its file.
func WriteFields(fields map[string][]Shown) ([]byte, error) {
	var text bytes.Buffer
	text.WriteString(fieldsHead)
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := encoder.Encode(fields); err != nil {
		return nil, err
	}
	return text.Bytes(), encoder.Close()
}
