package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/sheet"
)

// ErrDictionary is returned for a dictionary with an entry that is wrong.
var ErrDictionary = errs.New(errs.Invalid, "enterprise.dictionary", "事实字典里有一项不符合要求，没有导入任何内容。")

// keyEntry is one entry of a dictionary file.
type keyEntry struct {
	Key      string          `json:"key"`
	Label    string          `json:"label"`
	Kind     record.Kind     `json:"kind"`
	Unit     string          `json:"unit"`
	Periodic bool            `json:"periodic"`
	Help     string          `json:"help"`
	Options  []record.Option `json:"options"`
}

// dictionaryLimit is the largest dictionary file, in bytes. A guess.
const dictionaryLimit = 16 << 20

func keysOf(entries []keyEntry) []record.Key {
	keys := make([]record.Key, len(entries))
	for i, e := range entries {
		keys[i] = record.Key{Key: e.Key, Label: strings.TrimSpace(e.Label), Kind: e.Kind, Unit: e.Unit, Periodic: e.Periodic, Help: e.Help, Options: e.Options}
	}
	return keys
}

// RefuseKey refuses a dictionary for one of its entries.
func RefuseKey(n int, key, reason string) error {
	return errs.Newf(ErrDictionary.Kind, ErrDictionary.Code, "事实字典第 %d 项“%s”%s，没有导入任何内容。请改正后再导入。", n, record.Clip(key, 30), reason)
}

// ReadKeys reads a dictionary: a JSON list, or a table with the columns key,
// label, kind, unit, periodic, help and options ("code=名称|code=名称").
func ReadKeys(ctx context.Context, src io.ReaderAt, size int64, tempDir string) ([]record.Key, error) {
	if size > dictionaryLimit {
		return nil, sheet.ErrTooLarge
	}
	content := make([]byte, size)
	if _, err := src.ReadAt(content, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read dictionary: %w", err)
	}
	if trimmed := bytes.TrimSpace(bytes.TrimPrefix(content, []byte("\ufeff"))); len(trimmed) > 0 && trimmed[0] == '[' {
		var entries []keyEntry
		decoder := json.NewDecoder(bytes.NewReader(trimmed))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&entries); err != nil {
			return nil, ErrDictionary.Because(err)
		}
		return keysOf(entries), nil
	}
	r, err := sheet.Open(ctx, src, size, tempDir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return keyRows(r)
}

// keyColumns are the headers of a dictionary file in the order of keyEntry.
var keyColumns = [...][]string{
	{"key", "代号"}, {"label", "名称"}, {"kind", "类型"}, {"unit", "单位"}, {"periodic", "分年度"}, {"help", "说明"}, {"options", "可选值"},
}

func keyRows(r *sheet.Reader) (entries []record.Key, err error) {
	var at [len(keyColumns)]int
	for c, names := range keyColumns {
		at[c] = -1
		for i, title := range r.Header() {
			if plain, _ := plainTitle(title); plain == names[0] || plain == names[1] {
				at[c] = i
			}
		}
	}
	if at[0] < 0 || at[1] < 0 || at[2] < 0 {
		return nil, errs.New(ErrHeader.Kind, ErrHeader.Code, "表头要有 key（代号）、label（名称）、kind（类型）三列，没有导入任何内容。")
	}
	for {
		n, cells, err := r.Next()
		if errors.Is(err, io.EOF) {
			return entries, nil
		}
		if err != nil {
			return nil, err
		}
		get := func(c int) string {
			if at[c] < 0 || at[c] >= len(cells) {
				return ""
			}
			return record.Clean(cells[at[c]])
		}
		e := record.Key{Key: get(0), Label: get(1), Kind: record.Kind(get(2)), Unit: get(3), Help: get(5)}
		if text := get(4); text != "" {
			value, err := record.CanonicalBool(text)
			if err != nil {
				return nil, RefuseKey(int(n), e.Key, "的“分年度”"+err.Error())
			}
			e.Periodic = value == "true"
		}
		for _, o := range strings.FieldsFunc(get(6), func(r rune) bool { return r == '|' || r == '；' || r == ';' }) {
			value, label, _ := strings.Cut(o, "=")
			e.Options = append(e.Options, record.Option{Value: strings.TrimSpace(value), Label: strings.TrimSpace(label)})
		}
		entries = append(entries, e)
	}
}
