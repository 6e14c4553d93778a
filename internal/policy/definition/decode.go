package definition

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// descriptive are the members of a measure that describe it; see measureFile.
var descriptive = []string{
	"kind", "summary", "beneficiaries", "amount_text", "materials", "steps", "time_limit", "payment_term",
	"department", "contact", "window", "budget", "policy", "effective_from",
}

// measureFile is what a measure says beside its rule.
type measureFile struct {
	Kind          string `json:"kind"`
	Summary       string `json:"summary"`
	Beneficiaries string `json:"beneficiaries"`
	AmountText    string `json:"amount_text"`
	Materials     []struct {
		Name   string `json:"name"`
		Note   string `json:"note"`
		Source string `json:"source"`
	} `json:"materials"`
	Steps []struct {
		Title string `json:"title"`
		Text  string `json:"text"`
	} `json:"steps"`
	TimeLimit   string `json:"time_limit"`
	PaymentTerm string `json:"payment_term"`
	Department  string `json:"department"`
	Contact     struct {
		Unit    string `json:"unit"`
		Phone   string `json:"phone"`
		Address string `json:"address"`
		Hours   string `json:"hours"`
	} `json:"contact"`
	Window struct {
		From string `json:"from"`
		To   string `json:"to"`
	} `json:"window"`
	Budget        string `json:"budget"`
	Policy        string `json:"policy"`
	EffectiveFrom string `json:"effective_from"`
}

// DecodeMeasures reads a list of measures as `formats.md` has them, with the
// members of measureFile. It returns ErrRefused with every problem found.
func DecodeMeasures(data []byte, dictionary eligibility.Dictionary) ([]Measure, error) {
	rules, err := eligibility.DecodeMeasures(bytes.NewReader(data), eligibility.DecodeOptions{Dictionary: dictionary, Descriptive: descriptive})
	if err != nil {
		return nil, refused(err)
	}
	var problems []errs.Field
	measures := make([]Measure, 0, len(rules))
	for _, rule := range rules {
		m, found := describe(rule)
		problems = append(problems, found...)
		measures = append(measures, m)
	}
	if len(problems) > 0 {
		return nil, ErrRefused.With(problems...)
	}
	return measures, nil
}

// DecodeMeasure reads one measure.
func DecodeMeasure(data []byte, dictionary eligibility.Dictionary) (Measure, error) {
	return decodeOne(data, eligibility.DecodeOptions{Dictionary: dictionary, Descriptive: descriptive})
}

// DecodeDraft reads one measure that may lack anything but its id, its
// conditions included; what is there must be right.
func DecodeDraft(data []byte, dictionary eligibility.Dictionary) (Measure, error) {
	return decodeOne(data, eligibility.DecodeOptions{Dictionary: dictionary, Descriptive: descriptive, Unfinished: true})
}

func decodeOne(data []byte, o eligibility.DecodeOptions) (Measure, error) {
	rule, err := eligibility.DecodeMeasure(data, o)
	if err != nil {
		return Measure{}, refused(err)
	}
	m, problems := describe(*rule)
	if len(problems) > 0 {
		return Measure{}, ErrRefused.With(problems...)
	}
	return m, nil
}

// refused turns a refusal of the rule's decoder into one of this module.
func refused(err error) error {
	decode, ok := errors.AsType[*eligibility.DecodeError](err)
	if !ok {
		return err
	}
	out := ErrRefused
	for _, p := range decode.Problems {
		out = out.With(errs.Field{Path: place(p), Msg: p.String()})
	}
	if decode.More {
		out = out.With(errs.Field{Msg: "……还有更多问题，请先改正以上各处"})
	}
	return out
}

func place(p eligibility.Problem) string {
	parts := []string{}
	if p.Measure != "" {
		parts = append(parts, p.Measure)
	}
	if p.Clause != "" {
		parts = append(parts, p.Clause)
	}
	if len(parts) == 0 {
		return p.Path
	}
	return strings.Join(parts, ".")
}

