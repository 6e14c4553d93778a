package prooftest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Outcome is what a caller is told.
type Outcome string

// The outcomes of a cell. Hidden looks the same as a thing that does not exist.
const (
	Allow    Outcome = "allow"    // 2xx
	Hidden   Outcome = "hidden"   // 404
	Refused  Outcome = "refused"  // 403
	Login    Outcome = "login"    // 401
	Invalid  Outcome = "invalid"  // 422
	Conflict Outcome = "conflict" // 409
	Stale    Outcome = "stale"    // 412
	Busy     Outcome = "busy"     // 429
	Away     Outcome = "away"     // 503
)

// outcomes maps the statuses of answers that are no success.
var outcomes = map[int]Outcome{
	401: Login, 403: Refused, 404: Hidden, 409: Conflict, 412: Stale, 422: Invalid, 429: Busy, 503: Away,
}

// OutcomeOf returns what a status says; a status that no cell may expect is
// returned as itself, in words.
func OutcomeOf(status int) Outcome {
	if status >= 200 && status < 300 {
		return Allow
	}
	if o, known := outcomes[status]; known {
		return o
	}
	return Outcome(fmt.Sprintf("status %d", status))
}

// Any is the relation of an operation that concerns no planted object.
const Any = "any"

// None is the relation to an object that does not exist.
const None = "none"

// rest stands for every role that a cell does not name.
const rest = "rest"

// Cell says who gets which outcome: outcome → names of roles and groups,
// separated by spaces. One outcome may name "rest".
type Cell map[Outcome]string

// Request is an example of an operation's request that is valid. Values may
// hold {kind.value} of a planted object and {viewer.value} of who asks.
type Request struct {
	Path    map[string]string `yaml:"path"`
	Query   map[string]string `yaml:"query"`
	Headers map[string]string `yaml:"headers"`
	// Body is sent as JSON, Raw as it stands with the content type Type.
	Body any    `yaml:"body"`
	Raw  string `yaml:"raw"`
	Type string `yaml:"type"`
}

// Row is what the reviewers expect of one operation.
type Row struct {
	// On is the kind of planted object that the operation concerns.
	On      string  `yaml:"on"`
	Request Request `yaml:"request"`
	// Fresh is "object" when each cell needs an object of its own, because an
	// allowed call changes it, and "session" when a call changes the session.
	Fresh string          `yaml:"fresh"`
	Cells map[string]Cell `yaml:"cells"`
	// Lists names where a list keeps its rows and what identifies one, as
	// "items.uscc"; Of is the kind of planted object in it, On when empty. Sees
	// says who sees exactly which of them: role or group → relations.
	Lists string            `yaml:"lists"`
	Of    string            `yaml:"of"`
	Sees  map[string]string `yaml:"sees"`
	// Free says why unknown fields of the body need no refusal, empty when they
	// do.
	Free string `yaml:"free"`
	// Takes names fields that the example leaves out and the caller may set, of
	// those that other operations leave to the server.
	Takes string `yaml:"takes"`
	// Searches says why the operation may find by names that its caller was never
	// shown, empty when it may not.
	Searches string `yaml:"searches"`
	// Speaks is the media type of refusals in another protocol, empty for ours.
	Speaks string `yaml:"speaks"`
	// Why is for the reader.
	Why string `yaml:"why"`
}

// Book is all reviewed rows, and who the roles are.
type Book struct {
	// Roles maps each role to a sentence about it; Groups names sets of roles.
	Roles  map[string]string
	Groups map[string][]string
	Rows   map[string]Row
}

// rolesFile is the form of roles.yaml.
type rolesFile struct {
	Roles  map[string]string `yaml:"roles"`
	Groups map[string]string `yaml:"groups"`
}

// ReadBook reads roles.yaml and one file per module from a folder.
func ReadBook(files fs.FS) (*Book, error) {
	b := &Book{Groups: map[string][]string{}, Rows: map[string]Row{}}
	var who rolesFile
	if err := readYAML(files, "roles.yaml", &who); err != nil {
		return nil, err
	}
	b.Roles = who.Roles
	for group, names := range who.Groups {
		list, err := b.expandWith(who.Groups, names, 0)
		if err != nil {
			return nil, fmt.Errorf("group %s: %w", group, err)
		}
		b.Groups[group] = list
	}
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if name == "roles.yaml" || strings.HasPrefix(path.Base(name), "_") {
			continue
		}
		var rows map[string]Row
		if err := readYAML(files, name, &rows); err != nil {
			return nil, err
		}
		for id, row := range rows {
			if _, twice := b.Rows[id]; twice {
				return nil, fmt.Errorf("%s: operation %s stands in two files", name, id)
			}
			b.Rows[id] = row
		}
	}
	return b, nil
}

