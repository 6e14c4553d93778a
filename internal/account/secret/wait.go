package secret

import (
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/platform/errs"
)

// TooMany says in words how long to wait. Retry is rounded up to a second.
func TooMany(code, what string, wait time.Duration) error {
	return errs.Newf(errs.TooMany, code, "%s，请过 %s再试。", what, InWords(wait)).After(wait)
}

// InWords says a duration in Chinese, rounded up.
func InWords(d time.Duration) string {
	seconds := int64((d + time.Second - 1) / time.Second)
	switch {
	case seconds < 60:
		return fmt.Sprintf("%d 秒", max(seconds, 1))
	case seconds < 3600:
		return fmt.Sprintf("%d 分钟", (seconds+59)/60)
	default:
		return fmt.Sprintf("%d 小时", (seconds+3599)/3600)
	}
}