// describe reads what a measure says beside its rule, from the rule's source.
func describe(rule eligibility.Measure) (Measure, []errs.Field) {
	m := Measure{ID: rule.ID, Title: rule.Title, Delivery: Delivery(rule.Delivery), Rule: rule}
	var problems []errs.Field
	wrong := func(member, words string) {
		problems = append(problems, errs.Field{Path: m.ID + "." + member, Msg: fmt.Sprintf("事项「%s」的「%s」%s", m.ID, member, words)})
	}
	var f measureFile
	if err := json.Unmarshal(rule.Source, &f); err != nil {
		member, words := mistyped(err)
		wrong(member, words)
		return m, problems
	}
	day := func(member, text string) (d civil.Date) {
		if text == "" {
			return d
		}
		d, err := civil.Parse(text)
		if err != nil {
			wrong(member, "应是 YYYY-MM-DD 的日期")
		}
		return d
	}
	m.Kind, m.Summary, m.Beneficiaries, m.AmountText = Kind(f.Kind), f.Summary, f.Beneficiaries, f.AmountText
	m.TimeLimit, m.PaymentTerm, m.Department, m.PolicyID = f.TimeLimit, f.PaymentTerm, f.Department, f.Policy
	m.Contact = Contact(f.Contact)
	m.Window = Window{From: day("window.from", f.Window.From), To: day("window.to", f.Window.To)}
	m.EffectiveFrom = day("effective_from", f.EffectiveFrom)
	for _, x := range f.Materials {
		m.Materials = append(m.Materials, Material(x))
	}
	for _, x := range f.Steps {
		m.Steps = append(m.Steps, Step(x))
	}
	if m.Kind == "" {
		m.Kind = Grant
	} else if m.Kind.Label() == "" {
		wrong("kind", "不认识，可写 grant、reduction、entitlement、qualification、finance")
	}
	if m.Delivery == "" {
		m.Delivery = Claim
	} else if m.Delivery.Label() == "" {
		wrong("delivery", "不认识，可写 proactive、express、claim")
	}
	if !m.Window.From.IsZero() && !m.Window.To.IsZero() && m.Window.To.Before(m.Window.From) {
		wrong("window", "的截止日期早于开始日期")
	}
	if f.Budget != "" {
		budget, err := kernel.ParseYuan(f.Budget)
		if err != nil || budget < 0 {
			wrong("budget", "应写成 \"1234.50\" 这样的金额")
		}
		m.Budget = budget
	}
	return m, problems
}

// mistyped says in Chinese which member has the wrong type.
func mistyped(err error) (member, words string) {
	wrong, ok := errors.AsType[*json.UnmarshalTypeError](err)
	if !ok {
		return "", "写法不对"
	}
	want := "文字"
	switch wrong.Type.Kind().String() {
	case "slice":
		want = "列表"
	case "struct":
		want = "一组字段 { … }"
	}
	return wrong.Field, "应是" + want
}

// paragraphs is a text written as one string or as a list of paragraphs.
type paragraphs string

// UnmarshalJSON reads either form.
func (p *paragraphs) UnmarshalJSON(data []byte) error {
	var lines []string
	if err := json.Unmarshal(data, &lines); err == nil {
		*p = paragraphs(strings.Join(lines, "\n"))
		return nil
	}
	var text string
	err := json.Unmarshal(data, &text)
	*p = paragraphs(text)
	return err
}

// ReadAll reads a file of at most the decoder's limit.
func ReadAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, eligibility.MaxMeasuresBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read import: %w", err)
	}
	if len(data) > eligibility.MaxMeasuresBytes {
		return nil, ErrRefused.With(errs.Field{Msg: fmt.Sprintf("文件太大：最多 %d MiB", eligibility.MaxMeasuresBytes>>20)})
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
}

// SameJSON reports whether two JSON texts differ in nothing but white space.
func SameJSON(a, b []byte) bool {
	var x, y bytes.Buffer
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}
