package template_test

import (
	"errors"
	"strings"

	"github.com/yikou/yikou/internal/platform/errs"
)

// fieldsOf returns what was said of each refused part.
func fieldsOf(err error) string {
	e, _ := errors.AsType[*errs.Error](err)
	if e == nil {
		return ""
	}
	var all []string
	for _, f := range e.Fields {
		all = append(all, f.Msg)
	}
	return strings.Join(all, "\n")
}
