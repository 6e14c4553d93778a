package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/appeal/reading"
)

type modelReadCommand struct {
	Text string `arg:"" help:"诉求的文本，- 为标准输入"`
}

type readingBody struct {
	Guesses []guessBody `json:"guesses"`
	Steps   []stepBody  `json:"topic_steps"`
	Duty    string      `json:"duty"`
	Edition int64       `json:"edition"`
}

type guessBody struct {
	Field      string        `json:"field"`
	Value      string        `json:"value"`
	Label      string        `json:"label"`
	Confidence float64       `json:"confidence"`
	Class      string        `json:"class"`
	Reason     string        `json:"reason,omitempty"`
	Words      []explainSpan `json:"words"`
}

type explainSpan struct {
	Text string `json:"text"`
	From int    `json:"from"`
	To   int    `json:"to"`
}

type stepBody struct {
	Code       string  `json:"code"`
	Label      string  `json:"label"`
	Confidence float64 `json:"confidence"`
}

// Run reads one text as the instance would read an appeal.
func (c modelReadCommand) Run(s *session) error {
	text := c.Text
	if text == "-" {
		var err error
		if text, err = s.textOf("-"); err != nil {
			return err
		}
	}
	return s.with(func(ctx context.Context, a *app.App) error {
		p, err := a.Reading.Propose(ctx, "", text, "")
		if err != nil {
			return err
		}
		body := readingBody{Guesses: []guessBody{}, Steps: []stepBody{}, Duty: p.Duty, Edition: p.Edition}
		var words []string
		for _, g := range p.Guesses() {
			one := guessBody{Field: string(g.Field), Value: g.Value, Label: g.Label, Confidence: g.Confidence, Class: string(g.Class), Reason: g.Reason, Words: []explainSpan{}}
			for _, w := range g.Words {
				one.Words = append(one.Words, explainSpan(w))
			}
			body.Guesses = append(body.Guesses, one)
			words = append(words, guessWords(g))
		}
		for _, step := range p.Steps {
			body.Steps = append(body.Steps, stepBody(step))
		}
		return s.result(body, words...)
	})
}

func guessWords(g *reading.Guess) string {
	if g.Value == "" {
		return fmt.Sprintf("%s：没有读出（%s）", g.Field.Label(), g.Class.Label())
	}
	said := fmt.Sprintf("%s：%s（把握 %.0f%%，%s）", g.Field.Label(), g.Label, 100*g.Confidence, g.Class.Label())
	var decided []string
	for _, w := range g.Words {
		decided = append(decided, "“"+w.Text+"”")
	}
	if len(decided) > 0 {
		said += "　依据：" + strings.Join(decided, "")
	}
	if g.Reason != "" {
		said += "　" + g.Reason
	}
	return said
}

type modelRowsCommand struct {
	Field       string `required:"" enum:"kind,topic,place,urgency,department" help:"哪个字段：kind topic place urgency department"`
	Corrections bool   `help:"只要人改过的，不要人同意的"`
	Out         string `help:"写到哪里，不给则写到标准输出" placeholder:"FILE"`
}

// Run writes what people decided as rows to train from.
func (c modelRowsCommand) Run(s *session) error {
	return s.with(func(ctx context.Context, a *app.App) (err error) {
		out := s.Stdout
		if c.Out != "" {
			f, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
			if err != nil {
				return fmt.Errorf("写不进 %s：%w", c.Out, err)
			}
			defer func() { err = errors.Join(err, f.Close()) }()
			out = f
		}
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		n, err := a.Reading.Rows(ctx, reading.Field(c.Field), c.Corrections, func(r reading.Row) error { return encoder.Encode(r) })
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.Stderr, "%d 行，人名和号码已隐去；仍可能含有别的个人信息，请按内部资料保管。\n", n)
		return err
	})
}

type modelInstallCommand struct {
	Field string `required:"" enum:"kind,topic,department" help:"用于哪个字段：kind topic department"`
	Model string `required:"" help:"模型文件" placeholder:"FILE"`
}

// Run puts a model in the place of the one that came with the program.
func (c modelInstallCommand) Run(s *session) error {
	m, err := modelFrom(c.Model)
	if err != nil {
		return err
	}
	settings, err := s.settings()
	if err != nil {
		return err
	}
	folder := app.ModelFolder(settings)
	if err := reading.Install(folder, reading.Field(c.Field), m); err != nil {
		return err
	}
	return s.result(map[string]any{"field": c.Field, "folder": folder, "labels": len(m.Card().Labels)},
		fmt.Sprintf("已放进 %s，重新启动服务后使用。要换回随程序提供的，删掉那个文件。", folder))
}
