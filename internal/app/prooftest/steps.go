package prooftest

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"regexp"
	"strings"
)

// Story is a rule about the order of steps, and calls that break it (S4).
type Story struct {
	// Rule is a sentence; Steps are taken in order, each actor with a session of
	// its own that no other story shares.
	Rule  string `yaml:"rule"`
	Steps []Step `yaml:"steps"`
}

// Step is one call by the raw API and what it must be told. What a request of
// the operation's row does not say, the step does: its values stand over it.
type Step struct {
	As   string  `yaml:"as"`
	Do   string  `yaml:"do"`
	On   string  `yaml:"on"`
	With Request `yaml:"with"`
	// Expect is the status, Code the stable code of a refusal.
	Expect int    `yaml:"expect"`
	Code   string `yaml:"code"`
	// Keep takes values from the answer for later steps, name → field, to be used
	// as {kept.name}.
	Keep map[string]string `yaml:"keep"`
	// Bare sends nothing of the row's own body.
	Bare bool `yaml:"bare"`
}

// ReadStories reads the stories of a file.
func ReadStories(files fs.FS, name string) ([]Story, error) {
	var stories []Story
	err := readYAML(files, name, &stories)
	return stories, err
}

// Tell takes the steps of one story and notes every answer that is not the one
// expected.
func (p *Proof) Tell(ctx context.Context, story Story) {
	operations := map[string]Operation{}
	for _, o := range p.World.Operations() {
		operations[o.ID] = o
	}
	sessions := map[string][]*http.Cookie{}
	kept := map[string]string{}
	for n, step := range story.Steps {
		o, known := operations[step.Do]
		if !known {
			p.fault("%s: step %d: there is no operation %s", story.Rule, n+1, step.Do)
			return
		}
		if _, has := sessions[step.As]; !has {
			session, err := p.World.Session(ctx, step.As, true)
			if err != nil {
				p.fault("%s: step %d: %v", story.Rule, n+1, err)
				return
			}
			sessions[step.As] = session
		}
		call, err := p.bindStep(ctx, o, step, kept)
		if err != nil {
			p.fault("%s: step %d: %v", story.Rule, n+1, err)
			return
		}
		answer, ok := p.sendWith(ctx, step.As, sessions[step.As], call)
		if !ok {
			return
		}
		var body map[string]any
		_ = json.Unmarshal(answer.Body, &body) // a file is no JSON and has nothing to keep
		if code, _ := body["code"].(string); answer.Status != step.Expect || step.Code != "" && code != step.Code {
			p.fault("%s: step %d (%s as %s): expected %d %s, got %d: %s", story.Rule, n+1, step.Do, step.As, step.Expect, step.Code, answer.Status, brief(answer.Body))
			return
		}
		for name, field := range step.Keep {
			kept[name] = fmt.Sprint(field)
			if value, there := fieldOf(body, field); there {
				kept[name] = value
			} else {
				p.fault("%s: step %d: the answer has no %s", story.Rule, n+1, field)
			}
		}
		if cookies := (&http.Response{Header: answer.Header}).Cookies(); len(cookies) > 0 && answer.Status < 300 && strings.HasPrefix(step.Do, "login") {
			sessions[step.As] = cookies
		}
	}
}

func fieldOf(body map[string]any, field string) (string, bool) {
	var at any = body
	for _, name := range strings.Split(field, ".") {
		object, is := at.(map[string]any)
		if !is {
			return "", false
		}
		at = object[name]
	}
	return fmt.Sprint(at), at != nil
}

var keptName = regexp.MustCompile(`\{kept\.([a-z_]+)\}`)

// bindStep lays a step's values over those of the operation's row.
func (p *Proof) bindStep(ctx context.Context, o Operation, step Step, kept map[string]string) (Call, error) {
	row := p.Book.Rows[o.ID]
	row.Request = overlaid(row.Request, step.With, step.Bare)
	row.Request = row.Request.filled(kept)
	relation := step.On
	if relation == "" {
		relation = row.near()
	}
	return Bind(ctx, p.World, o, row, relation, step.As)
}

func overlaid(base, over Request, bare bool) Request {
	out := Request{Path: merged(base.Path, over.Path), Query: merged(base.Query, over.Query), Headers: merged(base.Headers, over.Headers), Body: base.Body, Raw: base.Raw, Type: base.Type}
	if bare {
		out.Body, out.Raw, out.Type = nil, "", ""
	}
	if over.Body != nil {
		out.Body = over.Body
	}
	if over.Raw != "" {
		out.Raw, out.Type = over.Raw, over.Type
	}
	return out
}

func merged(base, over map[string]string) map[string]string {
	out := map[string]string{}
	for name, value := range base {
		out[name] = value
	}
	for name, value := range over {
		out[name] = value
	}
	return out
}

// filled puts kept values in.
func (r Request) filled(kept map[string]string) Request {
	fill := func(text string) string {
		return keptName.ReplaceAllStringFunc(text, func(found string) string { return kept[keptName.FindStringSubmatch(found)[1]] })
	}
	each := func(values map[string]string) map[string]string {
		out := map[string]string{}
		for name, value := range values {
			out[name] = fill(value)
		}
		return out
	}
	r.Path, r.Query, r.Headers, r.Raw = each(r.Path), each(r.Query), each(r.Headers), fill(r.Raw)
	r.Body = mapTexts(r.Body, fill)
	return r
}

// mapTexts returns v with every text in it passed through fn.
func mapTexts(v any, fn func(string) string) any {
	switch v := v.(type) {
	case string:
		return fn(v)
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, value := range v {
			out[name] = mapTexts(value, fn)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, value := range v {
			out[i] = mapTexts(value, fn)
		}
		return out
	}
	return v
}
