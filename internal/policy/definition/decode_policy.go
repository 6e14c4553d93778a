package definition

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
	"github.com/yikou/yikou/internal/standard/civil"
)

type policyFile struct {
	ID             string     `json:"id"`
	Title          string     `json:"title"`
	DocumentNo     string     `json:"document_no,omitempty"`
	Level          string     `json:"level"`
	Issuers        []string   `json:"issuers"`
	PublishedOn    string     `json:"published_on,omitempty"`
	EffectiveFrom  string     `json:"effective_from,omitempty"`
	EffectiveTo    string     `json:"effective_to,omitempty"`
	Text           paragraphs `json:"text"`
	Interpretation paragraphs `json:"interpretation,omitempty"`
	SourceURL      string     `json:"source_url,omitempty"`
	Review         *struct {
		ReviewedOn string `json:"reviewed_on"`
		Reviewer   string `json:"reviewer"`
		Conclusion string `json:"conclusion"`
	} `json:"fair_competition_review,omitempty"`
	Relations []relationFile `json:"relations,omitempty"`
	Themes    []string       `json:"themes,omitempty"`
	Questions []struct {
		Question string     `json:"question"`
		Answer   paragraphs `json:"answer"`
	} `json:"questions,omitempty"`
	Attachments []struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"attachments,omitempty"`
	RepealedOn string `json:"repealed_on,omitempty"`
}

type relationFile struct {
	Kind   string `json:"kind"`
	Policy string `json:"policy,omitempty"`
	Title  string `json:"title,omitempty"`
}

// maxPolicies and maxPolicyDepth bound a file of policies. Guesses.
const (
	maxPolicyValues = 2_000_000
	maxPolicyDepth  = 8
)

// sourced is a document with the JSON it was read from.
type sourced struct {
	Document
	Source []byte
}

// DecodePolicies reads a list of policies. It returns ErrRefused with every
// problem found.
func DecodePolicies(data []byte) ([]sourced, error) {
	root, err := strictjson.Parse(data, strictjson.Limits{Depth: maxPolicyDepth, Values: maxPolicyValues})
	if err != nil {
		if bad, ok := errors.AsType[*strictjson.Error](err); ok {
			return nil, ErrRefused.With(errs.Field{Path: bad.Path, Msg: bad.Error()})
		}
		return nil, err
	}
	if root.Kind != strictjson.Array {
		return nil, ErrRefused.With(errs.Field{Msg: "政策文件的数据应是一个列表，写成 [ {…}, {…} ]，这里是" + root.Kind.String()})
	}
	var problems []errs.Field
	seen := map[string]bool{}
	out := make([]sourced, 0, len(root.Items))
	for i := range root.Items {
		item := data[root.Items[i].Start:root.Items[i].End]
		d, found := decodePolicy(item, i)
		if seen[d.ID] && d.ID != "" {
			found = append(found, errs.Field{Path: d.ID, Msg: fmt.Sprintf("政策编号「%s」用了两次", strictjson.Clip(d.ID))})
		}
		seen[d.ID] = true
		problems = append(problems, found...)
		out = append(out, sourced{d, item})
	}
	if len(problems) > 0 {
		return nil, ErrRefused.With(problems...)
	}
	return out, nil
}

// ImportPolicies reads a list of policies as DecodePolicies does and makes their
// texts clean.
func ImportPolicies(data []byte) ([]sourced, error) {
	list, err := DecodePolicies(data)
	if err != nil {
		return nil, err
	}
	for i := range list {
		clean := list[i].Document.Clean()
		if reflect.DeepEqual(clean, list[i].Document) {
			continue
		}
		if list[i].Source, err = EncodePolicy(clean); err != nil {
			return nil, err
		}
		read, err := DecodePolicies(slices.Concat([]byte("["), list[i].Source, []byte("]")))
		if err != nil {
			return nil, err
		}
		list[i].Document = read[0].Document
	}
	return list, nil
}

// describe takes over what stands in lists.
func (f *policyFile) describe(d *Document) {
	for _, r := range f.Relations {
		d.Relations = append(d.Relations, Relation{RelationKind(r.Kind), r.Policy, r.Title})
	}
	for _, q := range f.Questions {
		d.Questions = append(d.Questions, Question{q.Question, string(q.Answer)})
	}
	for _, a := range f.Attachments {
		d.Attachments = append(d.Attachments, Attachment{a.ID, a.Name})
	}
	d.Themes = f.Themes
}

// checkLists reports questions without an answer, and relations that say too little
// or point at themselves.
func (d *Document) checkLists(wrong func(member, words string)) {
	for i, q := range d.Questions {
		if blank(q.Question) || blank(q.Answer) {
			wrong(fmt.Sprintf("questions[%d]", i), "问题和回答都要写")
		}
	}
	for i, r := range d.Relations {
		if r.Kind.Label() == "" {
			wrong(fmt.Sprintf("relations[%d].kind", i), "不认识，可写 replaces、amends、implements")
		}
		if r.Policy == "" && strings.TrimSpace(r.Title) == "" || r.Policy == d.ID && d.ID != "" {
			wrong(fmt.Sprintf("relations[%d]", i), "要指出另一份政策的编号或名称")
		}
	}
}

func decodePolicy(item []byte, index int) (Document, []errs.Field) {
	var problems []errs.Field
	var f policyFile
	name := fmt.Sprintf("第 %d 个政策", index+1)
	wrong := func(member, words string) {
		problems = append(problems, errs.Field{Path: fmt.Sprintf("[%d].%s", index, member), Msg: fmt.Sprintf("%s的「%s」%s", name, strictjson.Clip(member), words)})
	}
	decoder := json.NewDecoder(bytes.NewReader(item))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		member, words := mistyped(err)
		if unknown, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
			member, words = strings.Trim(unknown, `"`), "不认识"
		}
		wrong(member, words)
		return Document{ID: f.ID}, problems
	}
	if f.ID != "" {
		name = "政策「" + strictjson.Clip(f.ID) + "」"
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
	d := Document{
		ID: f.ID, Title: f.Title, Number: f.DocumentNo, Level: Level(f.Level), Issuers: f.Issuers,
		PublishedOn: day("published_on", f.PublishedOn), EffectiveFrom: day("effective_from", f.EffectiveFrom),
		EffectiveTo: day("effective_to", f.EffectiveTo), Text: string(f.Text), Interpretation: string(f.Interpretation), SourceURL: f.SourceURL,
	}
	if f.Review != nil {
		d.Review = Review{On: day("fair_competition_review.reviewed_on", f.Review.ReviewedOn), Reviewer: f.Review.Reviewer, Conclusion: f.Review.Conclusion}
	}
	d.RepealedOn = day("repealed_on", f.RepealedOn)
	f.describe(&d)
	d.checkLists(wrong)
	if !d.EffectiveTo.IsZero() && d.EffectiveTo.Before(d.EffectiveFrom) {
		wrong("effective_to", "早于开始施行的日期")
	}
	for member, value := range map[string]string{"id": f.ID, "title": f.Title, "text": string(f.Text)} {
		if strings.TrimSpace(value) == "" {
			wrong(member, "没有填")
		}
	}
	if d.Level.Label() == "" {
		wrong("level", "不认识，可写 national、provincial、municipal、district、street")
	}
	if f.SourceURL != "" && !strings.HasPrefix(f.SourceURL, "https://") && !strings.HasPrefix(f.SourceURL, "http://") {
		wrong("source_url", "应是以 http:// 或 https:// 开头的网址")
	}
	return d, problems
}

