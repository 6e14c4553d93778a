package command

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/classify"
	"github.com/yikou/yikou/internal/platform/clock"
)

type modelCommands struct {
	Train   modelTrainCommand   `cmd:"" help:"用标注好的文本训练一个分类模型（不需要数据库）"`
	Eval    modelEvalCommand    `cmd:"" help:"测量一个模型，或用交叉验证测量一份标注（不需要数据库）"`
	Explain modelExplainCommand `cmd:"" help:"给一段文本分类，并指出起决定作用的词（不需要数据库）"`
	Read    modelReadCommand    `cmd:"" help:"像收到诉求时那样读一段文本：类型、主题、地点、紧急程度、承办部门"`
	Rows    modelRowsCommand    `cmd:"" help:"把人作出的判断导出成训练文件"`
	Install modelInstallCommand `cmd:"" help:"换上自己训练的模型"`
}

type modelTrainCommand struct {
	Task  string   `required:"" help:"任务的名称，写进模型" placeholder:"NAME"`
	In    string   `required:"" help:"训练文件，每行 {\"text\",\"label\"}" placeholder:"TRAIN.jsonl"`
	More  []string `help:"再加的训练文件，可以给多个" placeholder:"FILE"`
	Out   string   `required:"" help:"模型写到哪里" placeholder:"FILE"`
	Limit int      `name:"limit-kb" help:"模型文件最大多少 KB" default:"18432"`
}

// Run trains one model.
func (c modelTrainCommand) Run(s *session) error {
	if c.Limit < 16 || c.Limit > classify.MaxFile>>10 {
		return usageError{fmt.Errorf("--limit-kb 应在 16 到 %d 之间", classify.MaxFile>>10)}
	}
	from := append([]string{c.In}, c.More...)
	if slices.ContainsFunc(from, func(name string) bool { return sameFile(name, c.Out) }) {
		return usageError{errors.New("--out 不能是训练文件本身")}
	}
	rows, err := labelled(from)
	if err != nil {
		return err
	}
	begin := clock.System().Now()
	m, err := classify.Train(s, rows, classify.Options{Task: c.Task, Limit: c.Limit << 10})
	if err != nil {
		return trainingError(err)
	}
	if err := m.Save(c.Out); err != nil {
		return fmt.Errorf("写不进 %s：%w", c.Out, err)
	}
	written, err := os.Stat(c.Out)
	if err != nil {
		return err
	}
	card, seconds := m.Card(), clock.System().Now().Sub(begin).Seconds()
	return s.result(map[string]any{"task": card.Task, "labels": card.Labels, "rows": card.Rows, "held_out_accuracy": card.Accuracy,
		"held_out_macro_f1": card.MacroF1, "bytes": written.Size(), "seconds": seconds},
		fmt.Sprintf("用 %d 行训练，%d 种标签，%.1f 秒", card.Rows, len(card.Labels), seconds),
		fmt.Sprintf("训练时轮流留出的部分：准确率 %.3f，宏平均 F1 %.3f", card.Accuracy, card.MacroF1),
		fmt.Sprintf("模型 %s，%.1f MB", c.Out, float64(written.Size())/(1<<20)))
}

// sameFile reports whether two names are of one file that exists.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

func trainingError(err error) error {
	if errors.Is(err, context.Canceled) {
		return errors.New("训练中断了，没有写出模型")
	}
	return err
}

// labelled reads files one after the other.
func labelled(names []string) (rows []classify.Example, err error) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, unreadable(name, err)
		}
		more, err := classify.ReadRows(f)
		_ = f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s %w", name, err)
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

type modelEvalCommand struct {
	Model string   `help:"模型文件" placeholder:"FILE"`
	In    string   `required:"" help:"标注文件，每行 {\"text\",\"label\"}" placeholder:"TEST.jsonl"`
	Folds int      `help:"不给模型，而把标注分成几份，轮流用其余的训练、用这一份测量" placeholder:"N"`
	More  []string `help:"交叉验证时再加的训练文件；与被测文本重复的行自动不用" placeholder:"FILE"`
}

// Run measures a model, or rows by cross-validation.
func (c modelEvalCommand) Run(s *session) error {
	if (c.Model == "") == (c.Folds == 0) {
		return usageError{errors.New("--model 和 --folds 要给一个，也只能给一个")}
	}
	if len(c.More) > 0 && c.Folds == 0 {
		return usageError{errors.New("--more 只用于交叉验证（--folds）")}
	}
	rows, err := labelled([]string{c.In})
	if err != nil {
		return err
	}
	r, err := c.measure(s, rows)
	if err != nil {
		return trainingError(err)
	}
	return s.result(r, evalWords(r)...)
}

