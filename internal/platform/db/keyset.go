package db

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"github.com/yikou/yikou/internal/platform/errs"
)

// ErrCursor is returned for a cursor that this list did not hand out.
var ErrCursor = errs.New(errs.Invalid, "page.cursor", "翻页位置已失效，请回到第一页重新查看。")

// Keyset pages through a list by the values of its last row, which stays exact
// and fast however deep a reader goes. The last column is unique; all run in one
// direction.
type Keyset struct {
	Columns []Column
	Desc    bool
}

// Column is an SQL expression that is never NULL, and whether it is a whole
// number or a text.
type Column struct {
	SQL    string
	Number bool
}

func (k Keyset) join(separator string) string {
	expressions := make([]string, len(k.Columns))
	for i, c := range k.Columns {
		expressions[i] = c.SQL
	}
	return strings.Join(expressions, separator)
}

// OrderBy returns the ORDER BY clause.
func (k Keyset) OrderBy() string {
	direction := ""
	if k.Desc {
		direction = " DESC"
	}
	return " ORDER BY " + k.join(direction+", ") + direction
}

// After returns the condition for the rows behind the cursor and its arguments;
// an empty cursor gives "" and none. It fails with ErrCursor.
func (k Keyset) After(cursor string) (condition string, args []any, err error) {
	if cursor == "" {
		return "", nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return "", nil, ErrCursor
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.UseNumber()
	if err := decoder.Decode(&args); err != nil || len(args) != len(k.Columns) {
		return "", nil, ErrCursor
	}
	for i, a := range args {
		number, isNumber := a.(json.Number)
		text, isText := a.(string)
		// PostgreSQL takes no text with a zero byte.
		if isNumber != k.Columns[i].Number || isText == isNumber || strings.ContainsRune(text, 0) {
			return "", nil, ErrCursor
		}
		if isNumber {
			if args[i], err = number.Int64(); err != nil {
				return "", nil, ErrCursor
			}
		}
	}
	compare := " > "
	if k.Desc {
		compare = " < "
	}
	return "(" + k.join(", ") + ")" + compare + "(" + Placeholders(len(args)) + ")", args, nil
}

// Cursor returns the cursor behind a row with these values of the columns,
// which must be texts or integers.
func (k Keyset) Cursor(values ...any) string {
	raw, err := json.Marshal(values)
	if err != nil {
		return "" // texts and integers always marshal
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}
