package classify

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	maxLine = 1 << 20 // bytes
	maxRows = 2_000_000
)

// ReadRows reads lines of {"text":…,"label":…,"group":…}, the last of which may be
// left out; empty lines and other keys are skipped. The errors are sentences in Chinese that begin with the line. It stops
// reading at MaxText characters, so that a hostile file costs bounded memory.
func ReadRows(r io.Reader) ([]Example, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	var out []Example
	total, line := 0, 0
	for lines.Scan() {
		line++
		if line == 1 && strings.HasPrefix(lines.Text(), "\ufeff") {
			return nil, errors.New("第 1 行：文件开头有字节顺序标记（BOM），请存成不带 BOM 的 UTF-8")
		}
		if len(strings.TrimSpace(lines.Text())) == 0 {
			continue
		}
		e, err := readRow(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("第 %d 行：%w", line, err)
		}
		// A text is kept only as far as it counts.
		if utf8.RuneCountInString(e.Text) > maxRunes {
			e.Text = strings.Clone(string([]rune(e.Text)[:maxRunes]))
		}
		total += utf8.RuneCountInString(e.Text)
		if total > MaxText {
			return nil, fmt.Errorf("第 %d 行：到这里已经超过 %d 万字，请抽样或去掉重复的", line, MaxText/10000)
		}
		if len(out) >= maxRows {
			return nil, fmt.Errorf("第 %d 行：最多 %d 万行", line, maxRows/10000)
		}
		out = append(out, e)
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("第 %d 行：一行最多 %d KB", line+1, maxLine>>10)
	case err != nil:
		return nil, fmt.Errorf("第 %d 行：读不下去：%w", line+1, err)
	case len(out) == 0:
		return nil, errors.New("文件里一行也没有")
	}
	return out, nil
}

func readRow(line []byte) (e Example, err error) {
	if !utf8.Valid(line) {
		return e, errors.New("不是 UTF-8 文本")
	}
	var row struct {
		Text  *string `json:"text"`
		Label *string `json:"label"`
		Group string  `json:"group"`
	}
	if err := json.Unmarshal(line, &row); err != nil {
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
			return e, fmt.Errorf("%s 应当是文字", wrong.Field)
		}
		return e, errors.New("不是一个 JSON 对象")
	}
	switch {
	case row.Text == nil || strings.TrimSpace(*row.Text) == "":
		return e, errors.New("没有 text，或是空的")
	case row.Label == nil || strings.TrimSpace(*row.Label) == "":
		return e, errors.New("没有 label，或是空的")
	case utf8.RuneCountInString(*row.Label) > maxLabel:
		return e, fmt.Errorf("label 太长：最多 %d 个字", maxLabel)
	}
	return Example{Text: *row.Text, Label: strings.TrimSpace(*row.Label), Group: row.Group}, nil
}