// EncodePolicy writes a policy as imports have it. What EncodePolicy writes,
// DecodePolicies reads as the same policy, but for its version.
func EncodePolicy(d Document) ([]byte, error) {
	day := func(at civil.Date) string {
		if at.IsZero() {
			return ""
		}
		return at.String()
	}
	f := policyFile{
		ID: d.ID, Title: d.Title, DocumentNo: d.Number, Level: string(d.Level), Issuers: d.Issuers, PublishedOn: day(d.PublishedOn),
		EffectiveFrom: day(d.EffectiveFrom), EffectiveTo: day(d.EffectiveTo), Text: paragraphs(d.Text), Interpretation: paragraphs(d.Interpretation),
		SourceURL: d.SourceURL, Themes: d.Themes, RepealedOn: day(d.RepealedOn),
	}
	if d.Review != (Review{}) {
		f.Review = &struct {
			ReviewedOn string `json:"reviewed_on"`
			Reviewer   string `json:"reviewer"`
			Conclusion string `json:"conclusion"`
		}{day(d.Review.On), d.Review.Reviewer, d.Review.Conclusion}
	}
	for _, r := range d.Relations {
		f.Relations = append(f.Relations, relationFile{string(r.Kind), r.Policy, r.Title})
	}
	for _, q := range d.Questions {
		f.Questions = append(f.Questions, struct {
			Question string     `json:"question"`
			Answer   paragraphs `json:"answer"`
		}{q.Question, paragraphs(q.Answer)})
	}
	for _, a := range d.Attachments {
		f.Attachments = append(f.Attachments, struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		}{a.ID, a.Name})
	}
	return json.Marshal(f)
}
