package eligibility

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
)

// The bounds of a file of measures. All are guesses, far above what cities
// publish: a measure has about ten clauses, a city a few thousand measures.
const (
	MaxMeasuresBytes = 64 << 20
	MaxTreeDepth     = 64
	MaxTermDepth     = 16
	MaxMeasureNodes  = 4096

	maxMeasuresValues = 2_000_000
	maxJSONDepth      = 2*MaxTreeDepth + 4*MaxTermDepth
	maxIDBytes        = 200
)

// DecodeOptions says how strictly measures are read.
type DecodeOptions struct {
	// Dictionary gives the kinds of fact keys; nil is BuiltIn.
	Dictionary Dictionary
	// Strict reports fact keys that the dictionary does not know, as the gate
	// before publication wants it. Without it their kind follows from the operator.
	Strict bool
	// Descriptive names further members of a measure that this package does not
	// read and that are no typing errors, beside those it knows.
	Descriptive []string
	// Unfinished takes a measure without conditions, as drafts are; its When is
	// an all of nothing.
	Unfinished bool
}

// descriptive lists the members of a measure that describe it to people and
// decide nothing.
var descriptive = []string{
	"kind", "summary", "policy", "window", "budget", "materials", "steps", "time_limit", "payment_term",
	"department", "contact", "audience", "notes", "version", "source_url",
}

// DecodeMeasures reads a list of measures in JSON. It reads at most
// MaxMeasuresBytes. A refusal is a *DecodeError with all problems found; an
// error of r is returned as it is.
func DecodeMeasures(r io.Reader, opts DecodeOptions) ([]Measure, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxMeasuresBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read measures: %w", err)
	}
	if len(data) > MaxMeasuresBytes {
		return nil, refusal("", fmt.Sprintf("文件太大：事项文件最多 %d MiB", MaxMeasuresBytes>>20))
	}
	root, err := strictjson.Parse(data, strictjson.Limits{Depth: maxJSONDepth, Values: maxMeasuresValues})
	if err != nil {
		return nil, syntaxRefusal(err)
	}
	if root.Kind != strictjson.Array {
		return nil, refusal("", "事项文件应是一个列表，写成 [ {…}, {…} ]，这里是"+root.Kind.String())
	}
	d := newDecoder(data, opts)
	out := make([]Measure, 0, len(root.Items))
	seen := make(map[string]int, len(root.Items))
	for i := range root.Items {
		d.path = append(d.path[:0], fmt.Sprintf("[%d]", i))
		m := d.measure(&root.Items[i])
		if first, twice := seen[m.ID]; twice && m.ID != "" {
			d.report(&root.Items[i], fmt.Sprintf("事项编号「%s」已在第 %d 个事项用过", clip(m.ID), first+1))
		}
		seen[m.ID] = i
		out = append(out, m)
		if d.full() {
			break
		}
	}
	return out, d.err()
}

// DecodeMeasure reads one measure in JSON, as DecodeMeasures does a list.
func DecodeMeasure(data []byte, opts DecodeOptions) (*Measure, error) {
	if len(data) > MaxMeasuresBytes {
		return nil, refusal("", fmt.Sprintf("内容太大：最多 %d MiB", MaxMeasuresBytes>>20))
	}
	root, err := strictjson.Parse(data, strictjson.Limits{Depth: maxJSONDepth, Values: maxMeasuresValues})
	if err != nil {
		return nil, syntaxRefusal(err)
	}
	d := newDecoder(data, opts)
	m := d.measure(&root)
	if err := d.err(); err != nil {
		return nil, err
	}
	return &m, nil
}

func refusal(path, reason string) *DecodeError {
	return &DecodeError{Problems: []Problem{{Path: path, Reason: reason}}}
}

func syntaxRefusal(err error) error {
	var bad *strictjson.Error
	if !errors.As(err, &bad) {
		return err
	}
	return &DecodeError{Problems: []Problem{{Line: bad.Line, Path: bad.Path, Reason: bad.Reason}}}
}

// decoder reads the tree of one file and gathers problems with their places.
type decoder struct {
	data     []byte
	opts     DecodeOptions
	problems []Problem
	path     []string
	measID   string
	clauseID string
	nodes    int
	ids      map[string]bool
	// line and lineAt let places be found in one pass over the text.
	line, lineAt int
}

func newDecoder(data []byte, opts DecodeOptions) *decoder {
	if opts.Dictionary == nil {
		opts.Dictionary = BuiltIn()
	}
	return &decoder{data: data, opts: opts, line: 1}
}

func (d *decoder) full() bool { return len(d.problems) > maxProblems }

func (d *decoder) err() error {
	switch {
	case len(d.problems) == 0:
		return nil
	case d.full():
		return &DecodeError{Problems: d.problems[:maxProblems], More: true}
	default:
		return &DecodeError{Problems: d.problems}
	}
}

