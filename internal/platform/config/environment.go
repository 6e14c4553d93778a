package config

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// applyEnvironment sets every field whose env tag stands in environ. A variable
// that begins with YIKOU_ and belongs to no field is refused: it is a typing
// error that would otherwise be found in production. YIKOU_TEST_… and
// YIKOU_SHARED_… belong to the tests.
func applyEnvironment(c *Config, environ []string) error {
	values := map[string]string{}
	for _, pair := range environ {
		key, value, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(key, "YIKOU_") && !strings.HasPrefix(key, "YIKOU_TEST_") && !strings.HasPrefix(key, "YIKOU_SHARED_") {
			values[key] = value
		}
	}
	var problems []error
	setFields(reflect.ValueOf(c).Elem(), values, &problems)
	for key := range values {
		problems = append(problems, fmt.Errorf("不认识的环境变量 %s", key))
	}
	return errors.Join(problems...)
}

func setFields(section reflect.Value, values map[string]string, problems *[]error) {
	for i := range section.NumField() {
		field, key := section.Field(i), section.Type().Field(i).Tag.Get("env")
		if key == "" && field.Kind() != reflect.Struct {
			continue // a list is for the file alone
		}
		if key == "" {
			setFields(field, values, problems)
			continue
		}
		text, given := values[key]
		if !given {
			continue
		}
		delete(values, key)
		if err := set(field, text); err != nil {
			*problems = append(*problems, fmt.Errorf("环境变量 %s 的值不对：%w", key, err))
		}
	}
}

func set(field reflect.Value, text string) error {
	switch field.Interface().(type) {
	case string:
		field.SetString(text)
	case bool:
		value, err := strconv.ParseBool(text)
		if err != nil {
			return errors.New("应为 true 或 false")
		}
		field.SetBool(value)
	case int:
		value, err := strconv.Atoi(text)
		if err != nil {
			return errors.New("应为整数")
		}
		field.SetInt(int64(value))
	case time.Duration:
		value, err := time.ParseDuration(text)
		if err != nil {
			return errors.New("应为时长，例如 30m")
		}
		field.SetInt(int64(value))
	case []string:
		var items []string
		for item := range strings.SplitSeq(text, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
		field.Set(reflect.ValueOf(items))
	}
	return nil
}
