package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/policy/drafting"
	"github.com/yikou/yikou/internal/policy/drafting/evaluation"
	"github.com/yikou/yikou/internal/policy/drafting/reader"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/division"
)

type draftCommands struct {
	Read draftCommand     `cmd:"" default:"withargs" help:"从政策原文读出条件、金额和时间"`
	Eval draftEvalCommand `cmd:"" help:"用标注好的段落测量读得准不准"`
}

type draftCommand struct {
	File  string `arg:"" help:"政策原文（UTF-8 文本），- 为标准输入"`
	Place string `help:"“本市”“本区”指哪里：名称或区划代码（默认为配置里的地名）" placeholder:"PLACE"`
}

// Run drafts one text. With --data or --database it knows the facts and divisions
// of that instance, else those that come with the program.
func (c draftCommand) Run(s *session) error {
	text, err := s.textOf(c.File)
	if err != nil {
		return err
	}
	keys, tree := []wording.FactKey(nil), division.Default()
	place := c.Place
	if s.global.Data != "" || s.global.Database != "" {
		err = s.with(func(ctx context.Context, a *app.App) (err error) {
			if place == "" {
				place = a.Config.Place
			}
			if tree, err = a.Org.Tree(ctx); err != nil {
				return err
			}
			keys, err = a.Policy.Dictionary.FactKeys(ctx)
			return err
		})
		if err != nil {
			return err
		}
	}
	d, err := drafting.Read(text, tree, keys, place)
	if err != nil {
		return err
	}
	return s.result(drafting.BodyOf(d), draftWords(d)...)
}

// textOf reads a text file of bounded size; - is the standard input.
func (s *session) textOf(name string) (string, error) {
	in := s.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", unreadable(name, err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, 4*reader.MaxText+1))
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	if n := len([]rune(string(data))); n > reader.MaxText {
		return "", fmt.Errorf("文件太长：一次最多读 %d 个字，请只保留写条件和标准的部分", reader.MaxText)
	}
	return string(data), nil
}

// draftWords says a draft on a terminal.
func draftWords(d drafting.Drafted) []string {
	var out []string
	for i, c := range d.Clauses {
		line := fmt.Sprintf("%s  %s（原文：%s）", c.ID, d.Words[i], c.Quote.Text)
		if !c.Sure {
			line += "  ［有推测：" + c.Note + "］"
		}
		out = append(out, line)
	}
	if d.Sentence != "" {
		out = append(out, "条件："+d.Sentence)
	}
	if d.Benefit != "" {
		out = append(out, "享受："+d.Benefit+withNote(d.BenefitNote))
	}
	for _, b := range d.Bonuses {
		out = append(out, "加成："+b)
	}
	if d.Window != (reader.Window{}) {
		out = append(out, "时间："+d.Window.From+" 至 "+d.Window.To)
	}
	for _, u := range d.Unread {
		out = append(out, "没有读懂："+u.Text)
	}
	if len(out) == 0 {
		return []string{"没有读出条件、金额或时间。"}
	}
	return out
}

func withNote(note string) string {
	if note == "" {
		return ""
	}
	return "  ［" + note + "］"
}

type draftEvalCommand struct {
	Markdown bool `help:"输出 Markdown 表格"`

	In []string `required:"" help:"标注好的段落（每行一个 JSON 对象），可以给多个文件" placeholder:"LABELLED.jsonl"`
}

// Run measures the reader on labelled paragraphs with what comes with the program.
func (c draftEvalCommand) Run(s *session) error {
	known := map[string]*reader.Vocabulary{}
	draft := func(row evaluation.Row) (reader.Draft, error) {
		v := known[row.Place]
		if v == nil {
			v = drafting.Vocabulary(division.Default(), nil, row.Place)
			known[row.Place] = v
		}
		return reader.Read(row.Text, v), nil
	}
	reports := map[string]evaluation.Report{}
	var words []string
	for _, name := range c.In {
		report, err := evaluated(name, draft)
		if err != nil {
			return err
		}
		reports[name] = report
		if c.Markdown {
			words = append(words, evaluationTable(name, report)...)
		} else {
			words = append(words, evaluationWords(name, report)...)
		}
	}
	if len(c.In) == 1 {
		return s.result(reports[c.In[0]], words...)
	}
	return s.result(reports, words...)
}

func evaluated(name string, draft evaluation.Drafter) (report evaluation.Report, err error) {
	f, err := os.Open(name)
	if err != nil {
		return report, unreadable(name, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	rows, err := evaluation.ReadRows(f)
	if err != nil {
		return report, err
	}
	return evaluation.Run(rows, draft)
}

// evaluationWords is the table of one file.
func evaluationWords(name string, r evaluation.Report) []string {
	out := []string{
		fmt.Sprintf("%s：%d 段，%d 段完全正确", name, r.Rows, r.Whole),
		fmt.Sprintf("%-14s %6s %6s %6s %8s %8s", "kind", "标注", "读出", "正确", "准确率", "召回率"),
	}
	for _, s := range append(r.Scores, r.Clauses) {
		out = append(out, fmt.Sprintf("%-14s %8d %8d %8d %9.3f %9.3f", s.Kind, s.Labelled, s.Drafted, s.Right, s.Precision, s.Recall))
	}
	return append(out, strings.Repeat("─", 40))
}

// evaluationTable is the table of one file in Markdown, a line for each kind.
func evaluationTable(name string, r evaluation.Report) []string {
	set := strings.TrimSuffix(filepath.Base(name), ".jsonl")
	var out []string
	for _, s := range append(r.Scores, r.Clauses) {
		kind := s.Kind
		if kind == r.Clauses.Kind {
			kind = fmt.Sprintf("**all clauses** (%d of %d paragraphs wholly right)", r.Whole, r.Rows)
		}
		out = append(out, fmt.Sprintf("| %s | %s | %d | %d | %d | %.3f | %.3f |", set, kind, s.Labelled, s.Drafted, s.Right, s.Precision, s.Recall))
	}
	return out
}
