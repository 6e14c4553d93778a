package notify

import (
	"net/mail"
	"regexp"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/notify/channel"
)

// Limits of verifying an address; the same as those of a log-in by phone.
const (
	codeLife   = 10 * time.Minute
	codeResend = time.Minute
	codeTries  = 5
	codesDaily = 10
)

var (
	mobile  = regexp.MustCompile(`^1[3-9][0-9]{9}$`)
	weComID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$`)
	openID  = regexp.MustCompile(`^[A-Za-z0-9_-]{20,40}$`)
)

// cleanAddress returns an address in the one form of its channel. It fails with
// ErrAddress.
func cleanAddress(kind channel.Kind, text string) (string, error) {
	text = strings.TrimSpace(text)
	ok := false
	switch kind {
	case channel.SMS:
		text = strings.NewReplacer(" ", "", "-", "").Replace(text)
		ok = mobile.MatchString(text)
	case channel.Mail:
		parsed, err := mail.ParseAddress(text)
		ok = err == nil && parsed.Address == text && len(text) <= 254 && strings.Contains(text[strings.LastIndex(text, "@"):], ".")
	case channel.WeCom:
		ok = weComID.MatchString(text)
	case channel.WeChat:
		ok = openID.MatchString(text)
	}
	if !ok {
		return "", ErrAddress
	}
	return text, nil
}

// maskAddress hides most of an address from whoever looks on.
func maskAddress(kind channel.Kind, address string) string {
	if address == "" {
		return ""
	}
	if kind == channel.SMS {
		return maskMiddle(address, 3, 4)
	}
	name, domain, isMail := strings.Cut(address, "@")
	if kind == channel.Mail && isMail {
		return maskMiddle(name, 1, 0) + "@" + domain
	}
	return maskMiddle(address, 2, 2)
}

func maskMiddle(text string, head, tail int) string {
	runes := []rune(text)
	if len(runes) <= head+tail {
		return strings.Repeat("*", len(runes))
	}
	return string(runes[:head]) + strings.Repeat("*", min(len(runes)-head-tail, 6)) + string(runes[len(runes)-tail:])
}
