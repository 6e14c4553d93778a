package backup

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"
)

// Kind is how the values of a column are written.
type Kind string

// The kinds. Each is what a declared type of the schema comes to, alike on both
// engines.
const (
	kindText    Kind = "text"
	kindInt     Kind = "int"
	kindFloat   Kind = "float"
	kindBool    Kind = "bool"
	kindDate    Kind = "date"
	kindInstant Kind = "instant"
	kindBytes   Kind = "bytes"
)

// kinds maps declared types, as either engine names them.
var kinds = map[string]Kind{
	"text": kindText, "character varying": kindText,
	"bigint": kindInt, "integer": kindInt, "smallint": kindInt,
	"double precision": kindFloat, "boolean": kindBool, "date": kindDate,
	"timestamptz": kindInstant, "timestamp with time zone": kindInstant,
	"bytea": kindBytes, "blob": kindBytes,
}

// encode appends one row as a JSON array and a line feed.
func encode(line []byte, columns []Column, values []any) ([]byte, error) {
	for i, c := range columns {
		separator := byte(',')
		if i == 0 {
			separator = '['
		}
		var err error
		if line, err = appendValue(append(line, separator), c.Kind, values[i]); err != nil {
			return nil, fmt.Errorf("column %s: %w", c.Name, err)
		}
	}
	return append(line, ']', '\n'), nil
}

func appendValue(line []byte, kind Kind, value any) ([]byte, error) {
	if value == nil {
		return append(line, "null"...), nil
	}
	switch kind {
	case kindText:
		text, err := asText(value)
		return appendText(line, text), err
	case kindInt:
		if v, ok := value.(int64); ok {
			return strconv.AppendInt(line, v, 10), nil
		}
	case kindFloat:
		switch v := value.(type) {
		case float64: // quoted, because JSON knows no infinity
			return append(strconv.AppendFloat(append(line, '"'), v, 'g', -1, 64), '"'), nil
		case int64:
			return append(strconv.AppendFloat(append(line, '"'), float64(v), 'g', -1, 64), '"'), nil
		}
	case kindBool:
		switch v := value.(type) {
		case bool:
			return strconv.AppendBool(line, v), nil
		case int64:
			return strconv.AppendBool(line, v != 0), nil
		}
	case kindDate:
		return appendTime(line, value, dateLayout)
	case kindInstant:
		return appendTime(line, value, instantLayout)
	case kindBytes:
		if v, ok := value.([]byte); ok {
			return append(base64.StdEncoding.AppendEncode(append(line, '"'), v), '"'), nil
		}
	}
	return nil, fmt.Errorf("a value of type %T is no %s", value, kind)
}

// The forms of a day and of an instant, which both engines take as text. Zero
// days and instants are values here like any other.
const (
	dateLayout    = "2006-01-02"
	instantLayout = "2006-01-02T15:04:05.000000Z"
)

func appendTime(line []byte, value any, layout string) ([]byte, error) {
	t, ok := value.(time.Time)
	if !ok {
		text, err := asText(value)
		if err != nil {
			return nil, err
		}
		if t, err = time.Parse(time.RFC3339Nano, text); err != nil && layout == dateLayout {
			t, err = time.Parse(dateLayout, text)
		}
		if err != nil {
			return nil, err
		}
	}
	return append(t.UTC().AppendFormat(append(line, '"'), layout), '"'), nil
}

func asText(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	default:
		return "", fmt.Errorf("a value of type %T is no text", value)
	}
}

// appendText appends a JSON string, or {"base64":…} for bytes that are no text,
// which JSON would change.
func appendText(line []byte, s string) []byte {
	if !utf8.ValidString(s) {
		line = append(line, `{"base64":"`...)
		return append(base64.StdEncoding.AppendEncode(line, []byte(s)), `"}`...)
	}
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' {
			plain = false
			break
		}
	}
	if plain {
		return append(append(append(line, '"'), s...), '"')
	}
	quoted, err := json.Marshal(s)
	if err != nil {
		return line // a valid text always marshals
	}
	return append(line, quoted...)
}

var errRow = errors.New("backup: a row does not fit its table")

// decode appends the values of one row, as the database takes them.
func decode(args []any, columns []Column, line []byte) ([]any, error) {
	rest := line
	for i, c := range columns {
		opening := byte(',')
		if i == 0 {
			opening = '['
		}
		if len(rest) == 0 || rest[0] != opening {
			return nil, errRow
		}
		token, after := cut(rest[1:])
		if token == nil {
			return nil, errRow
		}
		value, err := parse(c.Kind, token)
		if err != nil {
			return nil, fmt.Errorf("%w: column %s", errRow, c.Name)
		}
		args, rest = append(args, value), after
	}
	if string(rest) != "]" {
		return nil, errRow
	}
	return args, nil
}

// cut takes the first JSON value of b, nil when there is none.
func cut(b []byte) (token, rest []byte) {
	if len(b) > 0 && b[0] == '"' {
		for i := 1; i < len(b); i++ {
			switch b[i] {
			case '\\':
				i++
			case '"':
				return b[:i+1], b[i+1:]
			}
		}
		return nil, nil
	}
	if len(b) > 0 && b[0] == '{' {
		for i := range b {
			if b[i] == '}' {
				return b[:i+1], b[i+1:]
			}
		}
		return nil, nil
	}
	for i := range b {
		if b[i] == ',' || b[i] == ']' {
			return b[:i], b[i:]
		}
	}
	return nil, nil
}

func parse(kind Kind, token []byte) (any, error) {
	if string(token) == "null" {
		return nil, nil
	}
	switch kind {
	case kindInt:
		return strconv.ParseInt(string(token), 10, 64)
	case kindBool:
		return strconv.ParseBool(string(token))
	}
	text, err := unquote(token)
	if err != nil {
		return nil, err
	}
	switch kind {
	case kindFloat:
		return strconv.ParseFloat(text, 64)
	case kindDate:
		_, err := time.Parse(dateLayout, text)
		return text, err
	case kindInstant:
		_, err := time.Parse(instantLayout, text)
		return text, err
	case kindBytes:
		return base64.StdEncoding.DecodeString(text)
	default:
		return text, nil
	}
}

func unquote(token []byte) (string, error) {
	if len(token) >= 2 && token[0] == '"' {
		inner := token[1 : len(token)-1]
		for _, c := range inner {
			if c == '\\' {
				var s string
				err := json.Unmarshal(token, &s)
				return s, err
			}
		}
		return string(inner), nil
	}
	var binary struct {
		Base64 []byte `json:"base64"`
	}
	err := json.Unmarshal(token, &binary)
	return string(binary.Base64), err
}