func (d *decoder) report(at *strictjson.Value, reason string) {
	if d.full() {
		return
	}
	if at.Start >= d.lineAt {
		d.line += bytes.Count(d.data[d.lineAt:at.Start], []byte("\n"))
	} else {
		d.line = strictjson.Line(d.data, at.Start)
	}
	d.lineAt = at.Start
	d.problems = append(d.problems, Problem{
		Line: d.line, Measure: clip(d.measID), Clause: clip(d.clauseID),
		Path: strings.TrimPrefix(strings.Join(d.path, ""), "."), Reason: reason,
	})
}

// at runs read with one more step on the path.
func (d *decoder) at(step string, read func()) {
	d.path = append(d.path, step)
	read()
	d.path = d.path[:len(d.path)-1]
}

// members reports whether v is an object with only those names, and what is
// wrong where it is not.
func (d *decoder) members(v *strictjson.Value, what string, allowed ...[]string) bool {
	if v.Kind != strictjson.Object {
		d.report(v, fmt.Sprintf("%s应是对象，这里是%s", what, v.Kind))
		return false
	}
	for i := range v.Members {
		name := v.Members[i].Name
		if slices.ContainsFunc(allowed, func(a []string) bool { return slices.Contains(a, name) }) {
			continue
		}
		reason := fmt.Sprintf("%s里没有「%s」这一项", what, clip(name))
		if near := nearest(name, allowed); near != "" {
			reason += fmt.Sprintf("，是不是「%s」", near)
		}
		d.report(&v.Members[i].Value, reason)
	}
	return true
}

// nearest returns the allowed name that name is probably a slip of: one letter
// added, dropped, changed, or two swapped.
func nearest(name string, allowed [][]string) string {
	for _, list := range allowed {
		for _, a := range list {
			if slip(name, a) {
				return a
			}
		}
	}
	return ""
}

func slip(a, b string) bool {
	if strings.EqualFold(a, b) {
		return true
	}
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 || len(b) < 2 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	if len(a) > len(b) {
		return a[i+1:] == b[i:]
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

func (d *decoder) text(v *strictjson.Value, name string, required bool) string {
	m, ok := v.Member(name)
	if !ok {
		if required {
			d.report(v, fmt.Sprintf("缺少「%s」", name))
		}
		return ""
	}
	if m.Kind != strictjson.String {
		d.at("."+name, func() { d.report(m, fmt.Sprintf("「%s」应是文字，这里是%s", name, m.Kind)) })
		return ""
	}
	if required && strings.TrimSpace(m.Str) == "" {
		d.at("."+name, func() { d.report(m, fmt.Sprintf("「%s」是空的", name)) })
	}
	return m.Str
}

func (d *decoder) id(v *strictjson.Value) string {
	id := d.text(v, "id", true)
	if len(id) > maxIDBytes {
		d.report(v, fmt.Sprintf("编号太长：最多 %d 字节", maxIDBytes))
	}
	return id
}

func clip(s string) string { return strictjson.Clip(s) }

var measureFields = []string{"id", "title", "delivery", "when", "benefit", "bonus", "exclusion_group"}

func (d *decoder) measure(v *strictjson.Value) Measure {
	d.measID, d.clauseID, d.nodes, d.ids = "", "", 0, map[string]bool{}
	if v.Kind == strictjson.Object {
		if m, ok := v.Member("id"); ok {
			d.measID = m.Str
		}
	}
	if !d.members(v, "事项", measureFields, descriptive, d.opts.Descriptive) {
		return Measure{}
	}
	out := Measure{
		ID: d.id(v), Title: d.text(v, "title", false), Delivery: d.text(v, "delivery", false),
		ExclusionGroup: d.text(v, "exclusion_group", false), Source: d.data[v.Start:v.End],
	}
	when, ok := v.Member("when")
	if !ok && d.opts.Unfinished {
		out.When = &Node{Kind: AllNode}
	} else if !ok {
		d.report(v, "缺少「when」：没有写明条件")
	} else {
		d.at(".when", func() { out.When = d.node(when, 1, false) })
	}
	if b, ok := v.Member("benefit"); ok {
		d.at(".benefit", func() { out.Benefit = d.benefit(b, 1) })
	}
	if b, ok := v.Member("bonus"); ok {
		d.at(".bonus", func() { out.Bonuses = d.bonuses(b) })
	}
	return out
}

func (d *decoder) bonuses(v *strictjson.Value) []Bonus {
	if v.Kind != strictjson.Array {
		d.report(v, "「bonus」应是列表，这里是"+v.Kind.String())
		return nil
	}
	out := make([]Bonus, 0, len(v.Items))
	for i := range v.Items {
		d.at(fmt.Sprintf("[%d]", i), func() {
			item := &v.Items[i]
			if !d.members(item, "加成", []string{"when", "benefit"}) {
				return
			}
			var bonus Bonus
			if when, ok := item.Member("when"); ok {
				d.at(".when", func() { bonus.When = d.node(when, 1, true) })
			} else {
				d.report(item, "加成缺少「when」")
			}
			if b, ok := item.Member("benefit"); ok {
				d.at(".benefit", func() { bonus.Benefit = d.benefit(b, 1) })
			} else {
				d.report(item, "加成缺少「benefit」")
			}
			out = append(out, bonus)
		})
	}
	return out
}
