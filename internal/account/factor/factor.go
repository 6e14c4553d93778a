package factor

import (
	"encoding/base32"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

const (
	// step is how long one code lasts (RFC 6238, 5.2).
	step = 30 * time.Second
	// skew is how many steps a clock may be off, either way.
	skew = 1
	// keySize is the length of a key in bytes, that of HMAC-SHA-1 (RFC 4226, 4 R6).
	keySize = 20
	// codeLength is the number of digits of a code.
	codeLength = 6
	// recoveryCodes is how many of them somebody gets at a time.
	recoveryCodes = 10
	// recoveryLength is the number of letters of one, 49 bits.
	recoveryLength = 10
	// recoveryLetters leave out what people mistake for each other.
	recoveryLetters = "23456789abcdefghjkmnpqrstuvwxyz"

	// ticketLife and ticketTries bound the time and the guesses between password
	// and code.
	ticketLife  = 5 * time.Minute
	ticketTries = 5
)

// newKey returns a random key as apps want it: base32 without padding.
func newKey(random io.Reader) (string, error) {
	raw := make([]byte, keySize)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("key of a second factor: %w", err)
	}
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw), nil
}

// stepAt numbers the steps since 1970.
func stepAt(at time.Time) int64 { return at.Unix() / int64(step/time.Second) }

// match returns the step whose code this is, of those near the instant and after
// the last accepted one; false when it is the code of none.
func match(key, code string, last int64, at time.Time) (int64, bool) {
	now := stepAt(at)
	for _, n := range []int64{now, now - skew, now + skew} {
		if n <= last || n < 0 {
			continue
		}
		right, err := hotp.ValidateCustom(code, uint64(n), key, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && right {
			return n, true
		}
	}
	return 0, false
}

// address returns what a QR code tells an app: the key and whose it is. The
// issuer stands in both places that apps look at.
func address(issuer, login, key string) string {
	label := url.PathEscape(issuer + ":" + login)
	return "otpauth://totp/" + label + "?" + url.Values{"secret": {key}, "issuer": {issuer}}.Encode()
}

// inGroups writes a key in groups of four, to be typed by hand.
func inGroups(key string) string {
	var b strings.Builder
	for i, r := range key {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// newRecoveryCodes returns a set of codes in two groups of five letters.
func newRecoveryCodes(random io.Reader) ([]string, error) {
	list := make([]string, recoveryCodes)
	for i := range list {
		code, err := letters(random)
		if err != nil {
			return nil, err
		}
		list[i] = code[:recoveryLength/2] + "-" + code[recoveryLength/2:]
	}
	return list, nil
}

func letters(random io.Reader) (string, error) {
	const n = len(recoveryLetters)
	var b strings.Builder
	one := make([]byte, 1)
	for b.Len() < recoveryLength {
		if _, err := io.ReadFull(random, one); err != nil {
			return "", fmt.Errorf("recovery code: %w", err)
		}
		if int(one[0]) < 256/n*n { // bytes beyond would favour the first letters
			b.WriteByte(recoveryLetters[int(one[0])%n])
		}
	}
	return b.String(), nil
}

// plain returns a typed code as it is compared: small letters and digits alone.
func plain(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9' || r >= 'a' && r <= 'z':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= '０' && r <= '９': // typed with a Chinese keyboard
			return r - '０' + '0'
		}
		return -1
	}, code)
}