func (c modelEvalCommand) measure(s *session, rows []classify.Example) (classify.Report, error) {
	now := clock.System().Now
	if c.Folds != 0 {
		more, err := labelled(c.More)
		if err != nil {
			return classify.Report{}, err
		}
		return classify.CrossValidate(s, rows, more, c.Folds, classify.Options{}, now)
	}
	m, err := modelFrom(c.Model)
	if err != nil {
		return classify.Report{}, err
	}
	return classify.Evaluate(s, m, rows, now)
}

func modelFrom(name string) (*classify.Model, error) {
	m, err := classify.Load(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, unreadable(name, err)
	case err != nil:
		return nil, fmt.Errorf("%s：%w", name, err)
	}
	return m, nil
}

// evalWords is the report on a terminal, the commonest labels first.
func evalWords(r classify.Report) []string {
	out := []string{fmt.Sprintf("%d 行，准确率 %.3f，宏平均 F1 %.3f", r.Rows, r.Accuracy, r.MacroF1)}
	if len(r.Folds) > 0 {
		out[0] += fmt.Sprintf("（%d 份交叉验证", len(r.Folds))
		if r.Dropped > 0 {
			out[0] += fmt.Sprintf("，另加的训练行有 %d 次因与被测文本重复而不用", r.Dropped)
		}
		out[0] += "）"
	}
	out = append(out, fmt.Sprintf("每段 %.2f 毫秒，p99 %.2f 毫秒；把握与实际平均相差 %.3f", r.MSPerText, r.MSP99, r.Calibration))
	for _, sure := range r.Sure {
		out = append(out, fmt.Sprintf("把握不低于 %.2f 的占 %.1f%%，其中正确 %.1f%%", sure.At, 100*sure.Share, 100*sure.Accuracy))
	}
	names := slices.SortedFunc(maps.Keys(r.PerClass), func(a, b string) int {
		if d := r.PerClass[b].Rows - r.PerClass[a].Rows; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	out = append(out, fmt.Sprintf("%6s %8s %8s %8s  %s", "行", "准确率", "召回率", "F1", "标签"))
	for _, name := range names {
		score := r.PerClass[name]
		out = append(out, fmt.Sprintf("%7d %11.3f %11.3f %8.3f  %s", score.Rows, score.Precision, score.Recall, score.F1, name))
	}
	return out
}

type modelExplainCommand struct {
	Model string `required:"" help:"模型文件" placeholder:"FILE"`
	Text  string `arg:"" help:"要分类的文本，- 为标准输入"`
}

type explainBody struct {
	Label      string        `json:"label"`
	Confidence float64       `json:"confidence"`
	Next       explainGuess  `json:"next"`
	Words      []explainWord `json:"words"`
	MS         float64       `json:"ms"`
}

type explainGuess struct {
	Label      string  `json:"label"`
	Confidence float64 `json:"confidence"`
}

type explainWord struct {
	Text  string  `json:"text"`
	From  int     `json:"from"`
	To    int     `json:"to"`
	Share float64 `json:"share"`
}

// Run explains one text.
func (c modelExplainCommand) Run(s *session) error {
	m, err := modelFrom(c.Model)
	if err != nil {
		return err
	}
	text := c.Text
	if text == "-" {
		if text, err = s.textOf("-"); err != nil {
			return err
		}
	}
	begin := clock.System().Now()
	e := m.Explain(text)
	ms := float64(clock.System().Now().Sub(begin)) / float64(time.Millisecond)
	body := explainBody{Label: e.Label, Confidence: e.Confidence, Next: explainGuess(e.Next), Words: []explainWord{}, MS: ms}
	words := []string{fmt.Sprintf("%s（把握 %.0f%%）；其次 %s（%.0f%%）", e.Label, 100*e.Confidence, e.Next.Label, 100*e.Next.Confidence)}
	for _, w := range e.Words {
		body.Words = append(body.Words, explainWord(w))
		words = append(words, fmt.Sprintf("  “%s” %.0f%%", w.Text, 100*w.Share))
	}
	if len(e.Words) == 0 {
		words = append(words, "  没有起决定作用的词")
	}
	return s.result(body, words...)
}
