package template

import (
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Group is what a person switches on and off as one.
type Group string

// The groups.
const (
	// Progress is about work that waits for the person or moves on (办理进度).
	Progress Group = "progress"
	// Policy is about what an enterprise can have or nearly has (政策).
	Policy Group = "policy"
	// Security is about who comes in and with what power (账号安全). It always
	// appears in-app and keeps no quiet hours.
	Security Group = "security"
	// System is everything else (系统).
	System Group = "system"
)

// Groups lists the groups in the order in which screens show them.
var Groups = []Group{Progress, Policy, Security, System}

// Label names the group to people, in Chinese.
func (g Group) Label() string {
	switch g {
	case Progress:
		return "办理进度"
	case Policy:
		return "政策"
	case Security:
		return "账号安全"
	case System:
		return "系统"
	}
	return ""
}

// Known reports whether there is such a group.
func (g Group) Known() bool { return g.Label() != "" }

// VariableKind is what a variable holds.
type VariableKind string

// The kinds of variable.
const (
	// Words are at most 100 characters of one line.
	Words VariableKind = "words"
	// Count is a whole number from 0.
	Count VariableKind = "count"
	// Instant is a time in RFC 3339, shown in Beijing time to the minute.
	Instant VariableKind = "instant"
)

// Variable is one value that a text may use.
type Variable struct {
	Name  string
	Label string
	Kind  VariableKind
	// Sample is a made-up value for previews.
	Sample string
}

// maxWords is the length of a variable of kind Words, in characters. A guess.
const maxWords = 100

// shown returns the value as it stands in a text.
func (v Variable) shown(value string) (string, error) {
	switch v.Kind {
	case Count:
		n, err := strconv.ParseUint(value, 10, 63)
		if err != nil {
			return "", fmt.Errorf("variable %s is no count", v.Name)
		}
		return strconv.FormatUint(n, 10), nil
	case Instant:
		at, err := time.Parse(time.RFC3339, value)
		if err != nil {
			return "", fmt.Errorf("variable %s is no instant", v.Name)
		}
		return at.In(civil.Beijing).Format("2006年1月2日 15:04"), nil
	}
	if !utf8.ValidString(value) {
		return "", fmt.Errorf("variable %s is no text", v.Name)
	}
	return shortened(value), nil
}

// shortened makes one line of a value and cuts what is too long for a message.
func shortened(value string) string {
	var line []rune
	for _, r := range value {
		if r < ' ' || r == 0x7f {
			r = ' '
		}
		line = append(line, r)
	}
	if len(line) > maxWords {
		line = append(line[:maxWords-1], '…')
	}
	return string(line)
}

// Reason is one kind of occasion to write to somebody.
type Reason struct {
	// Key names the reason for ever, as `module.past_tense`.
	Key   string
	Label string
	Group Group
	// Variables are all that a text may use; each must be given.
	Variables []Variable
	// Channels are those that the reason is meant for.
	Channels []channel.Kind
}

// Meant reports whether the reason goes out through the channel.
func (r Reason) Meant(kind channel.Kind) bool {
	for _, k := range r.Channels {
		if k == kind {
			return true
		}
	}
	return false
}

// Samples returns a made-up value for every variable.
func (r Reason) Samples() map[string]string {
	values := make(map[string]string, len(r.Variables))
	for _, v := range r.Variables {
		values[v.Name] = v.Sample
	}
	return values
}

// Values checks that exactly the reason's variables are given, each of its kind,
// and returns them as they stand in a text.
func (r Reason) Values(given map[string]string) (map[string]string, error) {
	values := make(map[string]string, len(r.Variables))
	for _, v := range r.Variables {
		value, ok := given[v.Name]
		if !ok {
			return nil, fmt.Errorf("reason %s: variable %s is missing", r.Key, v.Name)
		}
		shown, err := v.shown(value)
		if err != nil {
			return nil, fmt.Errorf("reason %s: %w", r.Key, err)
		}
		values[v.Name] = shown
	}
	for name := range given {
		if _, known := values[name]; !known {
			return nil, fmt.Errorf("reason %s has no variable %s", r.Key, name)
		}
	}
	return values, nil
}

// Find returns the reason with a key.
func Find(key string) (Reason, bool) {
	for _, r := range Reasons {
		if r.Key == key {
			return r, true
		}
	}
	return Reason{}, false
}
