package eligibility

import (
	"errors"
	"fmt"
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
	"github.com/yikou/yikou/internal/standard/civil"
)

// The bounds of one enterprise. Both are guesses.
const (
	maxEnterpriseDepth  = 16
	maxEnterpriseValues = 400_000
)

// DecodeEnterprise reads one enterprise from one line of JSON. The error is a
// Chinese sentence that says where in the line and why. Members that nobody
// knows are passed over, unless they look like a slip of one that counts.
func DecodeEnterprise(line []byte) (*Enterprise, error) {
	root, err := strictjson.Parse(line, strictjson.Limits{Depth: maxEnterpriseDepth, Values: maxEnterpriseValues})
	if err != nil {
		var bad *strictjson.Error
		if errors.As(err, &bad) && bad.Path != "" {
			return nil, fmt.Errorf("第 %d 列（%s）：%s", bad.Column, bad.Path, bad.Reason)
		} else if bad != nil {
			return nil, fmt.Errorf("第 %d 列：%s", bad.Column, bad.Reason)
		}
		return nil, err
	}
	e := &Enterprise{}
	if err := known(&root, "", enterpriseFields); err != nil {
		return nil, err
	}
	if e.USCC, err = textOf(&root, "", "uscc"); err != nil {
		return nil, err
	}
	if e.USCC == "" {
		return nil, errors.New("缺少 uscc")
	}
	if e.Name, err = textOf(&root, "", "name"); err != nil {
		return nil, err
	}
	if err := decodeFacts(&root, e); err != nil {
		return nil, err
	}
	return e, decodeClosed(&root, e)
}

var (
	enterpriseFields = []string{"uscc", "name", "facts", "closed"}
	factFields       = []string{"key", "period", "value", "tier", "source", "as_of", "from", "to"}
)

// known reports whether v is an object none of whose names is a slip of one of
// the fields.
func known(v *strictjson.Value, path string, fields []string) error {
	if v.Kind != strictjson.Object {
		return fmt.Errorf("%s应是对象，这里是%s", orLine(path), v.Kind)
	}
	for i := range v.Members {
		name := v.Members[i].Name
		if _, ok := v.Member(name); !ok {
			continue
		}
		if near := nearest(name, [][]string{fields}); near != "" && near != name && !slices.Contains(fields, name) {
			return fmt.Errorf("%s里没有「%s」这一项，是不是「%s」", orLine(path), clip(name), near)
		}
	}
	return nil
}

func orLine(path string) string {
	if path == "" {
		return "这一行"
	}
	return path
}

func textOf(v *strictjson.Value, path, name string) (string, error) {
	m, ok := v.Member(name)
	if !ok {
		return "", nil
	}
	if m.Kind != strictjson.String {
		if path != "" {
			name = path + "." + name
		}
		return "", fmt.Errorf("%s 应是文字，这里是%s", name, m.Kind)
	}
	return m.Str, nil
}

func decodeFacts(root *strictjson.Value, e *Enterprise) error {
	list, ok := root.Member("facts")
	if !ok {
		return nil
	}
	if list.Kind != strictjson.Array {
		return fmt.Errorf("facts 应是列表，这里是%s", list.Kind)
	}
	e.Facts = make([]Fact, len(list.Items))
	for i := range list.Items {
		path := fmt.Sprintf("facts[%d]", i)
		if err := decodeFact(&list.Items[i], path, &e.Facts[i]); err != nil {
			return err
		}
	}
	return nil
}

func decodeFact(v *strictjson.Value, path string, f *Fact) (err error) {
	if err := known(v, path, factFields); err != nil {
		return err
	}
	if f.Key, err = textOf(v, path, "key"); err != nil {
		return err
	}
	if f.Key == "" {
		return fmt.Errorf("%s 缺少 key", path)
	}
	if f.Period, err = textOf(v, path, "period"); err != nil {
		return err
	}
	if _, ok := absolute(f.Period); !ok && f.Period != "" {
		return fmt.Errorf("%s.period「%s」写法不对，应为四位年份", path, clip(f.Period))
	}
	if f.Value, err = factValue(v, path); err != nil {
		return err
	}
	tier, err := textOf(v, path, "tier")
	if err != nil {
		return err
	}
	if t, ok := ParseTier(tier); ok {
		f.Tier = t
	} else if tier != "" {
		return fmt.Errorf("%s.tier「%s」不认识，可写 T0、T1、T2、T3", path, clip(tier))
	}
	if f.Source, err = textOf(v, path, "source"); err != nil {
		return err
	}
	for _, day := range []struct {
		name string
		into *civil.Date
	}{{"as_of", &f.AsOf}, {"from", &f.From}, {"to", &f.To}} {
		s, err := textOf(v, path, day.name)
		if err != nil {
			return err
		}
		if s == "" {
			continue
		}
		if *day.into, err = civil.Parse(s); err != nil {
			return fmt.Errorf("%s.%s「%s」不是 YYYY-MM-DD 的日期", path, day.name, clip(s))
		}
	}
	return nil
}

func factValue(v *strictjson.Value, path string) (Value, error) {
	m, ok := v.Member("value")
	switch {
	case m == nil:
		return Value{}, fmt.Errorf("%s 缺少 value；没有数据时请写 null", path)
	case !ok:
		return Value{}, nil
	case m.Kind == strictjson.Number:
		return NumberValue(m.Num), nil
	case m.Kind == strictjson.String:
		return TextValue(m.Str), nil
	case m.Kind == strictjson.Bool:
		return BoolValue(m.Bool), nil
	default:
		return Value{}, fmt.Errorf("%s.value 应是数字、文字、是否或 null，这里是%s", path, m.Kind)
	}
}

func decodeClosed(root *strictjson.Value, e *Enterprise) error {
	list, ok := root.Member("closed")
	if !ok {
		return nil
	}
	if list.Kind != strictjson.Array {
		return fmt.Errorf("closed 应是列表，这里是%s", list.Kind)
	}
	for i := range list.Items {
		if list.Items[i].Kind != strictjson.String || list.Items[i].Str == "" {
			return fmt.Errorf("closed[%d] 应是事实的名称", i)
		}
		e.Closed = append(e.Closed, list.Items[i].Str)
	}
	return nil
}