func readYAML(files fs.FS, name string, into any) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// expandWith turns names of roles and groups into roles, sorted, each once.
func (b *Book) expandWith(groups map[string]string, names string, depth int) ([]string, error) {
	if depth > 10 {
		return nil, errors.New("groups name each other in a circle")
	}
	var list []string
	for _, name := range strings.Fields(names) {
		if _, role := b.Roles[name]; role {
			list = append(list, name)
			continue
		}
		members, group := groups[name]
		if !group {
			return nil, fmt.Errorf("%q is neither a role nor a group", name)
		}
		more, err := b.expandWith(groups, members, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// expand turns names of roles and groups into roles.
func (b *Book) expand(names string) ([]string, error) {
	var list []string
	for _, name := range strings.Fields(names) {
		members, group := b.Groups[name]
		_, role := b.Roles[name]
		switch {
		case group:
			list = append(list, members...)
		case role:
			list = append(list, name)
		default:
			return nil, fmt.Errorf("%q is neither a role nor a group", name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// Resolve returns what each role is to be told. It fails when a role is named
// twice or not at all.
func (b *Book) Resolve(cell Cell) (map[string]Outcome, error) {
	told := map[string]Outcome{}
	var remaining Outcome
	for outcome, names := range cell {
		if strings.TrimSpace(names) == rest {
			if remaining != "" {
				return nil, errors.New("two outcomes claim the rest")
			}
			remaining = outcome
			continue
		}
		roles, err := b.expand(names)
		if err != nil {
			return nil, err
		}
		for _, role := range roles {
			if other, twice := told[role]; twice {
				return nil, fmt.Errorf("%s is told both %s and %s", role, other, outcome)
			}
			told[role] = outcome
		}
	}
	for role := range b.Roles {
		if _, known := told[role]; known {
			continue
		}
		if remaining == "" {
			return nil, fmt.Errorf("nothing is said of %s", role)
		}
		told[role] = remaining
	}
	return told, nil
}

// Seen returns the relations of the planted objects that each role that a list
// names is to see.
func (b *Book) Seen(row Row) (map[string][]string, error) {
	seen := map[string][]string{}
	for names, relations := range row.Sees {
		roles, err := b.expand(names)
		if err != nil {
			return nil, err
		}
		for _, role := range roles {
			if _, twice := seen[role]; twice {
				return nil, fmt.Errorf("%s sees two different lists", role)
			}
			seen[role] = strings.Fields(relations)
		}
	}
	return seen, nil
}

// Check returns everything that makes the book incomplete: operations without a
// row, rows without an operation, cells that leave a role out, relations of
// planted objects without a cell. World names what is planted.
func (b *Book) Check(operations, roles []string, relations map[string][]string) []string {
	var faults []string
	for _, id := range operations {
		if _, known := b.Rows[id]; !known {
			faults = append(faults, fmt.Sprintf("operation %s has no row in testdata/matrix: say who may call it", id))
		}
	}
	for _, role := range roles {
		if b.Roles[role] == "" {
			faults = append(faults, fmt.Sprintf("role %s does not stand in testdata/matrix/roles.yaml", role))
		}
	}
	for role := range b.Roles {
		if !slices.Contains(roles, role) {
			faults = append(faults, fmt.Sprintf("roles.yaml names %s, which is no role of the program", role))
		}
	}
	for id, row := range b.Rows {
		if !slices.Contains(operations, id) {
			faults = append(faults, fmt.Sprintf("row %s belongs to no operation", id))
		}
		faults = append(faults, b.checkRow(id, row, relations)...)
	}
	slices.Sort(faults)
	return faults
}

func (b *Book) checkRow(id string, row Row, relations map[string][]string) []string {
	var faults []string
	wanted := []string{Any}
	if row.On != "" {
		wanted = relations[row.On]
		if wanted == nil {
			faults = append(faults, fmt.Sprintf("%s: nothing of kind %s is planted", id, row.On))
		}
	}
	for _, relation := range wanted {
		if _, known := row.Cells[relation]; !known {
			faults = append(faults, fmt.Sprintf("%s: no cell for relation %s", id, relation))
		}
	}
	for relation, cell := range row.Cells {
		if !slices.Contains(wanted, relation) {
			faults = append(faults, fmt.Sprintf("%s: no object is planted for relation %s", id, relation))
		}
		if _, err := b.Resolve(cell); err != nil {
			faults = append(faults, fmt.Sprintf("%s: relation %s: %v", id, relation, err))
		}
	}
	if _, err := b.Seen(row); err != nil {
		faults = append(faults, fmt.Sprintf("%s: sees: %v", id, err))
	}
	if (row.Lists == "") != (row.Sees == nil) {
		faults = append(faults, fmt.Sprintf("%s: lists and sees belong together", id))
	}
	return faults
}

// nearest are the relations that are tried first where one is enough.
var nearest = []string{"own", "own_department", Any}

// near returns the nearest of some relations.
func near(relations []string) string {
	for _, relation := range nearest {
		if slices.Contains(relations, relation) {
			return relation
		}
	}
	for _, relation := range relations {
		if relation != None {
			return relation
		}
	}
	return Any
}

// near returns the nearest relation that the row speaks of.
func (r Row) near() string { return near(slices.Sorted(maps.Keys(r.Cells))) }
