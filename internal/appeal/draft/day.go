package draft

import (
	"strings"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// furthest is how many days ahead a draft may be asked for. A guess.
const furthest = 366

// ParseDay reads the day from which a draft is to hold, zero for none, and says what
// is wrong with it.
func ParseDay(text string) (civil.Date, []errs.Field) {
	if text = strings.TrimSpace(text); text == "" {
		return civil.Date{}, nil
	}
	day, err := civil.Parse(text)
	if err != nil {
		return day, []errs.Field{{Path: "body.from", Msg: "请写成 2026-03-02 这样的日子。"}}
	}
	return day, nil
}

// CheckDay says what is wrong with the day from which a draft is to hold, asked for
// today; nothing is wrong with none.
func CheckDay(day, today civil.Date) []errs.Field {
	if !day.IsZero() && (day.Before(today) || day.After(today.AddDays(furthest))) {
		return []errs.Field{{Path: "body.from", Msg: "生效的日子应在今天到一年之内。"}}
	}
	return nil
}
