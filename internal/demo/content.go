package demo

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// content holds one file a policy document: the document and its measures side
// by side, so that a reader can hold each clause against the text.
//
//go:embed content/*.json
var content embed.FS

//go:embed dictionary/fact_keys.json
var factKeys []byte

//go:embed guide/guides.json
var guides []byte

//go:embed library/policies.json
var background []byte

// Background returns, as a JSON list, the policies without measures of their own:
// what those with measures rest on, and what they have replaced.
func Background() []byte { return bytes.Clone(background) }

// Guides returns, as a JSON list, the guides that hang in halls and buildings of
// the district: {code,title,theme,place,division,industry,size_class,by_filter,
// kind,search,pinned}.
func Guides() []byte { return bytes.Clone(guides) }

// FactKeys returns, as a JSON list, the fact keys that the demo's measures and
// facts use beyond the built-in ones, and the names of the qualifications:
// {key,label,kind,unit,periodic,options,help}.
func FactKeys() []byte { return bytes.Clone(factKeys) }

// contentFile is one file of content. What Measures repeats for each measure is
// written once: scope are clauses that come before each measure's own, and the
// contact follows from department, office and counter.
type contentFile struct {
	Policy                      contentPolicy
	Department, Office, Counter string
	Scope                       []json.RawMessage
	Measures                    []contentMeasure
}

type contentPolicy struct {
	ID             string          `json:"id"`
	Title          string          `json:"title"`
	DocumentNo     string          `json:"document_no"`
	Level          string          `json:"level"`
	Issuers        []string        `json:"issuers"`
	PublishedOn    string          `json:"published_on"`
	EffectiveFrom  string          `json:"effective_from"`
	EffectiveTo    string          `json:"effective_to"`
	Themes         []string        `json:"themes"`
	Relations      json.RawMessage `json:"relations,omitempty"`
	Questions      json.RawMessage `json:"questions,omitempty"`
	Text           paragraphs      `json:"text"`
	Interpretation paragraphs      `json:"interpretation"`
	Review         json.RawMessage `json:"fair_competition_review"`
}

// paragraphs are a list in the content and lines of one text outside.
type paragraphs []string

// MarshalText joins the paragraphs.
func (p paragraphs) MarshalText() ([]byte, error) { return []byte(strings.Join(p, "\n")), nil }

// UnmarshalJSON reads the list.
func (p *paragraphs) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, (*[]string)(p)) }

type contentMeasure struct {
	ID             string            `json:"id"`
	Title          string            `json:"title"`
	Kind           string            `json:"kind"`
	Delivery       string            `json:"delivery"`
	Department     string            `json:"department"`
	Office         string            `json:"office"`
	Counter        string            `json:"counter"`
	Summary        string            `json:"summary"`
	Beneficiaries  string            `json:"beneficiaries"`
	AmountText     string            `json:"amount_text"`
	When           []json.RawMessage `json:"when"`
	Benefit        json.RawMessage   `json:"benefit"`
	Bonus          []json.RawMessage `json:"bonus"`
	ExclusionGroup string            `json:"exclusion_group"`
	Materials      []json.RawMessage `json:"materials"`
	Steps          []json.RawMessage `json:"steps"`
	TimeLimit      string            `json:"time_limit"`
	PaymentTerm    string            `json:"payment_term"`
	Budget         string            `json:"budget"`
}

// measure is one measure as the measure import reads it.
type measure struct {
	ID             string            `json:"id"`
	Title          string            `json:"title"`
	Policy         string            `json:"policy"`
	Kind           string            `json:"kind"`
	Delivery       string            `json:"delivery"`
	Summary        string            `json:"summary"`
	Beneficiaries  string            `json:"beneficiaries"`
	AmountText     string            `json:"amount_text"`
	When           all               `json:"when"`
	Benefit        json.RawMessage   `json:"benefit,omitempty"`
	Bonus          []json.RawMessage `json:"bonus,omitempty"`
	ExclusionGroup string            `json:"exclusion_group,omitempty"`
	Materials      []json.RawMessage `json:"materials"`
	Steps          []json.RawMessage `json:"steps"`
	TimeLimit      string            `json:"time_limit"`
	PaymentTerm    string            `json:"payment_term"`
	Department     string            `json:"department"`
	Contact        contact           `json:"contact"`
	Window         window            `json:"window"`
	Budget         string            `json:"budget,omitempty"`
}

type all struct {
	All []json.RawMessage `json:"all"`
}

type contact struct {
	Unit    string `json:"unit"`
	Phone   string `json:"phone"`
	Address string `json:"address"`
	Hours   string `json:"hours"`
}

type window struct {
	From string `json:"from"`
	To   string `json:"to"`
}

const (
	hall  = "霁川市望渚区渚前大街199号区政务服务大厅"
	hours = "工作日 9:00–12:00，13:30–17:00"
)

// Policies returns the policy documents of the demo as a JSON list.
func Policies() []byte {
	files := contentFiles()
	list := make([]contentPolicy, 0, len(files))
	for _, f := range files {
		list = append(list, f.Policy)
	}
	return marshal(list)
}

// Measures returns the measures of the demo as a JSON list, as the measure
// import reads it. Each can be claimed as long as its policy holds.
func Measures() []byte {
	departments := map[string]Department{}
	for _, d := range Departments() {
		departments[d.Code] = d
	}
	var list []measure
	for _, f := range contentFiles() {
		for _, m := range f.Measures {
			list = append(list, f.complete(m, departments))
		}
	}
	return marshal(list)
}

func (f *contentFile) complete(m contentMeasure, departments map[string]Department) measure {
	for _, inherit := range [...]struct{ own, shared *string }{
		{&m.Department, &f.Department}, {&m.Office, &f.Office}, {&m.Counter, &f.Counter},
	} {
		if *inherit.own == "" {
			*inherit.own = *inherit.shared
		}
	}
	d := departments[m.Department]
	return measure{
		ID: m.ID, Title: m.Title, Policy: f.Policy.ID, Kind: m.Kind, Delivery: m.Delivery,
		Summary: m.Summary, Beneficiaries: m.Beneficiaries, AmountText: m.AmountText,
		When: all{slices.Concat(f.Scope, m.When)}, Benefit: m.Benefit, Bonus: m.Bonus, ExclusionGroup: m.ExclusionGroup,
		Materials: m.Materials, Steps: m.Steps, TimeLimit: m.TimeLimit, PaymentTerm: m.PaymentTerm,
		Department: d.Code,
		Contact:    contact{Unit: d.Name + m.Office, Phone: d.Phone, Address: hall + m.Counter, Hours: hours},
		Window:     window{f.Policy.EffectiveFrom, f.Policy.EffectiveTo},
		Budget:     m.Budget,
	}
}

// contentFiles reads the embedded files in the order of their names. They are
// part of the program: one that cannot be read is a mistake in it.
func contentFiles() []contentFile {
	names, err := fs.Glob(content, "content/*.json")
	if err != nil {
		panic(fmt.Sprintf("demo: list content: %v", err))
	}
	files := make([]contentFile, len(names))
	for i, name := range names {
		if err := decodeContent(name, &files[i]); err != nil {
			panic(fmt.Sprintf("demo: read %s: %v", name, err))
		}
	}
	return files
}

// decodeContent refuses members that it does not know, so that a slip of the pen
// does not go unseen.
func decodeContent(name string, into *contentFile) error {
	b, err := content.ReadFile(name)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// marshal leaves < and > as they are: the rules are read by people.
func marshal(list any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(list); err != nil {
		panic(fmt.Sprintf("demo: write content: %v", err))
	}
	return b.Bytes()
}
